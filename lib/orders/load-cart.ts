import type { Reader } from "@/db/client";
import { readTogether } from "@/db/read-together";
import { nowMs } from "@/db/transaction";
import { findClaimableByCode } from "@/lib/codes/find-claimable";
import { findBudgetsLeft } from "@/lib/coupons/find-budgets";
import { AppError } from "@/lib/kernel/app-error";
import { normaliseCode } from "@/lib/kernel/code";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { askMemberFacts, memberFactsOf } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";
import { askProducts, askStores, type ProductFacts, type StoreFacts } from "@/lib/orders/repository/facts";
import { askUsable, type UsableVouchers, usableOf } from "@/lib/orders/repository/usable";
import {
  type CandidateRow,
  countMemberUses,
  loadByCodes,
  loadNamed,
  loadOverdueHolds,
} from "@/lib/orders/repository/vouchers";
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
  /** Whether every voucher that a best set could need is among the candidates. */
  readonly isWhole: boolean;
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly store: StoreFacts;
};

/** `now` is what is stored by; `at` is the clock of the calculation. */
export type Moment = { readonly at: Instant; readonly now: Instant };

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
  moment: Moment,
): Promise<Result<LoadedCart>> {
  const [loaded] = await loadCarts(reader, scope, [request], moment);
  if (!loaded) throw new Error("a cart was asked for and none was loaded");
  return loaded;
}

/**
 * As `loadCart`, of many carts of one caller at once: one answer for each, in their order. Two statements, however many carts,
 * and some more for what few carts have: typed codes, limits, groups, reserved vouchers. Without a moment it is the database's
 * clock as it reads.
 */
export async function loadCarts(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  given: Moment | null,
): Promise<Result<LoadedCart>[]> {
  const best = [...new Set(requests.flatMap(bestFor))];
  const read = await readTogether(reader, {
    nowMs,
    stores: askStores(scope, [...new Set(requests.map(({ storeId }) => storeId))]),
    products: askProducts(scope, [
      ...new Set(requests.flatMap(({ lines }) => lines.map((line) => line.productId))),
    ]),
    members: askMemberFacts(scope, membersOf(scope, requests)),
    usable: askUsable(scope, best, given?.at ?? null),
  });
  const now = new Date(read.nowMs);
  const moment = given ?? { at: now, now };
  const stores = new Map(read.stores.map((store) => [store.id, store]));
  const products = new Map(read.products.map((product) => [product.id, product]));
  const usable = await usableOf(reader, scope, best, read.usable, moment);
  const vouchers = await loadVouchers(reader, scope, requests, usable, moment);
  const audience = audienceOf(vouchers);
  const members = await memberFactsOf(reader, scope, read.members, audience, moment.at);
  return requests.map((request, i) => {
    const store = placeOf(scope, request, stores.get(request.storeId), products);
    if (!store.ok) return store;
    const found = vouchers[i];
    if (!found?.ok) return found ?? refuse("code_not_usable");
    const member = request.memberId ? members.get(request.memberId)?.facts : null;
    if (member === undefined) return refuse("member_unknown");
    const cart = cartOf(request, store.value, products, member, moment.at);
    const { candidates, choice, isWhole } = found.value;
    return ok({ cart, candidates, choice, isWhole, products, store: store.value });
  });
}

/** The member whose best set is wanted, if any. */
const bestFor = ({ vouchers, memberId }: CartRequest) => (vouchers === "best" && memberId ? [memberId] : []);

/** Who the carts are for; a member's own can be for nobody else. */
function membersOf({ actor }: Scope, requests: readonly CartRequest[]): string[] {
  const memberIds = [...new Set(requests.flatMap(({ memberId }) => memberId ?? []))];
  if (actor.type === "member" && memberIds.some((id) => id !== actor.id)) throw new AppError("not_found");
  return memberIds;
}

/** The store of a cart that may be priced there, and that all of its products are the merchant's. */
function placeOf(
  scope: Scope,
  { currency, lines }: CartRequest,
  store: StoreFacts | undefined,
  products: ReadonlyMap<string, ProductFacts>,
): Result<StoreFacts> {
  if (!store || !mayUse(scope, store.id)) return refuse("store_unknown");
  if (store.isArchived) return refuse("store_closed");
  if (store.currency !== currency) return refuse("wrong_currency", { currency: store.currency });
  const unknown = lines.find(({ productId }) => !products.has(productId));
  return unknown ? refuse("product_unknown", { productId: unknown.productId }) : ok(store);
}

/** Whether a store is one of those that whoever acts has. */
export const mayUse = ({ storeIds }: Scope, storeId: string) =>
  storeIds === "all" || storeIds.includes(storeId);

function cartOf(
  request: CartRequest,
  { id, timeZone, maxVouchersPerOrder }: StoreFacts,
  products: ReadonlyMap<string, ProductFacts>,
  member: Cart["member"],
  at: Instant,
): Cart {
  const { channel, device, region = null, currency, deliveryMinor } = request;
  const lines = request.lines.map(({ onOffer, ...line }) => {
    const product = products.get(line.productId);
    const isOnOffer = onOffer ?? product?.offerCurrencies.includes(currency) ?? false;
    return { ...line, onOffer: isOnOffer, categoryIds: product?.categoryIds ?? [] };
  });
  return {
    ...{ currency, channel, device, region, at, deliveryMinor, maxVouchersPerOrder, lines, member },
    store: { id, timeZone },
  };
}

type FoundVouchers = {
  candidates: Candidate[];
  choice: Choice;
  isWhole: boolean;
  groupIds: readonly string[];
};

/** Whatever groups the vouchers ask for: all else is known of every member. */
function audienceOf(vouchers: readonly Result<FoundVouchers>[]): Audience {
  const groupIds = [...new Set(vouchers.flatMap((found) => (found.ok ? found.value.groupIds : [])))];
  return { ...{ type: "match", groupIds, planIds: [], tierIds: [], tagIds: [], memberIds: [] } };
}

/** The vouchers that may be on each cart, which of them are wanted, and what has to be known of its member for them. */
async function loadVouchers(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  usable: ReadonlyMap<string, UsableVouchers>,
  moment: Moment,
): Promise<Result<FoundVouchers>[]> {
  const [rows, typed] = await Promise.all([
    loadRows(reader, scope, requests, usable, moment),
    resolveAllCodes(reader, scope, requests, moment),
  ]);
  const asked = requests.map((_, i) => {
    const codes = typed[i];
    const all = withTyped(rows[i]?.rows ?? [], codes?.ok ? codes.value.rows : []);
    const claims = codes?.ok ? codes.value.claims : [];
    return { all, claims, terms: [...all, ...claims].map(({ terms }) => terms) };
  });
  const counted = requests.flatMap(({ memberId }, i) =>
    memberId && asksUses(asked[i]?.terms ?? []) ? [memberId] : [],
  );
  const claimed = asked.flatMap(({ claims }) => claims.map(({ couponId }) => couponId));
  const [uses, budgets, overdue] = await Promise.all([
    countMemberUses(reader, scope, counted, moment.now),
    findBudgetsLeft(reader, scope, claimed),
    loadOverdueHolds(reader, scope, claimed, moment.now),
  ]);
  return requests.map((request, i) => {
    const codes = typed[i];
    const mine = asked[i];
    if (!codes?.ok || !mine) return codes && !codes.ok ? codes : refuse("code_not_usable");
    const own = uses.get(request.memberId ?? "") ?? new Map<string, number>();
    const claims = mine.claims.map((claim) => {
      const left = budgets.get(claim.couponId);
      const isLimited = left !== undefined;
      return { ...claim, budgetLeftMinor: isLimited ? left + (overdue.get(claim.couponId) ?? 0) : null };
    });
    const candidates = [
      ...mine.all.map((row) => candidateOf(row, own, moment.now)),
      ...claims.map((claim) => claimCandidate(claim, request.memberId ?? null, own)),
    ];
    const byCode = [...codes.value.rows.map(({ id }) => id), ...claims.map(({ code }) => code)];
    const choice = request.vouchers === "best" ? "best" : [...new Set([...request.vouchers, ...byCode])];
    const isWhole = rows[i]?.isWhole ?? true;
    return ok({ candidates, choice, isWhole, groupIds: groupsAsked(mine.terms) });
  });
}

/** Another member's voucher is nobody's on a member's own page, and `not_holder` to the merchant's (pricing.md section 10). */
async function loadRows(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  usable: ReadonlyMap<string, UsableVouchers>,
  moment: Moment,
): Promise<UsableVouchers[]> {
  const names = requests.flatMap(({ vouchers }) => (vouchers === "best" ? [] : vouchers));
  const named = await loadNamed(reader, scope, names, moment.now);
  const byId = new Map(named.map((row) => [row.id, row]));
  return requests.map(({ vouchers, memberId }) => {
    if (vouchers === "best") return usable.get(memberId ?? "") ?? { rows: [], isWhole: true };
    const all = vouchers.flatMap((id) => byId.get(id) ?? []);
    const rows = scope.actor.type === "member" ? all.filter((row) => row.memberId === memberId) : all;
    return { rows, isWhole: true };
  });
}

/** The rows and those of typed codes, each once. */
function withTyped(rows: readonly CandidateRow[], typed: readonly CandidateRow[]): readonly CandidateRow[] {
  if (typed.length === 0) return rows;
  return [...new Map([...rows, ...typed].map((row) => [row.id, row])).values()];
}

/** Codes are few and each is looked for with the same work: one after another. */
async function resolveAllCodes(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  moment: Moment,
): Promise<Awaited<ReturnType<typeof resolveCodes>>[]> {
  const resolved: Awaited<ReturnType<typeof resolveCodes>>[] = [];
  for (const { memberId, codes } of requests)
    resolved.push(await resolveCodes(reader, scope, memberId ?? null, codes, moment));
  return resolved;
}

type Claims = NonNullable<Awaited<ReturnType<typeof findClaimableByCode>>>[];

/**
 * What typed codes stand for: vouchers the member holds, else what they could claim now. One that is neither answers for
 * all: `code_not_usable`, a voucher of theirs that is spent or over among them. The same is asked for each code, whatever it is.
 */
async function resolveCodes(
  reader: Reader,
  scope: Scope,
  memberId: string | null,
  codes: readonly string[],
  { at, now }: Moment,
): Promise<Result<{ rows: CandidateRow[]; claims: Claims }>> {
  if (codes.length === 0) return ok({ rows: [], claims: [] });
  const typed = [...new Map(codes.map((code) => [normaliseCode(code), code])).keys()];
  const nobody = "mbr_nobody";
  const held = await loadByCodes(reader, scope, memberId ?? nobody, typed, { now, onlyLive: true });
  const claims: Claims = [];
  const rows: CandidateRow[] = [];
  for (const code of typed) {
    const row = held.find((one) => one.code === code);
    const claim = await findClaimableByCode(reader, scope, { code, memberId: memberId ?? nobody, now: at });
    if (row) rows.push(row);
    else if (claim) claims.push(claim);
  }
  if (rows.length + claims.length < typed.length) return refuse("code_not_usable");
  return ok({ rows, claims });
}
