import { useLocale, useTranslations } from "next-intl";
import { KeyFigure } from "@/components/ui/key-figure";
import type { HomeSales } from "@/lib/analytics/queries/sales";
import type { DaySales } from "@/lib/analytics/schema";
import { formatMoney } from "@/lib/kernel/money";
import { FigureHint } from "./figure-hint";

type SalesFiguresProps = {
  sales: HomeSales;
  /** How many days or hours stand beside the range; they come first. 0 = there is nothing before. */
  partsBefore: number;
  /** Values of the range as they are drawn. */
  sum: (values: readonly number[]) => number[];
  /** Of the merchant, ISO 4217. */
  currency: string;
  inStore: boolean;
};

/** What coupons took off and what was sold with them, beside the range before. */
export function SalesFigures(props: SalesFiguresProps) {
  const { partsBefore, currency, inStore } = props;
  const { days: all, isWhole } = props.sales;
  const t = useTranslations("home.figures");
  const locale = useLocale();
  const [before, now] = [all.slice(0, partsBefore), all.slice(partsBefore)];
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
            before={partsBefore === 0 ? undefined : isWhole ? sum(before) : null}
            course={props.sum(now.map((day) => day[key]))}
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
