import { useFormatter, useLocale, useTranslations } from "next-intl";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { formatMoney } from "@/lib/kernel/money";
import type { PackFigures } from "@/lib/packs/queries/packs";
import type { PackType } from "@/lib/packs/schema";

/** What came of a pack, each figure with what it counts; all of them are kept beside the records and recounted (K6). */
export function PackFiguresView({ figures, type }: { figures: PackFigures; type: PackType }) {
  const t = useTranslations("packs.figures");
  const format = useFormatter();
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, figures.currency, locale, { trim: true });
  const { sold, given, reserved, refunded, couponsIssued, couponsUsed, quantity } = figures;
  const used = couponsIssued > 0 ? couponsUsed / couponsIssued : null;
  const left = quantity === null ? null : quantity - sold - given - reserved;
  const figure = (key: string, value: string, hint?: string) => (
    <KeyFigure label={t(key)} value={value} definition={t(`${key}Means`)} hint={hint} />
  );
  const rate = used === null ? undefined : format.number(used, { style: "percent", maximumFractionDigits: 1 });
  return (
    <section aria-label={t("title")}>
      <KeyFigures>
        {type === "paid"
          ? figure("sold", format.number(sold), reserved > 0 ? t("held", { count: reserved }) : undefined)
          : null}
        {figure("given", format.number(given))}
        {figure("issued", format.number(couponsIssued))}
        {figure("used", format.number(couponsUsed), rate)}
        {type === "paid" ? (
          <>
            {figure("revenue", money(figures.revenueMinor))}
            {figure(
              "refunded",
              money(figures.refundedMinor),
              refunded > 0 ? t("refunds", { count: refunded }) : undefined,
            )}
            {figure("left", left === null ? t("unlimited") : format.number(left))}
          </>
        ) : null}
      </KeyFigures>
    </section>
  );
}
