import type { Candidate, Reason, ReasonCode } from "@/lib/pricing/shapes";
import type { Terms } from "@/lib/pricing/terms";

/** `open` = it cannot be told: no cart was named, or something before it hides it. */
export type CheckState = "met" | "missed" | "open";

export const useChecks = [
  "holder",
  "state",
  "days",
  "running",
  "currency",
  "store",
  "region",
  "channel",
  "device",
  "hours",
  "audience",
  "products",
  "minSpend",
  "minItems",
  "uses",
  "budget",
  "onOrders",
  "notFree",
  "effect",
  "together",
] as const;
export type UseCheck = (typeof useChecks)[number];

export type CheckedUse = {
  readonly key: UseCheck;
  readonly state: CheckState;
  /** What is in the way, with its parameters; null unless missed. */
  readonly reason: Reason | null;
};

/** What was looked at: a cart, and other coupons beside this one. */
export type Looked = { readonly hasCart: boolean; readonly hasOthers: boolean };

type Rule = {
  readonly codes: readonly ReasonCode[];
  /** Whether the coupon asks this at all. */
  readonly asked: (terms: Terms, candidate: Candidate, looked: Looked) => boolean;
  /** Only a cart can tell. */
  readonly ofCart?: true;
  /** Decided only when nothing else is in the way (pricing.md section 3). */
  readonly late?: true;
  /** Amounts: not compared in another currency. */
  readonly ofMoney?: true;
};

const always = () => true;
const noOrder = new Set(["points", "cash", "generic", "external"]);
const takesOff = ({ benefit }: Terms) => !noOrder.has(benefit.type);

const rules: Readonly<Record<UseCheck, Rule>> = {
  holder: { codes: ["not_found", "not_holder"], asked: (_, { voucherId }) => voucherId !== null },
  state: {
    codes: ["used", "reserved", "transferred", "cancelled"],
    asked: (_, { voucherId }) => voucherId !== null,
  },
  days: { codes: ["not_started", "expired"], asked: always },
  running: { codes: ["coupon_paused"], asked: always },
  currency: { codes: ["wrong_currency"], asked: always, ofCart: true },
  store: {
    codes: ["store_not_allowed"],
    asked: ({ conditions }) => conditions.storeIds !== "all",
    ofCart: true,
  },
  region: {
    codes: ["region_not_allowed"],
    asked: ({ conditions }) => (conditions.regions ?? []).length > 0,
    ofCart: true,
  },
  channel: {
    codes: ["channel_not_allowed"],
    asked: ({ conditions }) => conditions.channels.length < 2,
    ofCart: true,
  },
  device: {
    codes: ["device_not_allowed"],
    asked: ({ conditions }) => conditions.devices.length < 3,
    ofCart: true,
  },
  hours: {
    codes: ["outside_time_window"],
    asked: ({ conditions: { weekdays, hours } }) => weekdays.length < 7 || hours.length > 0,
    ofCart: true,
  },
  audience: {
    codes: ["member_required", "member_not_eligible"],
    asked: ({ conditions }) => conditions.audience.type !== "all",
  },
  products: {
    codes: ["no_eligible_product"],
    asked: ({ scope, benefit, conditions }) =>
      !("products" in scope) || benefit.type === "product" || !conditions.combinesWithOffers,
    ofCart: true,
  },
  minSpend: {
    codes: ["min_spend_not_met"],
    asked: ({ conditions, benefit }) => conditions.minSpendMinor > 0 || benefit.type === "threshold_off",
    ofCart: true,
    ofMoney: true,
  },
  minItems: {
    codes: ["min_items_not_met"],
    asked: ({ conditions }) => conditions.minItems > 0,
    ofCart: true,
  },
  uses: {
    codes: ["usage_limit_reached"],
    asked: ({ conditions }) => conditions.maxUsesPerMember !== null,
  },
  budget: {
    codes: ["budget_exhausted"],
    asked: (terms, { budgetLeftMinor }) => takesOff(terms) && budgetLeftMinor !== null,
    ...{ ofCart: true, late: true },
  },
  onOrders: {
    codes: ["not_for_orders"],
    asked: (terms, _, { hasCart }) => hasCart && !takesOff(terms),
    ofCart: true,
  },
  notFree: {
    codes: ["would_be_free"],
    asked: ({ conditions }) => conditions.notIfFree,
    ...{ ofCart: true, late: true },
  },
  effect: { codes: ["no_effect"], asked: takesOff, ...{ ofCart: true, late: true } },
  together: {
    codes: ["exclusive", "combination_disallowed", "too_many_vouchers"],
    asked: (_terms, _candidate, { hasOthers }) => hasOthers,
    ofCart: true,
  },
};

/**
 * Everything that a coupon asks of its use, in the order of pricing.md section 10, each met, missed with its reason, or open:
 * what `reasons` says is missed, and what was not tested is never called met. What the coupon does not ask is left out.
 */
export function checksOf(
  candidate: Candidate,
  reasons: readonly Reason[],
  looked: Looked,
): readonly CheckedUse[] {
  const standsAlone = reasons.some(({ code }) => code === "not_holder" || code === "not_found");
  const isOtherMoney = reasons.some(({ code }) => code === "wrong_currency");
  return useChecks.flatMap((key): CheckedUse[] => {
    const { codes, asked, ofCart, late, ofMoney } = rules[key];
    if (!asked(candidate.terms, candidate, looked)) return [];
    const reason = reasons.find(({ code }) => codes.includes(code)) ?? null;
    if (reason) return [{ key, state: "missed", reason }];
    const isHidden =
      (ofCart && !looked.hasCart) ||
      (standsAlone && key !== "holder") ||
      (late && reasons.some(({ code }) => !ofSet.has(code))) ||
      (ofMoney && isOtherMoney);
    return [{ key, state: isHidden ? "open" : "met", reason: null }];
  });
}

/** Said of a coupon because of the others beside it: nothing that hides what it does alone. */
const ofSet: ReadonlySet<ReasonCode> = new Set(rules.together.codes);

export const claimChecks = ["supply", "offered", "blocked", "audience", "limit", "today"] as const;
export type ClaimCheck = (typeof claimChecks)[number];
type Refused = { readonly code: string };

export type CheckedClaim<R extends Refused> = {
  readonly key: ClaimCheck;
  readonly state: "met" | "missed";
  readonly reason: R | null;
};

/** What a claim asks, each met or missed by the refusals that `explainClaim` tells; limits that there are none of are left out. */
export function claimChecksOf<R extends Refused>(
  refusals: readonly R[],
  limits: { readonly claimLimit: number | null; readonly claimLimitPerDay: number | null },
): readonly CheckedClaim<R>[] {
  const codes: Readonly<Record<ClaimCheck, readonly string[]>> = {
    supply: ["draft", "archived", "ended", "paused", "sold_out"],
    offered: ["not_public"],
    blocked: ["blocked"],
    audience: ["member_not_eligible"],
    limit: ["claim_limit_reached"],
    today: ["daily_limit_reached"],
  };
  const isAsked = (key: ClaimCheck) =>
    (key !== "limit" || limits.claimLimit !== null) && (key !== "today" || limits.claimLimitPerDay !== null);
  return claimChecks.filter(isAsked).map((key) => {
    const reason = refusals.find(({ code }) => codes[key].includes(code)) ?? null;
    return { key, state: reason ? "missed" : "met", reason };
  });
}
