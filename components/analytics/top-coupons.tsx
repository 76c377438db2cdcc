import { useFormatter, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { TopCoupon } from "@/lib/analytics/queries";

/** The coupons that were claimed most in the range. */
export function TopCoupons({ place, rows }: { place: ActionPlace; rows: readonly TopCoupon[] }) {
  const t = useTranslations("home.top");
  const format = useFormatter();
  return (
    <Card title={t("title")} padded={rows.length === 0}>
      {rows.length === 0 ? (
        <p className="text-sm text-ink-2">{t("none")}</p>
      ) : (
        <table className="w-full text-sm">
          <caption className="sr-only">{t("title")}</caption>
          <thead className="text-xs text-ink-2">
            <tr>
              <th scope="col" className="px-4 py-1.5 text-left font-[550]">
                {t("coupon")}
              </th>
              <th scope="col" className="px-2 py-1.5 text-right font-[550]">
                {t("claimed")}
              </th>
              <th scope="col" className="px-4 py-1.5 text-right font-[550]">
                {t("used")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, name, claimed, used }) => (
              <tr key={id} className="border-t border-border">
                <th scope="row" className="px-4 py-2 text-left font-normal">
                  <Link
                    href={consolePath(place, "coupons", id)}
                    className="font-[550] wrap-anywhere text-ink hover:underline"
                  >
                    {name}
                  </Link>
                </th>
                <td className="tabular px-2 py-2 text-right">{format.number(claimed)}</td>
                <td className="tabular px-4 py-2 text-right">{format.number(used)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
