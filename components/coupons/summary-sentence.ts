import { foldText, percentText } from "@/components/coupons/ticket-words";
import type {
  CouponBenefit,
  CouponConditions,
  CouponScope,
  CouponStacking,
  CouponValidity,
} from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";

export type SummaryFacts = {
  readonly currency: string;
  readonly benefit: CouponBenefit;
  readonly scope: CouponScope;
  readonly conditions: CouponConditions;
  readonly stacking: Pick<CouponStacking, "exclusive" | "stacksWith">;
  readonly validity: CouponValidity;
  /** Null = none; left out = nothing is said of it. */
  readonly claimLimit?: number | null;
  readonly productName?: string | null;
  /** The name of a store, for a coupon that is good in one only. */
  readonly storeName?: (id: string) => string | undefined;
  readonly timeZone: string;
};

type Translate = (key: string, values?: Record<string, string | number>) => string;
type Words = { facts: SummaryFacts; locale: string; t: Translate; money: (minor: number) => string };

/** A coupon in one sentence, each condition one clause of it; `t` reads the namespace `coupons`. */
export function summarySentence(facts: SummaryFacts, locale: string, t: Translate): string {
  const money = (minor: number) => formatMoney(minor, facts.currency, locale, { trim: true });
  const words = { facts, locale, t, money };
  const text = clauses(words).reduce(
    (sentence, clause) => t("sentence.join", { text: sentence, clause }),
    benefitClause(words),
  );
  return t("sentence.end", { text });
}

function benefitClause({ facts, t, money }: Words): string {
  const { benefit } = facts;
  switch (benefit.type) {
    case "threshold_off":
      return thresholdClause(benefit, t, money);
    case "percent_off": {
      const text = t("sentence.percent", { off: percentText(benefit.bps), fold: foldText(benefit.bps) });
      return onOrders(text, "on", facts, t, money);
    }
    case "amount_off":
      return onOrders(t("sentence.amount", { amount: money(benefit.amountMinor) }), "on", facts, t, money);
    case "product": {
      const values = { quantity: benefit.quantity, product: facts.productName ?? t("sentence.aProduct") };
      const text = benefit.priceMinor
        ? t("sentence.productAt", { ...values, price: money(benefit.priceMinor) })
        : t("sentence.productFree", values);
      return facts.conditions.minSpendMinor ? onOrders(text, "with", facts, t, money) : text;
    }
    case "delivery_off": {
      const { maxOffMinor: max } = benefit;
      const text = max ? t("sentence.deliveryUpTo", { max: money(max) }) : t("sentence.delivery");
      return onOrders(text, "with", facts, t, money);
    }
    case "points":
      return t("sentence.points", { points: benefit.points });
    case "cash":
      return t("sentence.cash", { amount: money(benefit.amountMinor) });
    case "generic": {
      const text = t("sentence.generic", { text: benefit.text });
      return facts.conditions.minSpendMinor ? onOrders(text, "with", facts, t, money) : text;
    }
  }
}

function onOrders(
  text: string,
  how: "on" | "with",
  facts: SummaryFacts,
  t: Translate,
  money: Words["money"],
): string {
  const spend = facts.conditions.minSpendMinor;
  return spend ? t(`sentence.${how}Spend`, { text, spend: money(spend) }) : t(`sentence.${how}Any`, { text });
}

function thresholdClause(
  { tiers = [], every }: Extract<CouponBenefit, { type: "threshold_off" }>,
  t: Translate,
  money: Words["money"],
): string {
  const values = (tier: { spendMinor: number; offMinor: number }) => ({
    spend: money(tier.spendMinor),
    off: money(tier.offMinor),
  });
  if (every) return t("sentence.every", { ...values(every), times: every.maxTimes });
  const [only] = tiers;
  if (tiers.length === 1 && only) return t("sentence.tier", values(only));
  const steps = tiers.map((tier) => t("sentence.step", values(tier)));
  const last = steps.pop() ?? "";
  return t("sentence.tiers", {
    steps: [steps.join(t("sentence.separator")), last].filter(Boolean).join(t("sentence.or")),
  });
}

function clauses(words: Words): string[] {
  const { facts, t } = words;
  const { conditions, stacking, benefit } = facts;
  const isMeasured = benefit.type === "threshold_off" || conditions.minSpendMinor > 0;
  const uses = conditions.maxUsesPerMember;
  const max = facts.benefit.type === "percent_off" ? facts.benefit.maxOffMinor : null;
  return [
    max ? t("sentence.atMost", { max: words.money(max) }) : "",
    isMeasured && conditions.basis === "current" ? t("sentence.basisCurrent") : "",
    conditions.minItems > 0 ? t("sentence.items", { count: conditions.minItems }) : "",
    ...scopeClauses(facts.scope, t),
    storesClause(facts, t),
    conditions.channels.length === 1 ? t(`sentence.${conditions.channels[0]}`) : "",
    conditions.devices.length < 3
      ? t("sentence.devices", {
          devices: list(
            conditions.devices.map((device) => t(`devices.${device}`)),
            words,
          ),
        })
      : "",
    ...timeClauses(words),
    audienceClause(conditions, t),
    uses === null ? "" : t("sentence.uses", { count: uses }),
    claimClause(facts, t),
    validityClause(words),
    stackingClause(stacking, words),
    conditions.combinesWithOffers ? "" : t("sentence.noOffers"),
    conditions.notIfFree ? t("sentence.notIfFree") : "",
  ].filter(Boolean);
}

function claimClause({ claimLimit }: SummaryFacts, t: Translate): string {
  if (claimLimit === undefined) return "";
  return claimLimit === null ? t("sentence.eachNoLimit") : t("sentence.each", { count: claimLimit });
}

function stackingClause({ exclusive, stacksWith }: SummaryFacts["stacking"], words: Words): string {
  if (exclusive || stacksWith.length === 0) return words.t("sentence.exclusive");
  if (stacksWith === "all") return "";
  return words.t("sentence.withGroups", { groups: list(stacksWith, words) });
}

const list = (parts: readonly string[], { locale }: Words) =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);

function things(products: number, categories: number, t: Translate): string {
  const a = categories > 0 ? t("sentence.onCategories", { count: categories }) : "";
  const b = products > 0 ? t("sentence.onProducts", { count: products }) : "";
  return a && b ? t("sentence.and", { a, b }) : a || b;
}

function scopeClauses(scope: CouponScope, t: Translate): string[] {
  if ("products" in scope) return [];
  const only = things(scope.productIds.length, scope.categoryIds.length, t);
  const not = things(scope.excludeProductIds.length, scope.excludeCategoryIds.length, t);
  return [
    only && t("sentence.counting", { things: only }),
    not && t("sentence.countingNot", { things: not }),
  ];
}

function storesClause({ conditions: { storeIds }, storeName }: SummaryFacts, t: Translate): string {
  if (storeIds === "all" || storeIds.length === 0) return "";
  const name = storeIds.length === 1 ? storeName?.(storeIds[0] ?? "") : undefined;
  return name ? t("sentence.store", { name }) : t("sentence.stores", { count: storeIds.length });
}

function timeClauses(words: Words): string[] {
  const { weekdays, hours } = words.facts.conditions;
  const { t } = words;
  const windows = hours.map((window) => t("sentence.hour", window));
  return [
    weekdays.length < 7 ? t("sentence.days", { days: weekdayWords(weekdays, words.t, words.locale) }) : "",
    windows.length > 0 ? t("sentence.hours", { hours: list(windows, words) }) : "",
  ];
}

/** Neighbouring days as a range from three on: "Mon–Fri", "Sat and Sun". */
export function weekdayWords(weekdays: readonly number[], t: Translate, locale: string): string {
  const runs: number[][] = [];
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const parts = runs.flatMap((run) =>
    run.length > 2
      ? [`${t(`weekdays.${run[0]}`)}–${t(`weekdays.${run.at(-1)}`)}`]
      : run.map((day) => t(`weekdays.${day}`)),
  );
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);
}

function audienceClause({ audience }: CouponConditions, t: Translate): string {
  if (audience.type === "new") return t("sentence.newMembers");
  if (audience.type === "existing") return t("sentence.existingMembers");
  return audience.type === "match" ? t("sentence.someMembers") : "";
}

function validityClause({ facts: { validity, timeZone }, locale, t }: Words): string {
  switch (validity.type) {
    case "fixed": {
      const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
      const from = day.format(new Date(validity.from));
      const until = day.format(new Date(Date.parse(validity.until) - 1));
      return from === until ? t("sentence.fixedOne", { from }) : t("sentence.fixed", { from, until });
    }
    case "days_after_claim": {
      const { startAfterDays: after, days } = validity;
      return t(after > 0 ? "sentence.afterClaimLater" : "sentence.afterClaim", { days, after });
    }
    case "hours_after_claim":
      return t("sentence.hoursAfter", { hours: validity.hours });
    case "permanent":
      return t("sentence.permanent");
  }
}
