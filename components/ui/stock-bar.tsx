import { useLocale, useTranslations } from "next-intl";
import { cx } from "./class-names";

type StockBarProps = { used: number; total: number | null; label?: string };

export function StockBar({ used, total, label }: StockBarProps) {
  const t = useTranslations("ui.stock");
  const locale = useLocale();
  const words = new Intl.NumberFormat(locale);
  if (total === null) {
    return (
      <span className="tabular inline-block min-w-20 whitespace-nowrap">
        {t("unlimited", { used: words.format(used) })}
      </span>
    );
  }
  const share = total === 0 ? 1 : Math.min(1, used / total);
  const fill = share >= 1 ? "fill-ink-3" : share >= 0.9 ? "fill-warning" : "fill-brand";
  return (
    <span className="inline-grid w-full max-w-32 min-w-20 gap-1">
      <span className="tabular whitespace-nowrap">{`${words.format(used)} / ${words.format(total)}`}</span>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        className="h-1 w-full overflow-hidden rounded-full"
        role="img"
        aria-label={label ?? t("bar", { used: words.format(used), total: words.format(total) })}
      >
        <rect width="100" height="4" className="fill-border" />
        <rect width={share * 100} height="4" className={cx(fill)} />
      </svg>
    </span>
  );
}
