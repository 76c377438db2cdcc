import type { CouponInput, CouponTerms } from "@/lib/coupons/schema";
import { canonicalText } from "@/lib/kernel/canonical-text";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/** The stores a coupon's terms are good in. */
export function storesOf(terms: Pick<CouponTerms, "conditions">): "all" | readonly string[] {
  return terms.conditions.storeIds;
}

/** Whether somebody bound to `allowed` stores may offer something that is good in `wanted` stores. */
export function withinStores(allowed: Scope["storeIds"], wanted: "all" | readonly string[]): boolean {
  if (allowed === "all") return true;
  return wanted !== "all" && wanted.length > 0 && wanted.every((id) => allowed.includes(id));
}

/** The versioned part of an input, and nothing else. */
export function termsOf(coupon: CouponTerms): CouponTerms {
  const {
    name,
    description,
    usageRules,
    translations,
    faceColour,
    image,
    benefit,
    scope,
    conditions,
    stacking,
    validity,
    refund,
    giftable,
  } = coupon;
  return {
    name,
    description,
    usageRules,
    translations,
    faceColour,
    image,
    benefit,
    scope,
    conditions,
    stacking,
    validity,
    refund,
    giftable,
  };
}

/** The parts of the terms that differ, before and after; null when nothing does and no new version is needed. */
export function changedTerms(before: CouponTerms, after: CouponTerms) {
  const keys = Object.keys(after) as (keyof CouponTerms)[];
  const changed = keys.filter((key) => canonicalText(before[key]) !== canonicalText(after[key]));
  if (changed.length === 0) return null;
  const pick = (terms: CouponTerms) => Object.fromEntries(changed.map((key) => [key, terms[key]]));
  return { before: pick(before), after: pick(after) };
}

export type EditFacts = {
  readonly type: CouponInput["benefit"]["type"];
  readonly currency: string;
  readonly issued: number;
  readonly archived: boolean;
  readonly benefit: CouponInput["benefit"];
  /** Null = unlimited. */
  readonly quantity: number | null;
};

/** What of a cash coupon is promised once it is made: its amount and how many there are (C6). */
function changesCash(current: EditFacts, next: CouponInput): boolean {
  if (current.benefit.type !== "cash" || next.benefit.type !== "cash") return false;
  return (
    current.benefit.amountMinor !== next.benefit.amountMinor ||
    current.quantity !== next.distribution.quantity ||
    current.currency !== next.currency
  );
}

/**
 * What of a coupon no edit may change as it stands, each with the refusal that `editRefusal` gives of it; null = it may be
 * changed.
 */
export function fixedParts({ type, issued }: Pick<EditFacts, "type" | "issued">) {
  const ofCash = type === "cash" ? ("cash_fixed" as const) : null;
  return {
    type: "type_fixed" as const,
    benefit: ofCash,
    quantity: ofCash,
    currency: issued > 0 ? ("currency_fixed" as const) : ofCash,
  };
}

/** Why an edit may not be made to a coupon as it stands; null = it may. */
export function editRefusal(current: EditFacts, next: CouponInput): Refusal | null {
  if (current.archived) return refuse("archived").refusal;
  if (next.benefit.type !== current.type) return refuse("type_fixed").refusal;
  if (next.currency !== current.currency && current.issued > 0) return refuse("currency_fixed").refusal;
  if (changesCash(current, next)) return refuse("cash_fixed").refusal;
  const { quantity } = next.distribution;
  if (quantity !== null && quantity < current.issued) {
    return refuse("quantity_below_issued", { issued: current.issued }).refusal;
  }
  return null;
}
