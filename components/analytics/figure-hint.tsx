import { useFormatter, useTranslations } from "next-intl";
import { changeWords } from "@/components/ui/chart-data";
import { Sparkline } from "@/components/ui/sparkline";

type FigureHintProps = {
  now: number;
  /** Null = not all of it could be counted, so that nothing is said of it; undefined = there is nothing before. */
  before: number | null | undefined;
  course: readonly number[];
};

/** How a figure stands to the range before, and its course. */
export function FigureHint({ now, before, course }: FigureHintProps) {
  const t = useTranslations("home.figures");
  const format = useFormatter();
  const words = (before: number | null) => {
    if (before === null) return t("tooMany");
    if (changeWords(now, before, "en") === null) return t(now === 0 ? "same" : "fromNothing");
    const change = format.number((now - before) / before, {
      style: "percent",
      maximumFractionDigits: 0,
      signDisplay: "exceptZero",
    });
    return t("change", { change });
  };
  return (
    <span className="grid gap-1">
      {before === undefined ? null : <span>{words(before)}</span>}
      <Sparkline values={course} />
    </span>
  );
}
