import { useLocale, useTranslations } from "next-intl";
import type { CouponBudget } from "@/lib/coupons/queries/coupons";
import { formatMoney } from "@/lib/kernel/money";

type BudgetBarProps = CouponBudget & { budgetMinor: number; currency: string };

/** How much of a budget is spent and what is left, in words and as a bar; what unpaid orders hold is spent, too. */
export function BudgetBar({ budgetMinor, reservedMinor, usedMinor, currency }: BudgetBarProps) {
  const t = useTranslations("coupons.read");
  const locale = useLocale();
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const spentMinor = reservedMinor + usedMinor;
  const words = t("budgetSpent", { spent: money(spentMinor), total: money(budgetMinor) });
  const share = Math.min(1, spentMinor / budgetMinor);
  const fill = share >= 1 ? "fill-danger" : share >= 0.8 ? "fill-warning" : "fill-brand";
  return (
    <span className="inline-grid w-full max-w-48 min-w-32 gap-1">
      <span className="tabular">{words}</span>
      <svg
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        className="h-1 w-full overflow-hidden rounded-full"
        aria-hidden="true"
      >
        <rect width="100" height="4" className="fill-border" />
        <rect width={share * 100} height="4" className={fill} />
      </svg>
      <span className="text-xs text-ink-2">
        {t("budgetLeft", { left: money(Math.max(0, budgetMinor - spentMinor)) })}
        {reservedMinor > 0 ? ` · ${t("budgetReserved", { reserved: money(reservedMinor) })}` : null}
      </span>
    </span>
  );
}
