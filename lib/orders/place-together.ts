import type { Tx } from "@/db/client";
import { databaseNow, inTransaction } from "@/db/transaction";
import { holdForUse } from "@/lib/coupons/spend-budget";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import { lockFreeMembers } from "@/lib/members/lock-member";
import { answerTogether } from "@/lib/merchants/answer-once";
import { loadCarts } from "@/lib/orders/load-cart";
import { findOverdue } from "@/lib/orders/repository/orders";
import { hasBudget } from "@/lib/orders/rules/place";
import {
  bodyOf,
  type PlacedOrder,
  type PlaceOrder,
  type Priced,
  placingOf,
  priceForOrder,
  writePlaced,
} from "@/lib/orders/write-placed";
import { callerKey, type Scope } from "@/lib/platform/auth/scope";
import { gatherer } from "@/lib/platform/coalesce";
import { VOUCHER_MOVED } from "@/lib/vouchers/move-vouchers";

type Asked = PlaceOrder & { readonly scope: Scope };
type Answer = Result<PlacedOrder> | null;

/** Lines of an order that is placed together with others; longer ones would make a statement of too many parts. */
const FEW_LINES = 25;

/**
 * Places an order together with the orders that its caller places at the same time, as `placeOrder` says, in one
 * transaction: a till's rush takes few of them. Null = nothing was done, it has to be placed alone: its member is held by
 * somebody else or has an order that ran out, its request was answered before, it has a typed code, many lines, or a
 * coupon with a budget.
 */
export async function placeTogether(scope: Scope, placing: PlaceOrder): Promise<Answer> {
  const { codes, lines } = placing.order;
  if (codes.length > 0 || lines.length > FEW_LINES) return null;
  return await orders().ask(callerKey(scope), { ...placing, scope });
}

const orders = () =>
  gatherer<Asked, Answer>({
    name: "orders",
    run: async (group) => {
      const answers = await inTransaction((tx) => placeGroup(tx, group));
      return answers.map((value) => ({ value }));
    },
    subjectOf: ({ order, requestId }) => order.memberId ?? requestId,
    max: 100,
    byTurn: true,
    enough: 12,
    width: () => 2,
  });

async function placeGroup(tx: Tx, group: readonly Asked[]): Promise<Answer[]> {
  const [first] = group;
  if (!first) return [];
  const { scope } = first;
  const once = group.map((asked) => ({
    scope,
    request: { route: "order.place", key: asked.requestId, body: bodyOf(asked) },
  }));
  return await answerTogether(tx, once, async (places) => {
    const mine = places.flatMap((place) => {
      const asked = group[place];
      return asked ? [{ place, asked }] : [];
    });
    return await placeAll(tx, scope, mine);
  });
}

type Place = { readonly place: number; readonly asked: Asked };

/** Answers by place those that can be answered here. */
async function placeAll(
  tx: Tx,
  scope: Scope,
  all: readonly Place[],
): Promise<ReadonlyMap<number, Result<PlacedOrder>>> {
  const answers = new Map<number, Result<PlacedOrder>>();
  const { some, now } = await takeMembers(tx, scope, all);
  if (some.length === 0) return answers;
  const carts = await loadCarts(
    tx,
    scope,
    some.map(({ asked }) => asked.order),
    { at: now, now },
  );
  const priced: (Place & { readonly price: Priced })[] = [];
  some.forEach((one, i) => {
    const loaded = carts[i];
    const price = loaded && priceForOrder(loaded, now, one.asked.seenTotalMinor);
    if (price?.ok) priced.push({ ...one, price: price.value });
    else if (price) answers.set(one.place, price);
  });
  const placings = (await holdCoupons(tx, scope, priced)).map(({ place, asked, price }) => ({
    place,
    placing: placingOf(scope, asked, price, asked.scope.requestId),
  }));
  await writeOrThrow(
    tx,
    scope,
    placings.map(({ placing }) => placing),
    now,
  );
  for (const { place, placing } of placings) answers.set(place, ok(placing.placed));
  return answers;
}

/** Those whose members are held now, and have no order that ran out. */
async function takeMembers(tx: Tx, scope: Scope, all: readonly Place[]) {
  const memberIds = all.flatMap(({ asked }) => asked.order.memberId ?? []);
  const held = await lockFreeMembers(tx, scope, memberIds);
  const now = await databaseNow(tx);
  const overdue = held.size > 0 ? await findOverdue(tx, scope, [...held], now) : new Set<string>();
  const some = all.filter(({ asked: { order } }) => {
    const { memberId } = order;
    return !memberId || (held.has(memberId) && !overdue.has(memberId));
  });
  return { some, now };
}

/** Those whose coupons are held as they were priced: not paused meanwhile, and without a budget. */
async function holdCoupons<P extends { readonly price: Priced }>(
  tx: Tx,
  scope: Scope,
  priced: readonly P[],
): Promise<readonly P[]> {
  const couponsOf = ({ price }: P) => price.quote.applied.map(({ couponId }) => couponId);
  const free = priced.filter((one) => !couponsOf(one).some((id) => hasBudget(one.price.candidates, id)));
  const held = await holdForUse(tx, scope, [...new Set(free.flatMap(couponsOf))]);
  const changed = new Set(held.filter((one) => one.isPaused || one.hasBudget).map(({ id }) => id));
  return free.filter((one) => !couponsOf(one).some((id) => changed.has(id)));
}

/**
 * One voucher that is not where it was priced must not sink the others: the group is done again one by one. A database
 * that is busy would only be asked as often again.
 */
async function writeOrThrow(...[tx, scope, some, now]: Parameters<typeof writePlaced>): Promise<void> {
  try {
    await writePlaced(tx, scope, some, now);
  } catch (error) {
    const hasMoved = error instanceof AppError && error.message === VOUCHER_MOVED;
    if (hasMoved && some.length > 1) throw new Error(VOUCHER_MOVED, { cause: error });
    throw error;
  }
}
