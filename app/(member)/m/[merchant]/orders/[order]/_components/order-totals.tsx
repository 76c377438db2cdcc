import { useLocale, useTranslations } from "next-intl";
import type { OrderPack } from "@/app/(member)/m/[merchant]/orders/[order]/_components/order-packs";
import { formatMoney } from "@/lib/kernel/money";
import type { OrderDetail } from "@/lib/orders/queries/orders";
import { sumsWithPacks } from "@/lib/orders/rules/with-packs";

/** What the order comes to with the packs that are paid with it, and what became of its coupons. */
export function OrderTotals({ order, packs }: { order: OrderDetail; packs: readonly OrderPack[] }) {
  const t = useTranslations("shop.order");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, order.currency, locale);
  const sums = sumsWithPacks(order, packs);
  const refundedMinor = sums?.refundedMinor ?? order.refundedMinor;
  const isUnpaid = order.status === "placed";
  const rows: [string, number, string][] = [
    [t("subtotal"), order.subtotalMinor, ""],
    [t("saved"), order.discountMinor, "−"],
    [t("delivery"), order.deliveryMinor, ""],
    [t("savedDelivery"), order.deliveryDiscountMinor, "−"],
    [t("packs"), sums?.packsMinor ?? 0, ""],
  ];
  return (
    <>
      <dl className="grid gap-1 tabular-nums">
        {rows
          .filter(([, minor], i) => i === 0 || minor > 0)
          .map(([label, minor, sign]) => (
            <div key={label} className="flex justify-between gap-4 text-sm text-ink-2">
              <dt>{label}</dt>
              <dd>
                {sign}
                {money(minor)}
              </dd>
            </div>
          ))}
        <div className="flex justify-between gap-4 text-lg font-semibold">
          <dt>{t(isUnpaid ? "toPay" : "total")}</dt>
          <dd>{money(sums?.togetherMinor ?? order.totalMinor)}</dd>
        </div>
        {refundedMinor > 0 ? (
          <div className="flex justify-between gap-4 text-sm">
            <dt>{t("refunded")}</dt>
            <dd>{money(refundedMinor)}</dd>
          </div>
        ) : null}
      </dl>
      {order.vouchers.length > 0 ? (
        <section className="grid gap-2">
          <h2 className="text-lg font-semibold">{t("couponsUsed")}</h2>
          <ul className="grid gap-1 text-sm">
            {order.vouchers.map((voucher) => (
              <li key={voucher.voucherId} className="flex justify-between gap-4">
                <span>
                  {voucher.couponName}
                  <span className="text-ink-2"> · {t(`voucher.${voucher.state}`)}</span>
                </span>
                <span className="shrink-0 tabular-nums">
                  −{money(voucher.discountMinor + voucher.deliveryDiscountMinor)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
