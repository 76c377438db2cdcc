import { z } from "zod";
import type { Reader, Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { CouponTerms } from "@/lib/coupons/schema";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { type ExplainFacts, explainFacts, explainInputSchema } from "@/lib/orders/explain-coupon";
import { loadNamesIn, loadPlacedCart, type PlacedCart } from "@/lib/orders/repository/explain";
import { loadNamed } from "@/lib/orders/repository/vouchers";
import { candidateOf } from "@/lib/orders/rules/candidates";
import { type CheckedClaim, type CheckedUse, checksOf, claimChecksOf } from "@/lib/orders/rules/checks";
import { isHeldByOffers } from "@/lib/orders/rules/held-by-offers";
import type { Scope } from "@/lib/platform/auth/scope";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Reason, ReasonCode } from "@/lib/pricing/shapes";

/** An explanation's input, where an order may stand for its cart: by its id, or its number as people write it. */
export const diagnoseInputSchema = explainInputSchema.safeExtend({
  order: z.string().trim().min(1).max(40).optional(),
});
export type DiagnoseInput = z.output<typeof diagnoseInputSchema>;

export type Diagnosed = {
  readonly coupon: Pick<CouponTerms, "name" | "benefit" | "conditions" | "scope"> & {
    readonly id: string;
    readonly currency: string;
    readonly validFrom: Instant;
    readonly validUntil: Instant | null;
    /** What is left of its budget, in minor units of its currency; null = it has none. */
    readonly budgetLeftMinor: number | null;
    /** How often the member used it. */
    readonly uses: number;
  };
  /** Null = the member holds none, and it was looked at as if they had just claimed it. */
  readonly voucherId: string | null;
  readonly canUse: boolean;
  readonly canClaim: boolean;
  readonly use: readonly CheckedUse[];
  readonly claim: readonly CheckedClaim<Refusal>[];
  readonly limits: { readonly claimLimit: number | null; readonly claimLimitPerDay: number | null };
  readonly stores: readonly string[];
  readonly productName: string | null;
  /** What it takes off the cart by itself, in minor units of `currency`; null = nothing, or there is no cart. */
  readonly off: Off | null;
  /** The order that the cart is of; `taken` is what the coupon took off it, null = it is not on it. */
  readonly order: {
    readonly number: string;
    readonly others: readonly string[];
    readonly taken: number | null;
  } | null;
  /** What the vouchers of a reason's `with` are called. */
  readonly names: Readonly<Record<string, string>>;
  readonly timeZone: string | null;
  /** What it is for is in the cart, and on offer, with which it does not combine. */
  readonly isHeldByOffers: boolean;
};
type Off = {
  readonly currency: string;
  readonly totalMinor: number;
  readonly deliveryMinor: number;
  readonly lines: readonly { readonly lineId: string; readonly discountMinor: number }[];
};

/**
 * Everything that a coupon asks before a member may use and claim it, each met, missed or open, and what it takes off (C27,
 * the console's tool): the answer of `explainCoupon`, told in full, and the same on every cart. An order's cart is looked at
 * as it was placed, at the time it was; the coupons' states are those of now. Changes nothing, but that a code that does not work is counted.
 * Refusals: those of `explainCoupon`, `order_unknown`, `order_of_another`.
 */
export async function diagnoseCoupon(scope: Scope, input: DiagnoseInput): Promise<Result<Diagnosed>> {
  return await inTransaction(async (tx) => diagnose(tx, scope, input, await databaseNow(tx)));
}

async function diagnose(
  tx: Tx,
  scope: Scope,
  { order: named, ...input }: DiagnoseInput,
  now: Instant,
): Promise<Result<Diagnosed>> {
  const placed = named === undefined ? null : await loadPlacedCart(tx, scope, named);
  if (named !== undefined && !placed) return refuse("order_unknown");
  if (placed?.memberId && placed.memberId !== input.memberId) return refuse("order_of_another");
  const quote = placed ? quoteOf(placed) : input.quote;
  const found = await explainFacts(tx, scope, { ...input, quote }, now);
  if (!found.ok) return found;
  const facts = found.value;
  const others = await besides(tx, scope, facts, placed, now);
  const reasons = [...facts.reasons, ...others];
  const { candidate, claim, priced } = facts;
  const { terms, currency, validFrom, validUntil, budgetLeftMinor, uses } = candidate;
  const { name, benefit, conditions, scope: products } = terms as CouponTerms;
  const names = await loadNamesIn(tx, scope, terms);
  const beside = (placed?.vouchers ?? []).filter(({ voucherId }) => voucherId !== candidate.voucherId);
  const { claimLimit, claimLimitPerDay } = claim.supply;
  return ok({
    coupon: {
      ...{ id: candidate.couponId, name, benefit, conditions, scope: products },
      ...{ currency, validFrom, validUntil, budgetLeftMinor, uses },
    },
    voucherId: candidate.voucherId,
    canUse: facts.isTheirs && reasons.length === 0,
    canClaim: claim.reasons.length === 0,
    use: checksOf(candidate, reasons, { hasCart: priced !== null, hasOthers: beside.length > 0 }),
    claim: claimChecksOf(claim.reasons, { claimLimit, claimLimitPerDay }),
    limits: { claimLimit, claimLimitPerDay },
    ...{ stores: names.stores, productName: names.product, off: offOf(facts), timeZone: zoneOf(facts) },
    order: placed && orderOf(placed, candidate.voucherId),
    names: Object.fromEntries(beside.map((one) => [one.voucherId, one.name])),
    isHeldByOffers: priced !== null && isHeldByOffers(priced.cart, terms),
  });
}

const zoneOf = ({ priced }: ExplainFacts) => priced?.cart.store.timeZone ?? null;

function quoteOf(placed: PlacedCart) {
  const { storeId, region, channel, device, currency, deliveryMinor, lines, placedAt } = placed;
  return {
    ...{ storeId, region, channel, device, currency, deliveryMinor, lines },
    ...{ vouchers: [], codes: [], at: placedAt.toISOString() },
  };
}

function offOf({ priced, reasons }: ExplainFacts): Off | null {
  const [applied] = priced?.quote.applied ?? [];
  if (!priced || !applied || reasons.length > 0) return null;
  return {
    currency: priced.cart.currency,
    totalMinor: applied.discountMinor + applied.deliveryDiscountMinor,
    deliveryMinor: applied.deliveryDiscountMinor,
    lines: applied.lines,
  };
}

function orderOf({ number, vouchers }: PlacedCart, voucherId: string | null): Diagnosed["order"] {
  const own = vouchers.find((one) => one.voucherId === voucherId);
  const others = vouchers.filter((one) => one !== own).map(({ name }) => name);
  return { number, others, taken: own ? own.discountMinor + own.deliveryDiscountMinor : null };
}

const ofSets: ReadonlySet<ReasonCode> = new Set(["exclusive", "combination_disallowed", "too_many_vouchers"]);

/** What the other coupons of the order are in the way of: the set's own tests, whatever has become of those since. */
async function besides(
  reader: Reader,
  scope: Scope,
  { candidate, priced }: ExplainFacts,
  placed: PlacedCart | null,
  now: Instant,
): Promise<readonly Reason[]> {
  const ids = (placed?.vouchers ?? []).map(({ voucherId }) => voucherId);
  const rows = await loadNamed(
    reader,
    scope,
    ids.filter((id) => id !== candidate.voucherId),
    now,
  );
  if (!priced || rows.length === 0) return [];
  const others = rows.map((row) => candidateOf(row, new Map(), now));
  const name = candidate.voucherId ?? candidate.code ?? "";
  const all = priceCart(priced.cart, [candidate, ...others], [name, ...rows.map(({ id }) => id)]);
  const own = all.notApplied.find((one) => (one.voucherId ?? one.code) === name);
  return (own?.reasons ?? []).filter(({ code }) => ofSets.has(code));
}
