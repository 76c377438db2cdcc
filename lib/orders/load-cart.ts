import type { Reader } from "@/db/client";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { findBudgetsLeft } from "@/lib/coupons/find-budgets";
import { AppError } from "@/lib/kernel/app-error";
import { normaliseCode } from "@/lib/kernel/code";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema";
import {
  type CandidateRow,
  countMemberUses,
  loadByCodes,
  loadNamed,
  loadProducts,
  loadStore,
  loadUsable,
  type ProductFacts,
  type StoreFacts,
} from "@/lib/orders/repository/facts";
import { asksUses, candidateOf, claimCandidate, groupsAsked } from "@/lib/orders/rules/candidates";
import type { QuoteInput } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Candidate, Cart, Choice } from "@/lib/pricing/shapes";

export type CartRequest = Omit<QuoteInput, "at">;

/** A cart with everything that its price is made of. */
export type LoadedCart = {
  readonly cart: Cart;
  readonly candidates: readonly Candidate[];
  readonly choice: Choice;
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly store: StoreFacts;
};

/**
 * Loads what decides a cart's price: store, products, member, and the vouchers and codes that may be on it, as they are at
 * `now`; `at` is the clock of the calculation. Reads only, and the same for a quote, an order and an explanation. Staff of
 * some stores have the carts of those. Refusals: `store_unknown`, `store_closed`, `wrong_currency{currency}`,
 * `product_unknown{productId}`, `member_unknown`, `code_not_usable`.
 */
export async function loadCart(
  reader: Reader,
  scope: Scope,
  request: CartRequest,
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Promise<Result<LoadedCart>> {
  const store = await loadStore(reader, scope, request.storeId);
  if (!store || !mayUse(scope, store.id)) return refuse("store_unknown");
  if (store.archivedAt) return refuse("store_closed");
  if (store.currency !== request.currency) return refuse("wrong_currency", { currency: store.currency });
  const products = await loadProducts(reader, scope, [...new Set(request.lines.map((l) => l.productId))]);
  const unknown = request.lines.find(({ productId }) => !products.has(productId));
  if (unknown) return refuse("product_unknown", { productId: unknown.productId });
  const found = await loadVouchers(reader, scope, request, { at, now });
  if (!found.ok) return found;
  const { candidates, choice, audience } = found.value;
  const member = await loadMember(reader, scope, request.memberId ?? null, audience, at);
  if (!member.ok) return member;
  const { id, timeZone, maxVouchersPerOrder } = store;
  const { channel, device, currency, deliveryMinor } = request;
  const lines = request.lines.map((line) => ({
    ...line,
    categoryIds: products.get(line.productId)?.categoryIds ?? [],
  }));
  const cart: Cart = {
    ...{ currency, channel, device, at, deliveryMinor, maxVouchersPerOrder, lines },
    store: { id, timeZone },
    member: member.value,
  };
  return ok({ cart, candidates, choice, products, store });
}

const mayUse = ({ storeIds }: Scope, storeId: string) => storeIds === "all" || storeIds.includes(storeId);

async function loadMember(
  reader: Reader,
  scope: Scope,
  memberId: string | null,
  audience: Audience,
  at: Instant,
): Promise<Result<Cart["member"]>> {
  if (memberId === null) return ok(null);
  if (scope.actor.type === "member" && scope.actor.id !== memberId) throw new AppError("not_found");
  const standing = await loadMemberFacts(reader, scope, memberId, audience, at);
  return standing ? ok(standing.facts) : refuse("member_unknown");
}

type FoundVouchers = { candidates: Candidate[]; choice: Choice; audience: Audience };

/** The vouchers that may be on the cart, which of them are wanted, and what has to be known of the member for them. */
async function loadVouchers(
  reader: Reader,
  scope: Scope,
  request: CartRequest,
  moment: { readonly at: Instant; readonly now: Instant },
): Promise<Result<FoundVouchers>> {
  const { vouchers: wanted, codes } = request;
  const memberId = request.memberId ?? null;
  const rows = await loadRows(reader, scope, memberId, wanted, moment.at);
  const typed = await resolveCodes(reader, scope, memberId, codes, moment);
  if (!typed.ok) return typed;
  const all = uniqueRows([...rows, ...typed.value.rows]);
  const claims = typed.value.claims;
  const asked = [...all, ...claims.map(({ terms }) => terms)];
  const uses =
    memberId !== null && asksUses(asked)
      ? await countMemberUses(reader, scope, memberId, moment.now)
      : new Map<string, number>();
  const budgets = await findBudgetsLeft(
    reader,
    scope,
    claims.map(({ couponId }) => couponId),
  );
  const candidates = [
    ...all.map((row) => candidateOf(row, uses, moment.now)),
    ...claims.map((claim) =>
      claimCandidate({ ...claim, budgetLeftMinor: budgets.get(claim.couponId) ?? null }, memberId, uses),
    ),
  ];
  const byCode = [...typed.value.rows.map(({ id }) => id), ...claims.map(({ code }) => code)];
  const choice = wanted === "best" ? "best" : [...new Set([...wanted, ...byCode])];
  const groupIds = groupsAsked(asked);
  const audience: Audience = {
    ...{ type: "match", groupIds, planIds: [], tierIds: [], tagIds: [], memberIds: [] },
  };
  return ok({ candidates, choice, audience });
}

/** Another member's voucher is nobody's on a member's own page, and `not_holder` to the merchant's (pricing.md section 10). */
async function loadRows(
  reader: Reader,
  scope: Scope,
  memberId: string | null,
  wanted: Choice,
  at: Instant,
): Promise<CandidateRow[]> {
  if (wanted === "best") return memberId === null ? [] : await loadUsable(reader, scope, memberId, at);
  const rows = await loadNamed(reader, scope, wanted);
  return scope.actor.type === "member" ? rows.filter((row) => row.memberId === memberId) : rows;
}

function uniqueRows(rows: readonly CandidateRow[]): CandidateRow[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

type Claims = NonNullable<Awaited<ReturnType<typeof findClaimableByCode>>>[];

/**
 * What typed codes stand for: vouchers the member holds, else what they could claim now. One that is neither answers for
 * all: `code_not_usable`. The same is asked for each code, whatever it is.
 */
async function resolveCodes(
  reader: Reader,
  scope: Scope,
  memberId: string | null,
  codes: readonly string[],
  { at, now }: { readonly at: Instant; readonly now: Instant },
): Promise<Result<{ rows: CandidateRow[]; claims: Claims }>> {
  if (codes.length === 0) return ok({ rows: [], claims: [] });
  const typed = [...new Map(codes.map((code) => [normaliseCode(code), code])).keys()];
  const nobody = "mbr_nobody";
  const held = await loadByCodes(reader, scope, memberId ?? nobody, typed);
  const claims: Claims = [];
  const rows: CandidateRow[] = [];
  for (const code of typed) {
    const row = held.find((one) => one.code === code && isLive(one, now));
    const claim = await findClaimableByCode(reader, scope, { code, memberId: memberId ?? nobody, now: at });
    if (row) rows.push(row);
    else if (claim) claims.push(claim);
  }
  if (rows.length + claims.length < typed.length) return refuse("code_not_usable");
  return ok({ rows, claims });
}

/** Neither spent nor over: what is tells its holder why it does not fit this order. */
function isLive(row: CandidateRow, now: Instant): boolean {
  const isOver = row.validUntil !== null && row.validUntil <= now;
  return !isOver && (row.status === "available" || row.status === "reserved");
}
