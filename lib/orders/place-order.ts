import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { claimByCode } from "@/lib/codes/claim-by-code";
import { guardCodes } from "@/lib/codes/guard-codes";
import { holdForUse, reserveBudget } from "@/lib/coupons/spend-budget";
import { AppError } from "@/lib/kernel/app-error";
import { newCode, newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { type LockedMember, lockMember } from "@/lib/members/lock-member";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { releaseOverdue } from "@/lib/orders/expire-orders";
import { type LoadedCart, loadCart } from "@/lib/orders/load-cart";
import { insertOrder } from "@/lib/orders/repository/orders";
import { lineRows, orderRow, spentOf, voucherRows, withClaimed } from "@/lib/orders/rules/place";
import type { OrderInput } from "@/lib/orders/schema";
import { type LockedSale, lockSales, sellLocked } from "@/lib/packs/buy-pack";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { priceCart } from "@/lib/pricing/price-cart";
import type { Candidate, Quote } from "@/lib/pricing/shapes";
import { moveAll } from "@/lib/vouchers/move-vouchers";

export type PlaceOrder = {
  readonly requestId: string;
  readonly order: OrderInput;
  /** Packs that are bought with it, each once, and what its buyer saw that each costs; at most two. */
  readonly packs?: readonly SeenPack[];
};
export type SeenPack = { readonly packId: string; readonly priceMinor: number };

export type PlacedOrder = {
  readonly id: string;
  readonly number: string;
  readonly status: "placed";
  readonly expiresAt: string;
  readonly quote: Quote;
};

/** What the price was made of is not so any more: it is to be made again. */
class PriceMoved extends Error {}
const TRIES = 4;

/**
 * Places an order: prices the cart now, claims typed codes, reserves the vouchers and their coupons' budgets, and keeps the
 * price, all in one transaction (U2). The same request id places one order. A chosen set that does not work places nothing:
 * `vouchers_not_applicable`, with the list of a quote. Packs are held with it, and paid with it. Refusals beside it: those of
 * `loadCart`, `too_many_tries{until}`, `busy`, and for packs those of `buyPack` and `price_changed`.
 */
export async function placeOrder(
  scope: Scope,
  { requestId, order, packs = [] }: PlaceOrder,
): Promise<Result<PlacedOrder>> {
  const once = {
    ...{ route: "order.place", key: requestId },
    body: packs.length > 0 ? { ...order, packs } : order,
  };
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction((tx) => answerOnce(tx, scope, once, () => place(tx, scope, order, packs)));
    } catch (error) {
      if (!(error instanceof PriceMoved)) throw error;
      if (attempt === TRIES) throw new AppError("busy");
    }
  }
}

async function place(
  tx: Tx,
  scope: Scope,
  order: OrderInput,
  packs: readonly SeenPack[],
): Promise<Result<PlacedOrder>> {
  const { memberId } = order;
  const member = memberId ? await lockMember(tx, scope, memberId) : null;
  const now = await databaseNow(tx);
  if (memberId) await releaseOverdue(tx, scope, memberId, now);
  const typed = { codes: order.codes, memberId: memberId ?? null };
  const loaded = await guardCodes(tx, scope, typed, () => loadCart(tx, scope, order, { at: now, now }));
  if (!loaded.ok) return loaded;
  const quote = priceCart(loaded.value.cart, loaded.value.candidates, loaded.value.choice);
  const isRefused = loaded.value.choice !== "best" && quote.notApplied.length > 0;
  if (isRefused) {
    const more = { notApplied: quote.notApplied };
    return { ok: false, refusal: { code: "vouchers_not_applicable", more } };
  }
  const sales = packs.length > 0 ? await lockPacks(tx, scope, { order, packs, member }) : ok([]);
  if (!sales.ok) return sales;
  return ok(await keep(tx, scope, order, { ...loaded.value, quote, now, sales: sales.value }));
}

/** Locks the packs that are bought with an order, at the price their buyer saw. */
async function lockPacks(
  tx: Tx,
  scope: Scope,
  asked: {
    readonly order: OrderInput;
    readonly packs: readonly SeenPack[];
    readonly member: LockedMember | null;
  },
): Promise<Result<readonly LockedSale[]>> {
  const { order, packs, member } = asked;
  if (!member) return refuse("pack_not_sold");
  if (member.blockedAt) return refuse("blocked");
  const { storeId: id, currency } = order;
  const packIds = [...new Set(packs.map(({ packId }) => packId))];
  const place = { channel: "order", store: { id, currency } } as const;
  const locked = await lockSales(tx, scope, { packIds, memberId: member.id, place });
  if (!locked.ok) return locked;
  const isAsSeen = packs.every(({ packId, priceMinor }) =>
    locked.value.some(({ pack }) => pack.id === packId && pack.priceMinor === priceMinor),
  );
  return isAsSeen ? locked : refuse("price_changed");
}

type Priced = LoadedCart & {
  readonly quote: Quote;
  readonly now: Instant;
  readonly sales: readonly LockedSale[];
};

/** Writes the order; from here on only a throw ends the transaction. */
async function keep(tx: Tx, scope: Scope, order: OrderInput, priced: Priced): Promise<PlacedOrder> {
  const { now, store } = priced;
  await holdAsPriced(tx, scope, priced);
  const quote = await claimTyped(tx, scope, priced.quote, order.memberId ?? "");
  const id = newId("ord");
  const number = newCode(8);
  const { actor } = scope;
  const row = orderRow({ id, number, order, quote, now, actor, refundBasis: store.refundBasis });
  const vouchers = voucherRows(quote, priced.candidates, now);
  await insertOrder(tx, scope, row, lineRows(order.lines, quote, priced.products), vouchers);
  const sold = { expiresAt: row.expiresAt, orderId: id, storeId: order.storeId };
  for (const sale of priced.sales) await sellLocked(tx, scope, sale, sold);
  const voucherIds = vouchers.map(({ voucherId }) => voucherId);
  await moveAll(tx, scope, "reserve", { voucherIds, cause: { orderId: id }, now });
  await tell(tx, scope, { id, memberId: order.memberId ?? null, totalMinor: quote.totalMinor });
  const budgeted = spentOf(quote).filter(({ couponId }) => hasBudget(priced.candidates, couponId));
  if (!(await reserveBudget(tx, scope, budgeted))) throw new PriceMoved();
  return { id, number, status: "placed", expiresAt: row.expiresAt.toISOString(), quote };
}

const hasBudget = (candidates: readonly Candidate[], couponId: string) =>
  candidates.some((one) => one.couponId === couponId && one.budgetLeftMinor !== null);

/** Holds the coupons of the set; what changed of them since the price was made has it made again. */
async function holdAsPriced(tx: Tx, scope: Scope, { quote, candidates }: Priced): Promise<void> {
  const ids = [...new Set(quote.applied.map(({ couponId }) => couponId))];
  for (const { id, isPaused, hasBudget: isLimited } of await holdForUse(tx, scope, ids)) {
    if (isPaused || isLimited !== hasBudget(candidates, id)) throw new PriceMoved();
  }
}

/** Claims the codes that the set is made with, in the order of their coupons, and names the vouchers in the quote. */
async function claimTyped(tx: Tx, scope: Scope, quote: Quote, memberId: string): Promise<Quote> {
  const codes = quote.applied
    .filter((one) => one.voucherId === null)
    .toSorted((a, b) => (a.couponId < b.couponId ? -1 : 1));
  const claimed = new Map<string, string>();
  for (const { code } of codes) {
    const made = await claimByCode(tx, scope, { code: code ?? "", memberId });
    if (!made.ok) throw new PriceMoved();
    claimed.set(code ?? "", made.value.id);
  }
  return claimed.size > 0 ? withClaimed(quote, claimed) : quote;
}

async function tell(
  tx: Tx,
  scope: Scope,
  { id, memberId, totalMinor }: { id: string; memberId: string | null; totalMinor: number },
): Promise<void> {
  const after = { status: "placed", totalMinor };
  await recordAudit(tx, scope, [{ action: "order.place", objectType: "order", objectId: id, after }]);
  await announce(tx, scope, [{ type: "order.placed", subjectId: id, payload: { memberId, totalMinor } }]);
}
