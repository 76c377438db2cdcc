import type { Reader } from "@/db/client";
import { together } from "@/db/read-together";
import { nowMs } from "@/db/transaction";
import { findBudgetsLeft } from "@/lib/coupons/find-budgets";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { memberFactsOf, memberFactsQuestion } from "@/lib/members/load-member-facts";
import type { Audience } from "@/lib/members/schema/audience";
import {
  type ProductFacts,
  productsQuestion,
  type StoreFacts,
  storesQuestion,
} from "@/lib/orders/repository/facts";
import { loadOverdueHolds } from "@/lib/orders/repository/overdue-holds";
import { type UsableVouchers, usableOf, usableQuestion } from "@/lib/orders/repository/usable";
import { countMemberUses, loadNamed } from "@/lib/orders/repository/vouchers";
import { resolveCodes, type Typed } from "@/lib/orders/resolve-codes";
import { asksUses, candidateOf, claimCandidate, groupsAsked, withUses } from "@/lib/orders/rules/candidates";
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
 * As `loadCart`, of many carts of one caller at once: one answer for each, in their order. One statement, however many carts,
 * and some more for what few carts have: typed codes, limits, groups, reserved vouchers. Without a moment it is the database's
 * clock as it reads.
 */
export async function loadCarts(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  given: Moment | null,
): Promise<Result<LoadedCart>[]> {
  const holders = [...new Set(requests.flatMap(bestFor))];
  const read = await readCarts(reader, {
    ...{ merchantId: scope.merchantId, storeIds: [...new Set(requests.map(({ storeId }) => storeId))] },
    productIds: [...new Set(requests.flatMap(({ lines }) => lines.map(({ productId }) => productId)))],
    ...{ memberIds: membersOf(scope, requests), holders, at: given?.at.toISOString() ?? null },
  });
  const now = new Date(read.nowMs);
  const moment = given ?? { at: now, now };
  const stores = new Map(read.stores.map((store) => [store.id, store]));
  const products = new Map(read.products.map((product) => [product.id, product]));
  const usable = await usableOf(reader, scope, holders, read.usable, moment);
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

const readCarts = together({
  nowMs,
  stores: storesQuestion,
  products: productsQuestion,
  members: memberFactsQuestion,
  usable: usableQuestion,
});

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
  const lines = request.lines.map(({ id, productId, unitPriceMinor, quantity, onOffer }) => {
    const product = products.get(productId);
    const isOnOffer = onOffer ?? product?.offerCurrencies.includes(currency) ?? false;
    return {
      id,
      productId,
      unitPriceMinor,
      quantity,
      onOffer: isOnOffer,
      categoryIds: product?.categoryIds ?? [],
    };
  });
  return {
    ...{ currency, channel, device, region, at, deliveryMinor, maxVouchersPerOrder, lines, member },
    store: { id, timeZone },
  };
}

type FoundVouchers = {
  readonly candidates: readonly Candidate[];
  readonly choice: Choice;
  readonly isWhole: boolean;
  readonly groupIds: readonly string[];
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
  const [held, typed] = await Promise.all([
    loadHeld(reader, scope, requests, usable, moment),
    resolveCodes(reader, scope, requests, moment),
  ]);
  const asked = requests.map((_, i) => {
    const codes = typed[i];
    const all = withTyped(held[i]?.candidates ?? [], codes?.ok ? codes.value.candidates : []);
    return { all, claims: codes?.ok ? codes.value.claims : [] };
  });
  const counted = requests.flatMap(({ memberId }, i) => {
    const mine = asked[i];
    return memberId && mine && (asksUses(mine.all) || asksUses(mine.claims)) ? [memberId] : [];
  });
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
    const own = uses.get(request.memberId ?? "") ?? NONE_USED;
    const claims = mine.claims.map((claim) => {
      const left = budgets.get(claim.couponId);
      const budgetLeftMinor = left === undefined ? null : left + (overdue.get(claim.couponId) ?? 0);
      return claimCandidate({ ...claim, budgetLeftMinor }, request.memberId ?? null, own);
    });
    const all = withUses(mine.all, own);
    const candidates = claims.length > 0 ? [...all, ...claims] : all;
    const isWhole = held[i]?.isWhole ?? true;
    return ok({
      candidates,
      choice: choiceOf(request, codes.value),
      isWhole,
      groupIds: groupsAsked(candidates),
    });
  });
}

function choiceOf({ vouchers }: CartRequest, { candidates, claims }: Typed): Choice {
  if (vouchers === "best") return "best";
  const byCode = [
    ...candidates.flatMap(({ voucherId }) => voucherId ?? []),
    ...claims.map(({ code }) => code),
  ];
  return [...new Set([...vouchers, ...byCode])];
}

/** Another member's voucher is nobody's on a member's own page, and `not_holder` to the merchant's (pricing.md section 10). */
async function loadHeld(
  reader: Reader,
  scope: Scope,
  requests: readonly CartRequest[],
  usable: ReadonlyMap<string, UsableVouchers>,
  { now }: Moment,
): Promise<UsableVouchers[]> {
  const names = requests.flatMap(({ vouchers }) => (vouchers === "best" ? [] : vouchers));
  const named = await loadNamed(reader, scope, names, now);
  const byId = new Map(named.map((row) => [row.id, candidateOf(row, NONE_USED, now)]));
  return requests.map(({ vouchers, memberId }) => {
    if (vouchers === "best") return usable.get(memberId ?? "") ?? NONE_HELD;
    const all = vouchers.flatMap((id) => byId.get(id) ?? []);
    const isOwn = scope.actor.type === "member";
    const candidates = isOwn ? all.filter((one) => one.memberId === memberId) : all;
    return { candidates, isWhole: true };
  });
}

/** The candidates and those of typed codes, each once. */
function withTyped(all: readonly Candidate[], typed: readonly Candidate[]): readonly Candidate[] {
  if (typed.length === 0) return all;
  return [...new Map([...all, ...typed].map((one) => [one.voucherId, one])).values()];
}

const NONE_USED: ReadonlyMap<string, number> = new Map();
const NONE_HELD: UsableVouchers = { candidates: [], isWhole: true };
