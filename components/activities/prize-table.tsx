import { useFormatter, useTranslations } from "next-intl";
import { type ConsolePlace, consolePath } from "@/components/activities/paths";
import { PrizeCouponLine } from "@/components/activities/prize-coupon-line";
import { Card } from "@/components/ui/card";
import { DataTable } from "@/components/ui/data-table";
import type { Pool, PrizeCoupon, prizeFigures } from "@/lib/activities/queries/prizes";
import type { ActivityKind } from "@/lib/activities/schema";

type PrizeTableProps = {
  place: ConsolePlace;
  kind: ActivityKind;
  pools: readonly Pool[];
  figures: Awaited<ReturnType<typeof prizeFigures>>;
  timeZone: string;
  now: Date;
};

/** The coupons an activity gives: with which passwords, how many went out here and how many of those were used. */
export function PrizeTable({ place, kind, pools, figures, timeZone, now }: PrizeTableProps) {
  const t = useTranslations("activities.prizeTable");
  const format = useFormatter();
  const coupons = new Map<string, { coupon: PrizeCoupon; passwords: number[] }>();
  for (const pool of pools) {
    for (const { coupon } of pool.prizes) {
      const known = coupons.get(coupon.id) ?? { coupon, passwords: [] };
      coupons.set(coupon.id, { coupon, passwords: [...known.passwords, pool.position] });
    }
  }
  return (
    <Card title={t("title")} padded={false} footer={figures.issued.capped ? t("capped") : undefined}>
      <DataTable
        bare
        label={t("title")}
        columns={[
          { key: "coupon", label: t("coupon"), card: "title" },
          ...(kind === "claim_page" ? [] : [{ key: "passwords", label: t("passwords") }]),
          { key: "issued", label: t("issued"), align: "end" },
          { key: "used", label: t("used"), align: "end" },
        ]}
        rows={[...coupons.values()].map(({ coupon, passwords }) => {
          const counted = figures.byCoupon.find((row) => row.couponId === coupon.id);
          return {
            id: coupon.id,
            href: consolePath(place, "coupons", coupon.id),
            cells: {
              coupon: <PrizeCouponLine coupon={coupon} timeZone={timeZone} now={now} />,
              passwords: t("ofPasswords", { list: format.list(passwords.map(String)) }),
              issued: <span className="tabular">{format.number(counted?.issued ?? 0)}</span>,
              used: <span className="tabular">{format.number(counted?.used ?? 0)}</span>,
            },
          };
        })}
      />
    </Card>
  );
}
