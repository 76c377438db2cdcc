import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { claimByCode } from "@/lib/codes/claim-by-code";
import { guardCodes } from "@/lib/codes/guard-codes";
import { holdForUse, reserveBudget } from "@/lib/coupons/spend-budget";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Refusal, type Result } from "@/lib/kernel/result";
import { lockMember } from "@/lib/members/lock-member";
import { answerOnce } from "@/lib/merchants/answer-once";
import { freeBudgets, releaseOverdue } from "@/lib/orders/expire-orders";
import { loadCart } from "@/lib/orders/load-cart";
import { lockPacks } from "@/lib/orders/lock-packs";
import { placeTogether } from "@/lib/orders/place-together";
import { hasBudget, spentOf, withClaimed } from "@/lib/orders/rules/place";
import {
  bodyOf,
  type PlacedOrder,
  type PlaceOrder,
  type Priced,
  placingOf,
  priceForOrder,
  writePlaced,
} from "@/lib/orders/write-placed";
import { type LockedSale, sellLocked } from "@/lib/packs/buy-pack";
import type { Scope } from "@/lib/platform/auth/scope";
import type { Quote } from "@/lib/pricing/shapes";

export type { PlacedOrder, PlaceOrder } from "@/lib/orders/write-placed";

/**
 * What the price was made of is not so any more: it is to be made again. `budgets` are coupons whose budget had less left than
 * the price says, which takes for free what orders hold whose time ran out.
 */
class PriceMoved extends Error {
  constructor(readonly budgets: readonly string[] = []) {
    super("the price moved");
  }
}
const TRIES = 4;

/**
 * Places an order: prices the cart now, claims typed codes, reserves the vouchers and their coupons' budgets, and keeps the
 * price, all in one transaction (U2). The same request id places one order; `refused` is asked in it once that is known. A chosen set that does not work places nothing:
 * `vouchers_not_applicable`, with the list of a quote. Packs are held with it, and paid with it. Refusals beside it: those of
 * `loadCart`, `too_many_tries{until}`, `busy`, and for packs those of `lockPacks`, and
 * `price_changed` where it costs another sum than was seen.
 */
export async function placeOrder(
  scope: Scope,
  placing: PlaceOrder,
  refused?: Refused,
): Promise<Result<PlacedOrder>> {
  // Others wait for a pack's stock: an order with one keeps nobody else's from being placed.
  if (placing.packs?.length || refused) return await placeAlone(scope, placing, refused);
  return (await placeTogether(scope, placing)) ?? (await placeAlone(scope, placing));
}

/** What else keeps an order from being placed; null = nothing. */
type Refused = (tx: Tx) => Promise<Refusal | null>;

async function placeAlone(
  scope: Scope,
  placing: PlaceOrder,
  refused?: Refused,
): Promise<Result<PlacedOrder>> {
  const work = async (tx: Tx): Promise<Result<PlacedOrder>> => {
    const refusal = await refused?.(tx);
    return refusal ? { ok: false, refusal } : await place(tx, scope, placing);
  };
  const once = { route: "order.place", key: placing.requestId, body: bodyOf(placing) };
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction((tx) => answerOnce(tx, scope, once, () => work(tx)));
    } catch (error) {
      if (!(error instanceof PriceMoved)) throw error;
      if (attempt === TRIES) throw new AppError("busy");
      await freeBudgets(scope, error.budgets);
    }
  }
}

async function place(tx: Tx, scope: Scope, placing: PlaceOrder): Promise<Result<PlacedOrder>> {
  const { order, packs = [], seenTotalMinor } = placing;
  const { memberId } = order;
  if (memberId) await lockMember(tx, scope, memberId);
  const now = await databaseNow(tx);
  if (memberId) await releaseOverdue(tx, scope, memberId, now);
  const typed = { codes: order.codes, memberId: memberId ?? null };
  const loaded = await guardCodes(tx, scope, typed, () => loadCart(tx, scope, order, { at: now, now }));
  const priced = priceForOrder(loaded, now, seenTotalMinor);
  if (!priced.ok) return priced;
  const sales = await lockPacks(tx, scope, order, packs);
  return sales.ok ? ok(await keep(tx, scope, placing, priced.value, sales.value)) : sales;
}

/** Writes the order; from here on only a throw ends the transaction. */
async function keep(
  tx: Tx,
  scope: Scope,
  asked: PlaceOrder,
  priced: Priced,
  sales: readonly LockedSale[],
): Promise<PlacedOrder> {
  const { order } = asked;
  await holdAsPriced(tx, scope, priced);
  const quote = await claimTyped(tx, scope, priced.quote, order.memberId ?? "");
  const placing = placingOf(scope, asked, { ...priced, quote });
  await writePlaced(tx, scope, [placing], priced.now);
  const { id: orderId, expiresAt } = placing.placed;
  const sold = { expiresAt: new Date(expiresAt), orderId, storeId: order.storeId };
  for (const sale of sales) await sellLocked(tx, scope, sale, sold);
  const budgeted = spentOf(quote).filter(({ couponId }) => hasBudget(priced.candidates, couponId));
  if (!(await reserveBudget(tx, scope, budgeted)))
    throw new PriceMoved(budgeted.map(({ couponId }) => couponId));
  return placing.placed;
}

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
