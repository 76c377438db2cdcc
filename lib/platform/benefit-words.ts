import { formatMoney } from "@/lib/kernel/money";

/** A coupon's benefit as api.md writes it, every type. */
export type BenefitFacts =
  | { type: "percent_off"; bps: number; maxOffMinor?: number | null }
  | { type: "amount_off"; amountMinor: number }
  | { type: "threshold_off"; tiers?: readonly Step[]; every?: Step & { maxTimes: number } }
  | { type: "product"; productId: string; quantity: number; priceMinor: number }
  | { type: "points"; points: number }
  | { type: "cash"; amountMinor: number }
  | { type: "generic"; text: string }
  | { type: "external"; provider: string }
  | { type: "delivery_off"; maxOffMinor?: number | null };

export type Step = { spendMinor: number; offMinor: number };

/** What the benefit's line is made of. */
export type BenefitLineFacts = {
  readonly benefit: BenefitFacts;
  readonly currency: string;
  readonly conditions?: { readonly minSpendMinor?: number };
  readonly productName?: string;
};

type Translate = (key: string, values?: Record<string, string | number>) => string;

/**
 * The benefit in one line, in words of `locale`: "$10 off over $50", "8.5 折，最多减 ¥50". Amounts are of `currency`; `t`
 * reads the namespace `ticket`.
 */
export function benefitWords(facts: BenefitLineFacts, locale: string, t: Translate): string {
  const { benefit, currency, conditions } = facts;
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const least = conditions?.minSpendMinor ? t("line.over", { spend: money(conditions.minSpendMinor) }) : "";
  const withLeast = (line: string) => (least ? t("line.join", { line, condition: least }) : line);
  switch (benefit.type) {
    case "percent_off": {
      const off = t("line.percent", { off: percentText(benefit.bps), fold: foldText(benefit.bps) });
      const capped = benefit.maxOffMinor
        ? t("line.capped", { line: off, max: money(benefit.maxOffMinor) })
        : off;
      return withLeast(capped);
    }
    case "amount_off":
      return withLeast(t("line.amount", { amount: money(benefit.amountMinor) }));
    case "threshold_off":
      return thresholdLine(benefit, money, t);
    case "product": {
      const params = { quantity: benefit.quantity, product: facts.productName ?? t("aProduct") };
      const line = benefit.priceMinor
        ? t("line.productAt", { ...params, price: money(benefit.priceMinor) })
        : t("line.productFree", params);
      return withLeast(line);
    }
    case "points":
      return t("line.points", { points: benefit.points });
    case "cash":
      return t("line.cash", { amount: money(benefit.amountMinor) });
    case "generic":
      return benefit.text;
    case "external":
      return t("line.external", { provider: benefit.provider });
    case "delivery_off":
      return benefit.maxOffMinor
        ? t("line.deliveryUpTo", { max: money(benefit.maxOffMinor) })
        : t("line.delivery");
  }
}

/** How a percentage off is said in tenths of the price: 2000 bps off -> "8", 1500 -> "8.5", 500 -> "9.5". */
export function foldText(bps: number): string {
  return String((10_000 - bps) / 1000);
}

/** 2000 bps -> "20", 1250 -> "12.5". */
export function percentText(bps: number): string {
  return String(bps / 100);
}

type Threshold = Extract<BenefitFacts, { type: "threshold_off" }>;

function thresholdLine(benefit: Threshold, money: (minor: number) => string, t: Translate): string {
  const { every, tiers = [] } = benefit;
  if (every) {
    return t("line.every", {
      off: money(every.offMinor),
      spend: money(every.spendMinor),
      times: every.maxTimes,
    });
  }
  const lines = tiers.map((tier) =>
    t("line.threshold", { off: money(tier.offMinor), spend: money(tier.spendMinor) }),
  );
  return lines.join(t("line.separator"));
}
