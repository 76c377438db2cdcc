import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { couponBudgets, orders } from "@/db/schema/orders";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { databaseNow, inTransaction } from "@/db/transaction";
import type { Result } from "@/lib/kernel/result";
import { cancelOrder, completeOrder, payOrder } from "@/lib/orders/change-order";
import { expireOrder } from "@/lib/orders/expire-orders";
import { placeOrder } from "@/lib/orders/place-order";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { type Move, moveAll } from "@/lib/vouchers/move-vouchers";

let merchantId: string;
let storeId: string;
let productId: string;
let staff: Scope;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
  });
  staff = testScope(merchantId);
});

const newMember = () => inTransaction((tx) => makeMember(tx, merchantId));
const newCoupon = (more: object = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      ...{ benefit: { type: "amount_off", amountMinor: 2000 }, distribution: { methods: ["targeted"] } },
      ...more,
    }),
  );
async function give(couponId: string, memberId: string): Promise<string> {
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.voucherIds[0] ?? "";
}
const place = (memberId: string, vouchers: "best" | string[]) =>
  placeOrder(staff, {
    requestId: freshRequestId(),
    order: orderInputSchema.parse({
      ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD", vouchers },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
    }),
  });
const letRunOut = (where = sql`true`) =>
  db()
    .update(orders)
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .where(sql`${orders.merchantId} = ${merchantId} and ${orders.status} = 'placed' and ${where}`);

type Held = { readonly id: string; readonly memberId: string; readonly voucherId: string };
const once = ({ id: orderId }: Held) => ({ requestId: freshRequestId(), orderId });
const refund = (one: Held, quantity?: number) =>
  refundOrder(staff, {
    ...once(one),
    refund: {
      ...{ by: "merchant", reason: "" },
      lines: quantity === undefined ? null : [{ lineId: "l1", quantity }],
    },
  });

/** Every way that an order moves along; `expire` is the job's, which says nothing. */
const steps = {
  pay: (one: Held): Promise<Result<unknown>> => payOrder(staff, { ...once(one), paymentRef: "another" }),
  cancel: (one: Held): Promise<Result<unknown>> => cancelOrder(staff, once(one)),
  complete: (one: Held): Promise<Result<unknown>> => completeOrder(staff, once(one)),
  refund: (one: Held): Promise<Result<unknown>> => refund(one),
  expire: async ({ id, memberId }: Held): Promise<Result<unknown>> => {
    await expireOrder(staff, { id, memberId });
    return { ok: true, value: null };
  },
} as const;
type Step = keyof typeof steps;

const nothing = async () => undefined;
const paid = (one: Held) => payOrder(staff, { ...once(one), paymentRef: "first" });
/** How an order comes to be in each state. */
const into: Readonly<Record<string, (one: Held) => Promise<unknown>>> = {
  placed: nothing,
  overdue: ({ id }) => letRunOut(sql`${orders.id} = ${id}`),
  paid,
  completed: async (one) => [await paid(one), await completeOrder(staff, once(one))],
  cancelled: (one) => cancelOrder(staff, once(one)),
  partly_refunded: async (one) => [await paid(one), await refund(one, 1)],
  refunded: async (one) => [await paid(one), await refund(one)],
};

/** What comes of each step from each state: the state after it as `→ state`, `=` where nothing happens, or the refusal. */
const edges: Readonly<Record<string, Readonly<Record<Step, string>>>> = {
  placed: {
    ...{ pay: "→ paid", cancel: "→ cancelled", complete: "order_not_paid" },
    ...{ refund: "order_not_paid", expire: "=" },
  },
  overdue: {
    ...{ pay: "order_expired", cancel: "→ cancelled", complete: "order_not_paid" },
    ...{ refund: "order_not_paid", expire: "→ cancelled" },
  },
  paid: {
    ...{ pay: "order_already_paid", cancel: "order_already_paid", complete: "→ completed" },
    ...{ refund: "→ refunded", expire: "=" },
  },
  completed: {
    ...{ pay: "order_already_paid", cancel: "order_already_paid", complete: "order_completed" },
    ...{ refund: "→ refunded", expire: "=" },
  },
  cancelled: {
    ...{ pay: "order_cancelled", cancel: "order_cancelled", complete: "order_cancelled" },
    ...{ refund: "order_cancelled", expire: "=" },
  },
  partly_refunded: {
    ...{ pay: "order_already_paid", cancel: "order_already_paid", complete: "→ partly_refunded" },
    ...{ refund: "→ refunded", expire: "=" },
  },
  refunded: {
    ...{ pay: "order_already_paid", cancel: "order_already_paid", complete: "order_refunded" },
    ...{ refund: "refund_exceeds_order", expire: "=" },
  },
};

/** All that a step could write of an order and its voucher, and how much the log and the outbox hold. */
async function traces({ id, voucherId }: { id?: string; voucherId: string }) {
  const [row] = await db().execute<{ all: string }>(sql`
    select json_build_array(
      (select to_json(o) from "order" o where o.id = ${id ?? ""}),
      (select json_agg(l order by l.line_id) from order_line l where l.order_id = ${id ?? ""}),
      (select json_agg(v order by v.voucher_id) from order_voucher v where v.order_id = ${id ?? ""}),
      (select to_json(v) from voucher v where v.id = ${voucherId}),
      (select count(*) from voucher_event where voucher_id = ${voucherId}),
      (select count(*) from audit_entry where merchant_id = ${merchantId}),
      (select count(*) from outbox_batch where merchant_id = ${merchantId}))::text as all`);
  return row?.all ?? "";
}
const statusOf = async (id: string) =>
  (await db().select({ status: orders.status }).from(orders).where(eq(orders.id, id)))[0]?.status;

const pairs = Object.entries(edges).flatMap(([state, by]) =>
  Object.entries(by).map(([step, becomes]) => ({ state, step: step as Step, becomes })),
);

describe("an order (I-23)", () => {
  it("is tried from every state that there is", () => {
    expect(Object.keys(into).sort()).toEqual([...orders.status.enumValues, "overdue"].sort());
    expect(Object.keys(edges).sort()).toEqual(Object.keys(into).sort());
  });

  it.each(pairs)("$state, $step: $becomes", async ({ state, step, becomes }) => {
    const memberId = await newMember();
    const voucherId = await give(await newCoupon(), memberId);
    const made = await place(memberId, [voucherId]);
    if (!made.ok) throw new Error(made.refusal.code);
    const one = { id: made.value.id, memberId, voucherId };
    await into[state]?.(one);
    expect(await statusOf(one.id)).toBe(state === "overdue" ? "placed" : state);
    const before = await traces(one);
    const answer = await steps[step](one);
    if (becomes.startsWith("→ ")) {
      expect([answer.ok, await statusOf(one.id)]).toEqual([true, becomes.slice(2)]);
      return;
    }
    if (becomes !== "=") expect(answer).toMatchObject({ ok: false, refusal: { code: becomes } });
    expect(await traces(one)).toBe(before);
  });
});

describe("four hundred orders that nobody pays, one after another (I-25)", () => {
  const MEMBERS = 8;
  const HOLDS = 400;
  it("hold no more than there is, and nothing once their time is over: each owner's next order has all of it", async () => {
    const mine = await inTransaction(async (tx) => await makeMerchant(tx));
    [merchantId, staff] = [mine, testScope(mine)];
    await inTransaction(async (tx) => {
      storeId = await makeStore(tx, mine);
      productId = await makeProduct(tx, mine);
    });
    // Exactly what eight orders take off: one hold that is kept too long refuses somebody.
    const couponId = await newCoupon({ budgetMinor: MEMBERS * 2000 });
    const people = await Promise.all(Array.from({ length: MEMBERS }, newMember));
    for (const person of people) await give(couponId, person);
    const budget = async () =>
      (await db().select().from(couponBudgets).where(eq(couponBudgets.couponId, couponId)))[0];
    for (let held = 0; held < HOLDS; held += MEMBERS) {
      const answers = await Promise.all(people.map((person) => place(person, "best")));
      const off = answers.map((one) => (one.ok ? one.value.quote.discountMinor : one.refusal.code));
      expect(off).toEqual(people.map(() => 2000));
      expect(await budget()).toMatchObject({ reservedMinor: MEMBERS * 2000, usedMinor: 0 });
      await letRunOut();
    }
    const open = await db().select().from(orders).where(eq(orders.merchantId, mine));
    expect(open).toHaveLength(HOLDS);
    for (const { id, memberId } of open.filter(({ status }) => status === "placed"))
      await expireOrder(staff, { id, memberId });
    expect(await budget()).toMatchObject({ reservedMinor: 0, usedMinor: 0 });
    expect(await brokenInvariants(db())).toEqual({});
  }, 120_000);
});

/** From where each move goes, and to where: what the rules of vouchers say (C26, U4). */
const moves: Readonly<Record<Move, readonly [from: string, to: string]>> = {
  reserve: ["available", "reserved"],
  release: ["reserved", "available"],
  redeem: ["available", "used"],
  redeemReserved: ["reserved", "used"],
  return: ["used", "available"],
  revoke: ["available", "cancelled"],
  offer: ["available", "transferred"],
  withdraw: ["transferred", "available"],
  decline: ["transferred", "available"],
};
const tried = vouchers.status.enumValues.flatMap((state) =>
  Object.keys(moves).map((move) => ({ state, move: move as Move })),
);

describe("a voucher (I-23)", () => {
  it.each(tried)("$state, $move: along its own edge or not at all", async ({ state, move }) => {
    const memberId = await newMember();
    const couponId = await newCoupon();
    const at = new Date(Date.now() - 1000);
    const usedAt = state === "used" ? new Date() : undefined;
    const id = await inTransaction((tx) => makeVoucher(tx, merchantId, { memberId, couponId, at, usedAt }));
    if (state !== "used") await db().update(vouchers).set({ status: state }).where(eq(vouchers.id, id));
    const before = await traces({ voucherId: id });
    const moved = inTransaction(async (tx) => {
      const now = await databaseNow(tx);
      await moveAll(tx, staff, move, { voucherIds: [id], cause: { test: true }, now });
    });
    const [from, to] = moves[move];
    if (state === from) {
      await moved;
      const [row] = await db().select().from(vouchers).where(eq(vouchers.id, id));
      expect(row?.status).toBe(to);
      return;
    }
    await expect(moved).rejects.toThrow("a voucher moved");
    expect(await traces({ voucherId: id })).toBe(before);
  });
});
