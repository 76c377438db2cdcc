import type { CouponForm } from "@/components/coupons/form-values";
import { isCredit } from "@/lib/coupons/schema";
import { localDate } from "@/lib/kernel/time";

/** The most a coupon can cost in all, or why that cannot be said. Amounts in minor units of its currency. */
export type Exposure =
  | { kind: "amount"; totalMinor: number; quantity: number; eachMinor: number; capped: boolean }
  | { kind: "budget"; totalMinor: number }
  | { kind: "unknown"; why: "unlimited" | "percent" | "delivery" | "benefit" }
  | { kind: "product"; quantity: number }
  | { kind: "incomplete" };

/** The most one voucher takes off; null = no ceiling; undefined = not filled in yet. */
function eachMinor({ benefit }: CouponForm): number | null | undefined {
  switch (benefit.type) {
    case "amount_off":
    case "cash":
      return good(benefit.amountMinor);
    case "delivery_off":
      return good(benefit.maxOffMinor) ?? null;
    case "percent_off":
      return good(benefit.bps) === undefined ? undefined : (good(benefit.maxOffMinor) ?? null);
    case "threshold_off": {
      if (!benefit.repeats) return good(benefit.tiers.at(-1)?.offMinor ?? null);
      const { offMinor, maxTimes } = benefit.every;
      return good(offMinor) && good(maxTimes) ? (offMinor ?? 0) * (maxTimes ?? 0) : undefined;
    }
    default:
      return null;
  }
}

const good = (value: number | null) => (value !== null && value > 0 ? value : undefined);

/** Quantity times the most one takes off, and never more than the budget. */
export function exposureOf(form: CouponForm): Exposure {
  const { benefit, distribution, budgetMinor } = form;
  const quantity = distribution.supply === "limited" ? good(distribution.quantity) : null;
  if (benefit.type === "generic" || benefit.type === "points") return { kind: "unknown", why: "benefit" };
  if (quantity === undefined) return { kind: "incomplete" };
  const budget = isCredit(benefit.type) ? undefined : good(budgetMinor);
  const each = eachMinor(form);
  if (each === undefined) return { kind: "incomplete" };
  if (each !== null && quantity !== null) {
    const full = each * quantity;
    const totalMinor = budget === undefined ? full : Math.min(full, budget);
    return { kind: "amount", totalMinor, quantity, eachMinor: each, capped: totalMinor < full };
  }
  if (budget !== undefined) return { kind: "budget", totalMinor: budget };
  if (quantity === null) return { kind: "unknown", why: "unlimited" };
  if (benefit.type === "product") return { kind: "product", quantity: quantity * (benefit.quantity ?? 1) };
  return { kind: "unknown", why: benefit.type === "delivery_off" ? "delivery" : "percent" };
}

export type CouponWarning = {
  code:
    | "noCap"
    | "aboveSpend"
    | "nearSpend"
    | "unlimitedNoBudget"
    | "unlimitedCash"
    | "huge"
    | "noLimit"
    | "over"
    | "endsToday";
  /** The section of the form where it can be changed. */
  section: "benefit" | "distribution" | "validity";
};

/** Types that have no budget: what they give is no discount. */
const withoutBudget: readonly string[] = ["generic", "points", "cash"];

/** What stands out before a coupon is published: nothing of it forbids anything. */
export function warningsOf(form: CouponForm, now: Date, timeZone: string): CouponWarning[] {
  const { benefit, conditions, distribution, validity, budgetMinor } = form;
  const minSpend = conditions.minSpendMinor ?? 0;
  const today = localDate(now, timeZone);
  const rows = benefit.repeats ? [benefit.every] : benefit.tiers;
  const unlimited = distribution.supply === "unlimited";
  const found: [boolean, CouponWarning["code"], CouponWarning["section"]][] = [
    [
      benefit.type === "percent_off" && (benefit.bps ?? 0) >= 3000 && !benefit.maxOffMinor,
      "noCap",
      "benefit",
    ],
    [
      benefit.type === "amount_off" && minSpend > 0 && (benefit.amountMinor ?? 0) >= minSpend,
      "aboveSpend",
      "benefit",
    ],
    [
      benefit.type === "threshold_off" &&
        rows.some((row) => row.spendMinor && (row.offMinor ?? 0) * 2 >= row.spendMinor),
      "nearSpend",
      "benefit",
    ],
    [unlimited && !budgetMinor && !withoutBudget.includes(benefit.type), "unlimitedNoBudget", "distribution"],
    [unlimited && benefit.type === "cash", "unlimitedCash", "distribution"],
    [!unlimited && (distribution.quantity ?? 0) > 1_000_000, "huge", "distribution"],
    [distribution.claimLimit === null, "noLimit", "distribution"],
    [validity.type === "fixed" && validity.until !== null && validity.until < today, "over", "validity"],
    [validity.type === "fixed" && validity.until === today, "endsToday", "validity"],
  ];
  return found.filter(([applies]) => applies).map(([, code, section]) => ({ code, section }));
}
