import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { orders } from "@/db/schema/orders";
import { packPurchases } from "@/db/schema/pack-purchases";
import { paymentRefunds, testRefunds } from "@/db/schema/payments";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";
import type { Result } from "@/lib/kernel/result";
import { memberData } from "@/lib/members/queries/access";
import { cancelOrder, payOrder } from "@/lib/orders/change-order";
import { dropPacks } from "@/lib/orders/drop-packs";
import { expireOrder } from "@/lib/orders/expire-orders";
import { followRefund } from "@/lib/orders/follow-payments";
import { forgetMember } from "@/lib/orders/forget-member";
import { type PlacedOrder, placeOrder } from "@/lib/orders/place-order";
import { getOrderView } from "@/lib/orders/queries/orders";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { startPayment } from "@/lib/orders/start-payment";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { buyPack } from "@/lib/packs/buy-pack";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import { payPurchase, startPackPayment } from "@/lib/packs/pay-purchase";
import { purchasesOfOrder, unpaidPacksOf } from "@/lib/packs/queries/about-purchases";
import { getPurchase } from "@/lib/packs/queries/purchases";
import { refundExpired } from "@/lib/packs/refund-expired";
import { releaseUnpaid } from "@/lib/packs/release-unpaid";
import { closePageJob } from "@/lib/payments/close-page";
import { refundPayment } from "@/lib/payments/refund-payment";
import { settleRefund } from "@/lib/payments/settle-refund";
import type { Scope } from "@/lib/platform/auth/scope";
import { closeJobs } from "@/lib/platform/jobs";
import {
  findTestPayment,
  type TestPayment,
  testProvider,
  testWebhook,
} from "@/lib/platform/payments/test-desk";

let merchantId: string;
let storeId: string;
let productId: string;
let memberId: string;
let couponId: string;
let staff: Scope;
afterAll(async () => {
  await closeJobs();
});
beforeEach(async () => {
  await db().execute(sql`delete from pgboss.job`);
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberId = await makeMember(tx, merchantId);
    couponId = await makeCoupon(tx, merchantId);
  });
  staff = testScope(merchantId);
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const never = new AbortController().signal;
const offered = (more: object = {}) =>
  makePack(
    merchantId,
    packForm([couponId], { type: "paid", sale: saleOf({ channels: ["mall", "order"], ...more }) }),
  );
async function bought(packId: string): Promise<string> {
  const made = await buyPack(memberScope(merchantId, memberId), {
    ...{ requestId: freshRequestId(), packId, memberId, channel: "mall" as const },
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
async function paymentAt(made: Result<{ url: string }>): Promise<TestPayment> {
  if (!made.ok) throw new Error(made.refusal.code);
  const found = await findTestPayment(made.value.url.split("/").at(-1) ?? "");
  if (!found) throw new Error("the provider knows nothing of it");
  return found;
}
const started = async (purchaseId: string) =>
  await paymentAt(
    await startPackPayment(staff, { purchaseId, returnPath: "/m/shop", cancelPath: "/m/shop" }),
  );
/** The provider's books say it is paid, so that money can go back. */
const settle = async (payment: TestPayment) => {
  await db().execute(sql`update test_payment set state = 'paid' where id = ${payment.id}`);
};
const event = (payment: TestPayment, state: TestPayment["state"]) =>
  testWebhook({ ...payment, state }, new Date());
const tell = async ({ body, headers }: ReturnType<typeof event>) =>
  (await api.request("/api/payments/test", { method: "POST", body, headers })).status;
const purchaseOf = async (id: string) =>
  (await db().select().from(packPurchases).where(eq(packPurchases.id, id)))[0];
const vouchers = async () => {
  const [row] = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from voucher where member_id = ${memberId} and source = 'pack' and status = 'available'`,
  );
  return row?.n ?? 0;
};
const backOf = () => db().select().from(paymentRefunds).where(eq(paymentRefunds.merchantId, merchantId));
async function givenBack(payment: TestPayment): Promise<number> {
  for (const { id } of await backOf()) {
    await Promise.all([refundPayment(merchantId, id), refundPayment(merchantId, id)]);
  }
  const rows = await db().select().from(testRefunds).where(eq(testRefunds.testPaymentId, payment.id));
  return rows.reduce((sum, row) => sum + row.amountMinor, 0);
}

describe("a provider's word about a pack (I-6, F-13)", () => {
  it("told twenty times at once pays and delivers once", async () => {
    const purchaseId = await bought(await offered());
    const payment = await started(purchaseId);
    await settle(payment);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => tell(event(payment, i % 4 === 3 ? "expired" : "paid"))),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "paid", paymentRef: payment.paymentId });
    expect(await vouchers()).toBe(2);
    expect(await givenBack(payment)).toBe(0);
  });

  it("that it was declined is told to its buyer until they try again", async () => {
    const purchaseId = await bought(await offered());
    const lastTry = async () => (await getPurchase(memberScope(merchantId, memberId), purchaseId))?.lastTry;
    expect(await lastTry()).toBeNull();
    await tell(event(await started(purchaseId), "declined"));
    expect(await lastTry()).toBe("declined");
    await started(purchaseId);
    expect(await lastTry()).toBe("started");
  });

  it("that comes after it was given up is given back whole, once", async () => {
    const purchaseId = await bought(await offered());
    const payment = await started(purchaseId);
    await settle(payment);
    await cancelPurchase(staff, { requestId: freshRequestId(), purchaseId });
    await Promise.all(Array.from({ length: 8 }, () => tell(event(payment, "paid"))));
    expect(await vouchers()).toBe(0);
    expect(await givenBack(payment)).toBe(1000);
  });

  it("is asked for no more once it was given up or ran out: the page where it was being paid is closed", async () => {
    const [byHand, byTime] = [await bought(await offered()), await bought(await offered())];
    const pages = [await started(byHand), await started(byTime)];
    await cancelPurchase(staff, { requestId: freshRequestId(), purchaseId: byHand });
    await db().execute(
      sql`update pack_purchase set expires_at = now() - interval '1 second' where id = ${byTime}`,
    );
    await releaseUnpaid(never);
    const asked = await db().execute<{ data: { merchantId: string; id: string } }>(
      sql`select data from pgboss.job where name = 'orders.closePage' and data ->> 'merchantId' = ${merchantId}`,
    );
    expect(asked.map(({ data }) => data.id).toSorted()).toEqual(pages.map((one) => one.paymentId).toSorted());
    // The address of a page that is being opened just now is not known yet: it is looked for again.
    const [first] = asked;
    const hide = (ref: string | null) =>
      db().execute(sql`update payment set provider_ref = ${ref} where id = ${first?.data.id}`);
    const page = pages.find(({ paymentId }) => paymentId === first?.data.id);
    await hide(null);
    await expect(closePageJob.run(first?.data, never)).rejects.toThrow("being opened");
    await hide(page?.id ?? null);
    for (const { data } of asked) await closePageJob.run(data, never);
    for (const { id } of pages) expect((await findTestPayment(id))?.state).toBe("expired");
  });

  it("races with the end of its time and with sweeps: paid and delivered, or given back, never neither", async () => {
    for (let round = 0; round < 4; round++) {
      const before = await vouchers();
      const purchaseId = await bought(await offered({ quantity: 1 }));
      const payment = await started(purchaseId);
      await settle(payment);
      if (round % 2 === 1) {
        await db().execute(
          sql`update pack_purchase set expires_at = now() - interval '1 second' where id = ${purchaseId}`,
        );
      }
      await Promise.all([tell(event(payment, "paid")), releaseUnpaid(never), tell(event(payment, "paid"))]);
      const isPaid = (await purchaseOf(purchaseId))?.status === "paid";
      expect(isPaid).toBe(round % 2 === 0);
      expect((await vouchers()) - before).toBe(isPaid ? 2 : 0);
      expect(await givenBack(payment)).toBe(isPaid ? 0 : 1000);
    }
  });

  it("cut off between the mark and the coupons leaves neither, and told again does both (F-5)", async () => {
    const purchaseId = await bought(await offered());
    const payment = await started(purchaseId);
    await db().execute(sql`create or replace function cut_off() returns trigger language plpgsql as $$
      begin raise exception 'cut off'; end $$`);
    await db().execute(
      sql`create trigger cut_off before insert on pack_delivery for each row execute function cut_off()`,
    );
    expect(await tell(event(payment, "paid"))).toBe(500);
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "placed" });
    await db().execute(sql`drop trigger cut_off on pack_delivery`);
    const again = await Promise.all(Array.from({ length: 6 }, () => tell(event(payment, "paid"))));
    expect(new Set(again)).toEqual(new Set([200]));
    expect(await vouchers()).toBe(2);
  });
});

describe("a pack that could not be delivered any more", () => {
  const isGone = () => db().execute(sql`update coupon set archived_at = now() where id = ${couponId}`);

  it("is asked no money for, by itself or with an order, and what came all the same is told on its page", async () => {
    const packId = await offered();
    const made = await place([{ packId, priceMinor: 1000 }]);
    const purchaseId = await bought(packId);
    const payment = await started(purchaseId);
    await settle(payment);
    await isGone();
    await tell(event(payment, "paid"));
    const orderId = made.ok ? made.value.id : "";
    const starts = [
      await startPackPayment(staff, { purchaseId, returnPath: "/m/shop", cancelPath: "/m/shop" }),
      await startPayment(staff, { orderId, returnPath: "/m/shop", cancelPath: "/m/shop" }),
    ];
    expect(starts.map(refusedBy)).toEqual(["pack_unavailable", "pack_unavailable"]);
    const told = async () => (await getPurchase(memberScope(merchantId, memberId), purchaseId))?.inVain;
    expect(await told()).toMatchObject([{ amountMinor: 1000, currency: "HKD", backAt: null }]);
    expect(await givenBack(payment)).toBe(1000);
    expect(await told()).toMatchObject([{ backAt: expect.any(Date) }]);
  });
});

describe("a refund of a pack (I-7)", () => {
  it("tells its member and staff that the money is on its way until its provider gave it, and when it did", async () => {
    const purchaseId = await bought(await offered());
    const payment = await started(purchaseId);
    await settle(payment);
    await tell(event(payment, "paid"));
    const scope = memberScope(merchantId, memberId);
    await askPackRefund(scope, { requestId: freshRequestId(), purchaseId, reason: "No" });
    await decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: freshRequestId(), purchaseId, granted: true, answer: "" },
    });
    const told = async (who: Scope) => {
      const { status, back, inVain } = (await getPurchase(who, purchaseId)) ?? {};
      return { status, back, inVain };
    };
    const onItsWay = { amountMinor: 1000, currency: "HKD", backAt: null };
    for (const who of [staff, scope])
      expect(await told(who)).toMatchObject({ status: "refunded", back: onItsWay, inVain: [] });
    expect(await givenBack(payment)).toBe(1000);
    for (const who of [staff, scope])
      expect(await told(who)).toMatchObject({ back: { ...onItsWay, backAt: expect.any(Date) } });
    // What a till took is given back there: no provider is waited for.
    const atTill = await bought(await offered());
    await payPurchase(staff, { requestId: freshRequestId(), purchaseId: atTill, paymentRef: "till 7" });
    await askPackRefund(scope, { requestId: freshRequestId(), purchaseId: atTill, reason: "No" });
    await decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: freshRequestId(), purchaseId: atTill, granted: true, answer: "" },
    });
    expect(await getPurchase(scope, atTill)).toMatchObject({ status: "refunded", back: null });
  });

  it("that was paid by hand is in its member's own file, with how, until they are forgotten", async () => {
    const purchaseId = await bought(await offered());
    const payment = await started(purchaseId);
    await settle(payment);
    await tell(event(payment, "paid"));
    const own = memberScope(merchantId, memberId);
    await askPackRefund(own, { requestId: freshRequestId(), purchaseId, reason: "No" });
    await decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: freshRequestId(), purchaseId, granted: true, answer: "" },
    });
    const ours = eq(paymentRefunds.merchantId, merchantId);
    const [failed] = await db().update(paymentRefunds).set({ failedAt: new Date() }).where(ours).returning();
    const by = { requestId: freshRequestId(), id: failed?.id ?? "", reason: "To Erika's account" };
    expect((await settleRefund(staff, by)).ok).toBe(true);
    const told = async () => (await memberData(staff, memberId))?.packPayments;
    expect(await told()).toMatchObject([
      { purchase_id: purchaseId, amount_minor: "1000", paid_back_by_hand: "To Erika's account" },
    ]);
    const seenBy = async (scope: Scope) => (await getPurchase(scope, purchaseId))?.back?.how;
    expect(await seenBy(staff)).toBe("To Erika's account");
    for (const scope of [own, testScope(merchantId, "marketer")]) expect(await seenBy(scope)).toBeNull();
    await forgetMember(staff, memberId);
    expect(await told()).toMatchObject([{ purchase_id: purchaseId, paid_back_by_hand: null }]);
  });

  it("gives its money back the way it came, once, whoever asks for it and however often", async () => {
    const purchaseId = await bought(await offered({ autoRefund: true }));
    const payment = await started(purchaseId);
    await settle(payment);
    await tell(event(payment, "paid"));
    const scope = memberScope(merchantId, memberId);
    await askPackRefund(scope, { requestId: freshRequestId(), purchaseId, reason: "No" });
    const grant = () =>
      decidePackRefund(testScope(merchantId, "finance"), {
        ...{ requestId: freshRequestId(), purchaseId, granted: true, answer: "" },
      });
    await db().execute(sql`alter table voucher disable trigger voucher_promise`);
    await db().execute(sql`update voucher set valid_from = now() - interval '2 days',
      valid_until = now() - interval '1 second' where source_id = ${purchaseId}`);
    await db().execute(sql`alter table voucher enable trigger voucher_promise`);
    await db().execute(
      sql`update pack_purchase set refund_due_at = now() - interval '1 second' where id = ${purchaseId}`,
    );
    const [first, swept, second, sweptToo] = await Promise.all([
      ...[grant(), refundExpired(never), grant(), refundExpired(never), tell(event(payment, "paid"))],
    ] as const);
    const granted = [first, second].filter((one) => typeof one === "object" && one.ok).length;
    expect([granted, swept, sweptToo].reduce((sum: number, one) => sum + Number(one), 0)).toBe(1);
    const refundedBy = granted === 1 ? "member" : "time";
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "refunded", refundedBy });
    expect(await backOf()).toHaveLength(1);
    expect(await givenBack(payment)).toBe(1000);
    expect(await vouchers()).toBe(0);
  });
});

const inputOf = () =>
  orderInputSchema.parse({
    ...{ storeId, channel: "online", device: "mobile", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
  });
const place = async (
  packs: readonly { packId: string; priceMinor: number }[],
): Promise<Result<PlacedOrder>> =>
  await placeOrder(memberScope(merchantId, memberId), {
    requestId: freshRequestId(),
    order: inputOf(),
    packs,
  });
const refusedBy = (result: Result<unknown>) => (result.ok ? null : result.refusal.code);

describe("a pack with an order (K4)", () => {
  async function placed() {
    const packId = await offered({ storeIds: [storeId], quantity: 3 });
    const made = await place([{ packId, priceMinor: 1000 }]);
    if (!made.ok) throw new Error(made.refusal.code);
    const [pack] = await purchasesOfOrder(staff, made.value.id);
    return { packId, orderId: made.value.id, purchaseId: pack?.id ?? "" };
  }
  const payable = async (orderId: string) =>
    await paymentAt(await startPayment(staff, { orderId, returnPath: "/m/shop", cancelPath: "/m/shop" }));

  it("is held with it, and both are paid by one payment of their sum", async () => {
    const { orderId, purchaseId } = await placed();
    const payment = await payable(orderId);
    expect(payment.amountMinor).toBe(11_000);
    await settle(payment);
    await Promise.all(Array.from({ length: 6 }, () => tell(event(payment, "paid"))));
    const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
    expect(order).toMatchObject({ status: "paid", paidMinor: 10_000 });
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "paid", orderId, storeId });
    expect(await vouchers()).toBe(2);
  });

  it("is told with it to whoever takes the money: one sum, until it is paid", async () => {
    const { packId, orderId, purchaseId } = await placed();
    const listed = async () =>
      (await unpaidPacksOf(staff, [orderId, "ord_00000000000000000000000000"])).get(orderId) ?? 0;
    const pack = { id: purchaseId, packId, priceMinor: 1000 };
    expect(await listed()).toBe(1000);
    expect(await getOrderView(staff, orderId)).toMatchObject({
      ...{ toPayMinor: 11_000, packs: [{ ...pack, status: "placed" }] },
      ...{ paidMinor: 0, quote: { totalMinor: 10_000 } },
    });
    const paid = await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: "till 1" });
    const after = { toPayMinor: 0, packs: [{ ...pack, status: "paid" }] };
    expect(paid).toMatchObject({ ok: true, value: after });
    expect(await getOrderView(staff, orderId)).toMatchObject(after);
    expect(await listed()).toBe(0);
  });

  it("that ran out or was given up with it is to be paid no more", async () => {
    const [over, given] = [await placed(), await placed()];
    await db().execute(sql`update "order" set expires_at = now() where id = ${over.orderId}`);
    await db().execute(sql`update pack_purchase set expires_at = now() where id = ${over.purchaseId}`);
    const none = { toPayMinor: 0, packs: [{ status: "cancelled" }] };
    expect(await getOrderView(staff, over.orderId)).toMatchObject(none);
    const cancelled = await cancelOrder(staff, { requestId: freshRequestId(), orderId: given.orderId });
    expect(cancelled).toMatchObject({ ok: true, value: none });
    expect(await unpaidPacksOf(staff, [over.orderId, given.orderId])).toEqual(new Map());
  });

  it("that cannot be had any more is taken off, and the rest is paid, by this sum and no other", async () => {
    const { packId, orderId, purchaseId } = await placed();
    const drop = async () => {
      const dropped = await dropPacks(memberScope(merchantId, memberId), {
        requestId: freshRequestId(),
        orderId,
      });
      return dropped.ok ? dropped.value.dropped : dropped.refusal.code;
    };
    expect(await drop()).toBe("packs_available");
    // A try of before, for the whole sum, that its provider ended.
    const whole = await payable(orderId);
    // All of it can be paid there still.
    expect(await drop()).toBe("packs_available");
    expect((await findTestPayment(whole.id))?.state).not.toBe("expired");
    await db().execute(sql`update coupon set ended_at = now() where id = ${couponId}`);
    const close = vi.spyOn(testProvider, "close").mockRejectedValueOnce(new Error("no answer"));
    expect(await drop()).toBe("payment_under_way");
    close.mockRestore();
    expect(
      await startPayment(staff, { orderId, returnPath: "/m/shop", cancelPath: "/m/shop" }),
    ).toMatchObject({
      refusal: { code: "pack_unavailable" },
    });
    // The page where all of it was to be paid is closed on the way.
    expect((await Promise.all([drop(), drop(), drop()])).sort()).toEqual([
      1,
      "packs_available",
      "packs_available",
    ]);
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "cancelled", cancelledBy: "member" });
    const [stock] = await db().execute(sql`select reserved, sold from pack_stock where pack_id = ${packId}`);
    expect(stock).toMatchObject({ reserved: "0", sold: "0" });
    // The provider changes its mind: too much was paid, so that all of it goes back and the order waits on.
    await settle(whole);
    expect(await tell({ ...event(whole, "paid") })).toBe(200);
    expect(await givenBack(whole)).toBe(11_000);
    const rest = await payable(orderId);
    expect(rest.amountMinor).toBe(10_000);
    await settle(rest);
    await tell(event(rest, "paid"));
    const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
    expect(order).toMatchObject({ status: "paid", paidMinor: 10_000 });
    expect(await drop()).toBe("order_already_paid");
  });

  it("is given up with it, by its member and by the clock", async () => {
    const [byHand, byTime] = [await placed(), await placed()];
    await cancelOrder(staff, { requestId: freshRequestId(), orderId: byHand.orderId });
    await db()
      .update(orders)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(orders.id, byTime.orderId));
    await expireOrder(staff, { id: byTime.orderId, memberId });
    expect(await purchaseOf(byHand.purchaseId)).toMatchObject({
      status: "cancelled",
      cancelledBy: "merchant",
    });
    expect(await purchaseOf(byTime.purchaseId)).toMatchObject({ status: "cancelled", cancelledBy: "time" });
  });

  it("and the order are refunded each by their own rules, of the one payment", async () => {
    const { orderId, purchaseId } = await placed();
    const payment = await payable(orderId);
    await settle(payment);
    await tell(event(payment, "paid"));
    const made = await refundOrder(staff, {
      ...{
        requestId: freshRequestId(),
        orderId,
        refund: { by: "merchant" as const, reason: "", lines: null },
      },
    });
    if (!made.ok) throw new Error(made.refusal.code);
    const payload = { refundId: made.value.id, refundMinor: made.value.refundMinor };
    await followRefund({
      id: "evt_1",
      merchantId,
      type: "order.refunded",
      subjectId: orderId,
      payload,
      at: "",
    });
    expect(await purchaseOf(purchaseId)).toMatchObject({ status: "paid" });
    const scope = memberScope(merchantId, memberId);
    await askPackRefund(scope, { requestId: freshRequestId(), purchaseId, reason: "No" });
    const decided = await decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: freshRequestId(), purchaseId, granted: true, answer: "" },
    });
    expect(decided).toMatchObject({ ok: true, value: { refundMinor: 1000 } });
    const told = async () => (await getPurchase(scope, purchaseId))?.back;
    expect(await told()).toMatchObject({ amountMinor: 1000, backAt: null });
    expect(await givenBack(payment)).toBe(11_000);
    expect(await told()).toMatchObject({ amountMinor: 1000, backAt: expect.any(Date) });
  });

  it("is neither paid nor given up by itself", async () => {
    const { purchaseId } = await placed();
    const start = await startPackPayment(staff, { purchaseId, returnPath: "/", cancelPath: "/" });
    const cancel = await cancelPurchase(staff, { requestId: freshRequestId(), purchaseId });
    expect([refusedBy(start), refusedBy(cancel)]).toEqual(["purchase_with_order", "purchase_with_order"]);
  });

  it("is placed together with it or not at all", async () => {
    const here = await offered({ storeIds: [storeId] });
    const elsewhere = await offered({ storeIds: [await inTransaction((tx) => makeStore(tx, merchantId))] });
    const inMallOnly = await offered({ channels: ["mall"] });
    const gone = await offered({ quantity: 1 });
    await bought(gone);
    const codes = [
      await place([{ packId: elsewhere, priceMinor: 1000 }]),
      await place([{ packId: inMallOnly, priceMinor: 1000 }]),
      await place([{ packId: gone, priceMinor: 1000 }]),
      await place([{ packId: here, priceMinor: 999 }]),
    ].map(refusedBy);
    expect(codes).toEqual(["pack_not_sold", "pack_not_sold", "sold_out", "price_changed"]);
    expect(await db().select().from(orders).where(eq(orders.merchantId, merchantId))).toEqual([]);
  });

  it("sells the last one once, to orders that are placed at once", async () => {
    const packId = await offered({ quantity: 1 });
    const others = await Promise.all(
      Array.from({ length: 4 }, () => inTransaction((tx) => makeMember(tx, merchantId))),
    );
    const results = await Promise.all(
      others.map((id) =>
        placeOrder(memberScope(merchantId, id), {
          ...{ requestId: freshRequestId(), order: { ...inputOf(), memberId: id } },
          packs: [{ packId, priceMinor: 1000 }],
        }),
      ),
    );
    expect(results.map(refusedBy).sort()).toEqual([null, "sold_out", "sold_out", "sold_out"].sort());
  });
});
