import { useFormatter, useTranslations } from "next-intl";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import type { CouponDay } from "@/lib/coupons/queries/days";

type RangeFiguresProps = { now: readonly CouponDay[]; before: readonly CouponDay[] };

const sum = (days: readonly CouponDay[], key: "claimed" | "used") =>
  days.reduce((total, day) => total + day[key], 0);

/** Null where nothing was claimed. */
const rateOf = (days: readonly CouponDay[]) => {
  const claimed = sum(days, "claimed");
  return claimed === 0 ? null : sum(days, "used") / claimed;
};

/** Claims and uses of a range, each beside the range before. */
export function RangeFigures({ now, before }: RangeFiguresProps) {
  const t = useTranslations("coupon-data.figures");
  const format = useFormatter();
  const percent = (part: number | null) =>
    part === null ? "–" : format.number(part, { style: "percent", maximumFractionDigits: 1 });
  const change = (was: number, is: number, said: string) => {
    if (before.length === 0) return undefined;
    if (was === 0) return t(is === 0 ? "same" : "fromNothing");
    const part = format.number((is - was) / was, {
      style: "percent",
      maximumFractionDigits: 0,
      signDisplay: "exceptZero",
    });
    return t("change", { change: part, before: said });
  };
  const figure = (key: "claimed" | "used") => {
    const [is, was] = [sum(now, key), sum(before, key)];
    const hint = change(was, is, format.number(was));
    return (
      <KeyFigure
        label={t(key)}
        value={format.number(is)}
        definition={t(`${key}Means`)}
        {...(hint ? { hint } : {})}
      />
    );
  };
  const [rate, earlier] = [rateOf(now), rateOf(before)];
  const rateHint = change(earlier ?? 0, rate ?? 0, percent(earlier));
  return (
    <KeyFigures>
      {figure("claimed")}
      {figure("used")}
      <KeyFigure
        label={t("rate")}
        value={percent(rate)}
        definition={t("rateMeans")}
        {...(rateHint ? { hint: rateHint } : {})}
      />
    </KeyFigures>
  );
}
