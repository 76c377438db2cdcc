import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import { StatusBadge } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import { voucherStanding } from "@/lib/vouchers/rules";

type PurchaseCouponsProps = {
  vouchers: Awaited<ReturnType<typeof vouchersOfPurchase>>;
  timeZone: string;
  now?: Date;
};

/** The coupons that the last deliveries of a purchase brought, and what became of each. */
export function PurchaseCoupons({ vouchers, timeZone, now = new Date() }: PurchaseCouponsProps) {
  const t = useTranslations("packs.records");
  if (vouchers.length === 0) return null;
  return (
    <Card title={t("coupons")}>
      <DataTable
        label={t("coupons")}
        columns={[
          { key: "coupon", label: t("coupon"), card: "title" },
          { key: "status", label: t("status"), card: "badge" },
          { key: "issued", label: t("issued"), card: "metric" },
          { key: "until", label: t("until"), card: "metric" },
        ]}
        rows={vouchers.map((voucher) => ({
          id: voucher.id,
          name: voucher.terms.name,
          cells: {
            coupon: <span className="font-[550] wrap-anywhere">{voucher.terms.name}</span>,
            status: <StatusBadge status={voucherStanding(voucher, now)} />,
            issued: <Time at={voucher.issuedAt} timeZone={timeZone} mode="date" />,
            until: voucher.validUntil ? (
              <Time at={new Date(voucher.validUntil.getTime() - 1)} timeZone={timeZone} mode="date" />
            ) : (
              t("noEnd")
            ),
          },
        }))}
      />
    </Card>
  );
}
