import { useFormatter, useTranslations } from "next-intl";
import { KeyFigure, KeyFigures } from "@/components/ui/key-figure";
import { FIGURE_CAP, type homeFigures } from "@/lib/merchants/queries";

type HomeFiguresProps = {
  figures: Awaited<ReturnType<typeof homeFigures>>;
  /** In a store view the figures are those of its coupons and members. */
  inStore: boolean;
};

/** What the last seven days brought. */
export function HomeFigures({ figures, inStore }: HomeFiguresProps) {
  const t = useTranslations("home.figures");
  const format = useFormatter();
  const shown = (count: number) =>
    count > FIGURE_CAP ? t("more", { count: format.number(FIGURE_CAP) }) : format.number(count);
  const where = t(inStore ? "here" : "everywhere");
  const rate =
    figures.claimed === 0
      ? "–"
      : format.number(figures.used / figures.claimed, { style: "percent", maximumFractionDigits: 1 });
  return (
    <section aria-labelledby="figures" className="grid gap-2">
      <h2 id="figures" className="text-lg font-semibold text-ink">
        {t("title")}
      </h2>
      <KeyFigures>
        {(["claimed", "used"] as const).map((key) => (
          <KeyFigure
            key={key}
            label={t(key)}
            value={shown(figures[key])}
            definition={t(`${key}Means`, { where })}
          />
        ))}
        <KeyFigure label={t("rate")} value={rate} definition={t("rateMeans", { where })} />
        {(["participants", "joined"] as const).map((key) => (
          <KeyFigure
            key={key}
            label={t(key)}
            value={shown(figures[key])}
            definition={t(`${key}Means`, { where })}
          />
        ))}
      </KeyFigures>
    </section>
  );
}
