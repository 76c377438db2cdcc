import { useLocale, useTranslations } from "next-intl";
import { KeyFigure } from "@/components/ui/key-figure";
import type { HomeSales } from "@/lib/analytics/queries/sales";
import type { DaySales } from "@/lib/analytics/schema";
import { formatMoney } from "@/lib/kernel/money";
import { FigureHint } from "./figure-hint";

type SalesFiguresProps = {
  sales: HomeSales;
  /** How many days the range has; those before come first. */
  days: number;
  /** Of the merchant, ISO 4217. */
  currency: string;
  inStore: boolean;
};

/** What coupons took off and what was sold with them, beside the range before. */
export function SalesFigures({ sales: { days: all, isWhole }, days, currency, inStore }: SalesFiguresProps) {
  const t = useTranslations("home.figures");
  const locale = useLocale();
  const [before, now] = [all.slice(0, days), all.slice(days)];
  const where = t(inStore ? "salesHere" : "salesEverywhere");
  const figure = (name: "discount" | "sales") => {
    const key = `${name}Minor` as const;
    const sum = (some: readonly DaySales[]) => some.reduce((total, day) => total + day[key], 0);
    const amount = formatMoney(sum(now), currency, locale, { trim: true });
    return (
      <KeyFigure
        label={t(name)}
        value={isWhole ? amount : t("more", { count: amount })}
        definition={t(`${name}Means`, { where, currency })}
        hint={
          <FigureHint
            now={sum(now)}
            before={isWhole ? sum(before) : null}
            course={now.map((day) => day[key])}
          />
        }
      />
    );
  };
  return (
    <>
      {figure("discount")}
      {figure("sales")}
    </>
  );
}
