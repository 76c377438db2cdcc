import { useLocale, useTranslations } from "next-intl";
import { type SummaryFacts, summarySentence } from "@/components/coupons/summary-sentence";
import { Money } from "@/components/orders/order-table";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Status, StatusBadge } from "@/components/ui/status-badge";
import type { OrderDetail } from "@/lib/orders/queries/orders";

type Kept = OrderDetail["vouchers"][number];

const look: Record<Kept["state"], Status> = {
  reserved: "reserved",
  used: "used",
  released: "available",
  returned: "available",
};

type OrderCouponsProps = {
  order: OrderDetail;
  couponsPath: string | null;
  /** Where it is told why another coupon is not on it; null = not for this reader. */
  diagnosePath: string | null;
};

/** The coupons an order was placed with: each with its whole rule in a sentence, what it took off, and how it stands with this order. */
export function OrderCoupons({ order, couponsPath, diagnosePath }: OrderCouponsProps) {
  const t = useTranslations("orders.coupons");
  const diagnose = useTranslations("diagnose");
  const { vouchers, currency, storeId, storeName, timeZone } = order;
  const at = { currency, timeZone, storeName: (id: string) => (id === storeId ? storeName : undefined) };
  return (
    <Card
      title={t("title")}
      actions={
        diagnosePath ? (
          <Link
            href={`${diagnosePath}?order=${order.id}`}
            className="text-xs text-brand underline-offset-2 hover:underline"
          >
            {diagnose("openOrder")}
          </Link>
        ) : undefined
      }
    >
      {vouchers.length === 0 ? (
        <p className="text-sm text-ink-2">{t("none")}</p>
      ) : (
        <ul className="grid gap-3">
          {vouchers.map((voucher) => (
            <li
              key={voucher.voucherId}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1"
            >
              <Named {...{ voucher, at, couponsPath }} />
              <span className="flex items-center gap-3">
                <StatusBadge status={look[voucher.state]} label={t(`states.${voucher.state}`)} />
                <Money minor={-(voucher.discountMinor + voucher.deliveryDiscountMinor)} currency={currency} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

type NamedProps = {
  voucher: Kept;
  at: Pick<SummaryFacts, "currency" | "timeZone" | "storeName">;
  couponsPath: string | null;
};

function Named({ voucher, at, couponsPath }: NamedProps) {
  const t = useTranslations("orders.coupons");
  const coupons = useTranslations("coupons");
  const { couponName, couponId, code, termsVersion } = voucher;
  const rule = summarySentence({ ...voucher, ...at }, useLocale(), coupons);
  return (
    <span className="grid min-w-0 text-sm">
      {couponsPath ? (
        <Link href={`${couponsPath}/${couponId}`} className="text-brand wrap-anywhere hover:underline">
          {couponName}
        </Link>
      ) : (
        <span className="wrap-anywhere">{couponName}</span>
      )}
      <span className="text-xs wrap-anywhere text-ink-2">{rule}</span>
      <span className="font-mono text-xs text-ink-2">
        {t("code", { code: `••••${code.slice(-4)}`, version: termsVersion })}
      </span>
    </span>
  );
}
