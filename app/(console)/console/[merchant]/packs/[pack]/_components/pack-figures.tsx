import { useFormatter, useLocale, useTranslations } from "next-intl";
import { KeyFigure } from "@/components/ui/key-figure";
import { formatMoney } from "@/lib/kernel/money";
import type { PackFigures } from "@/lib/packs/queries/figures";
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
  const stock = left === null ? t("unlimited") : t("left", { count: left });
  const held = reserved > 0 ? t("held", { count: reserved }) : "";
  const rate =
    used === null ? undefined : format.number(used, { style: "percent", maximumFractionDigits: 1 });
  return (
    <section aria-label={t("title")}>
      <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-xl border border-border bg-border shadow-e1 max-sm:[&>*:last-child:nth-child(odd)]:col-span-2 sm:grid-cols-3">
        {type === "paid"
          ? figure("sold", format.number(sold), [stock, held].filter(Boolean).join(" · "))
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
          </>
        ) : null}
      </dl>
    </section>
  );
}
