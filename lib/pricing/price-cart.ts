import { findBestSet } from "@/lib/pricing/best-set";
import { amongReasons, walkChosen } from "@/lib/pricing/chosen-set";
import { fixedReasons } from "@/lib/pricing/conditions/fixed";
import { byName, type Entry, entryOf, nameOf } from "@/lib/pricing/entry";
import { allLeft, type Left } from "@/lib/pricing/left";
import { quoteOf, refusedVoucher } from "@/lib/pricing/quote";
import { inOrder } from "@/lib/pricing/reasons";
import { goodsOf } from "@/lib/pricing/scope";
import type { Candidate, Cart, Choice, PriceCart, Quote, Reason, RefusedVoucher } from "@/lib/pricing/shapes";
import { takeTurn } from "@/lib/pricing/turn";

/** The candidates with what does not depend on the others, and the whole cart before any of them. */
export function prepare(
  cart: Cart,
  candidates: Iterable<Candidate>,
  fixed: (candidate: Candidate) => readonly Reason[],
): { readonly entries: readonly Entry[]; readonly root: Left } {
  const goods = goodsOf(cart);
  const entries = [...candidates].map((candidate) => entryOf(goods, candidate, fixed(candidate)));
  return { entries, root: allLeft(goods, cart.deliveryMinor) };
}

/** Why a candidate that could be used alone is not in the best set. */
function leftOut(entry: Entry, savingMinor: number, best: readonly Entry[], limit: number): Reason[] {
  const among = amongReasons(entry, best);
  const own: Reason = { code: "not_in_best_set", saving: savingMinor };
  return best.length < limit ? [...among, own] : [...among, { code: "too_many_vouchers", limit }, own];
}

function quoteBest(cart: Cart, candidates: Iterable<Candidate>): Quote {
  const { entries, root } = prepare(cart, candidates, fixedReasons(cart));
  const limit = cart.maxVouchersPerOrder;
  const alone = entries.toSorted(byName).map((entry) => {
    const { offMinor: savingMinor, reasons } = takeTurn(entry, root, 0);
    return { entry, savingMinor, reasons };
  });
  const usable = alone.filter(({ reasons }) => reasons.length === 0);
  const best = findBestSet(root, usable, limit);
  const { applied } = walkChosen(root, best.entries, limit);
  const notApplied: RefusedVoucher[] = [];
  for (const { entry, savingMinor, reasons } of alone) {
    if (best.entries.includes(entry)) continue;
    const why = reasons.length > 0 ? reasons : leftOut(entry, savingMinor, best.entries, limit);
    notApplied.push(refusedVoucher(entry, why));
  }
  return quoteOf(cart, applied.at(-1)?.left ?? root, applied, notApplied, best.optimal);
}

/** The names of a choice that no candidate has, ascending. */
function unknownNames(names: readonly string[], known: ReadonlyMap<string, Candidate>): string[] {
  return [...new Set(names)].filter((name) => !known.has(name)).sort((a, b) => (a < b ? -1 : 1));
}

const notFound = (voucherId: string): RefusedVoucher => ({
  voucherId,
  couponId: null,
  name: null,
  reasons: [{ code: "not_found" }],
});

/** Vouchers by id, those that do not exist among them, then codes. */
function byVoucher(a: RefusedVoucher, b: RefusedVoucher): number {
  if (a.voucherId === null || b.voucherId === null) {
    if (a.voucherId !== b.voucherId) return a.voucherId === null ? 1 : -1;
    return (a.code ?? "") < (b.code ?? "") ? -1 : 1;
  }
  return a.voucherId < b.voucherId ? -1 : 1;
}

function quoteChosen(cart: Cart, known: ReadonlyMap<string, Candidate>, names: readonly string[]): Quote {
  const chosen = [...new Set(names)].flatMap((name) => known.get(name) ?? []);
  const { entries, root } = prepare(cart, chosen, fixedReasons(cart));
  const { applied, refused } = walkChosen(root, entries, cart.maxVouchersPerOrder);
  const unknown = unknownNames(names, known).map(notFound);
  if (refused.size === 0 && unknown.length === 0) {
    return quoteOf(cart, applied.at(-1)?.left ?? root, applied, [], true);
  }
  const own = [
    ...unknown,
    ...[...refused].map(([entry, reasons]) => refusedVoucher(entry, inOrder(reasons))),
  ];
  own.sort(byVoucher);
  const to = own.map((voucher) => voucher.voucherId ?? voucher.code ?? "");
  const innocent = applied.map(({ entry }) => refusedVoucher(entry, [{ code: "set_refused", with: to }]));
  return quoteOf(cart, root, [], [...own, ...innocent].sort(byVoucher), true);
}

/**
 * What `cart` costs with these candidates (pricing.md): the best set of them, or exactly the chosen ones, all or
 * nothing. Amounts are minor units of the cart's currency and add up: units to lines, lines to the vouchers' discounts.
 * Total on a well-formed cart, and the order of the candidates changes nothing. Of two candidates of one name the first
 * counts; a chosen name that no candidate has is `not_found`.
 */
export const priceCart: PriceCart = (cart: Cart, candidates: readonly Candidate[], choice: Choice): Quote => {
  const known = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const name = nameOf(candidate);
    if (!known.has(name)) known.set(name, candidate);
  }
  return choice === "best" ? quoteBest(cart, known.values()) : quoteChosen(cart, known, choice);
};
