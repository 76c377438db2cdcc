import { useLocale, useTranslations } from "next-intl";
import { savingOf } from "@/components/packs/saving";
import { formatMoney } from "@/lib/kernel/money";
import type { Worth } from "@/lib/packs/rules/worth";

type PackPriceProps = { priceMinor: number; worth: Worth; currency: string; large?: boolean };

/** What a pack costs, beside what is in it is worth where that can be said. */
export function PackPrice({ priceMinor, worth, currency, large = false }: PackPriceProps) {
  const t = useTranslations("packs.words");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const saving = savingOf(priceMinor, worth);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 tabular-nums">
      <span className={large ? "text-2xl font-bold text-brand" : "text-lg font-bold text-brand"}>
        {money(priceMinor)}
      </span>
      {saving ? (
        <>
          <span className="text-xs text-ink-2">
            {t(saving.isLeast ? "worthLeast" : "worth", { amount: money(worth.worthMinor) })}
          </span>
          <span className="rounded-sm bg-success-soft px-1.5 text-xs font-semibold text-success">
            {t("save", { percent: saving.percent })}
          </span>
        </>
      ) : null}
    </p>
  );
}
