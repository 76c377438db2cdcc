import { serve } from "@hono/node-server";
import { and, count, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { auditEntries } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { paymentEvents, paymentRefunds, payments, testPayments, testRefunds } from "@/db/schema/payments";
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
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";
import { eraseMember } from "@/lib/members/erase-member";
import { memberData } from "@/lib/members/queries/access";
import { cancelOrder, payOrder } from "@/lib/orders/change-order";
import { expireOrder } from "@/lib/orders/expire-orders";
import { followRefund, lookAfterPayments } from "@/lib/orders/follow-payments";
import { forgetMember } from "@/lib/orders/forget-member";
import { placeOrder } from "@/lib/orders/place-order";
import { orderHistory } from "@/lib/orders/queries/history";
import { moneyBackOf } from "@/lib/orders/queries/money-back";
import { getOrder } from "@/lib/orders/queries/orders";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import { settlePayment } from "@/lib/orders/settle-payment";
import { startPayment } from "@/lib/orders/start-payment";
import { closePageJob } from "@/lib/payments/close-page";
import { refundPayment } from "@/lib/payments/refund-payment";
import { settleRefund } from "@/lib/payments/settle-refund";
import { roles, type Scope } from "@/lib/platform/auth/scope";
import { deliverOutbox, type ToldEvent } from "@/lib/platform/deliver-outbox";
import { env } from "@/lib/platform/env";
import { closeJobs } from "@/lib/platform/jobs";
import {
  findTestPayment,
  type TestPayment,
  testPaymentsJob,
  testProvider,
  testWebhook,
} from "@/lib/platform/payments/test-desk";
import { acknowledgeAlert } from "@/lib/risk/acknowledge-alert";
import { listOpenAlerts } from "@/lib/risk/queries";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";

let merchantId: string;
let storeId: string;
let productId: string;
let memberId: string;
let staff: Scope;
let server: ReturnType<typeof serve>;

// The provider's events come in over HTTP: here is who takes them.
beforeAll(async () => {
  await new Promise<void>((done) => {
    server = serve(
      { fetch: api.fetch, port: 0, hostname: "127.0.0.1", overrideGlobalObjects: false },
      ({ port }) => {
        Object.assign(env(), { BASE_URL: `http://127.0.0.1:${port}` });
        done();
      },
    );
  });
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await closeJobs();
});
beforeEach(async () => {
  await db().execute(sql`delete from pgboss.job`);
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberId = await makeMember(tx, merchantId);
  });
  staff = testScope(merchantId);
});

async function placed(unitPriceMinor = 5000): Promise<string> {
  const order = orderInputSchema.parse({
    ...{ storeId, channel: "online", device: "mobile", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor, quantity: 2 }],
  });
  const made = await placeOrder(staff, { requestId: freshRequestId(), order });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
const start = (orderId: string, scope = staff) =>
  startPayment(scope, {
    ...{ orderId, returnPath: `/m/shop/orders/${orderId}`, cancelPath: "/m/shop" },
  });
/** A started payment as its provider knows it. */
async function started(orderId: string): Promise<TestPayment> {
  const made = await start(orderId);
  if (!made.ok) throw new Error(made.refusal.code);
  const found = await findTestPayment(made.value.url.split("/").at(-1) ?? "");
  if (!found) throw new Error("the provider knows nothing of it");
  return found;
}
async function choose(payment: TestPayment, choice: string) {
  const response = await api.request(`/api/test-payments/${payment.id}`, {
    method: "POST",
    body: new URLSearchParams({ choice }),
  });
  return { status: response.status, location: response.headers.get("location") };
}
/** What the provider would tell of a payment in this state. */
const event = (payment: TestPayment, state: TestPayment["state"], more: Partial<TestPayment> = {}) =>
  testWebhook({ ...payment, ...more, state }, new Date());
const tell = async ({ body, headers }: ReturnType<typeof event>, changed: Record<string, string> = {}) =>
  (await api.request("/api/payments/test", { method: "POST", body, headers: { ...headers, ...changed } }))
    .status;
const orderOf = async (id: string) => (await db().select().from(orders).where(eq(orders.id, id)))[0];
const paymentsOf = (orderId: string) => db().select().from(payments).where(eq(payments.orderId, orderId));
const mine = () => eq(paymentRefunds.merchantId, merchantId);
const backOf = () => db().select().from(paymentRefunds).where(mine());
const givenBack = (payment: TestPayment) =>
  db().select().from(testRefunds).where(eq(testRefunds.testPaymentId, payment.id));
const paidRows = (orderId: string) =>
  db()
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.objectId, orderId), eq(auditEntries.action, "order.pay")));
const times = <T>(n: number, work: () => Promise<T>) => Promise.all(Array.from({ length: n }, work));

describe("starting a payment", () => {
  it("leads who does not pay back to where they may begin again, and ends nothing", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    const page = await (await api.request(`/api/test-payments/${payment.id}`)).text();
    expect(page).toContain(`<a href="${env().BASE_URL}/m/shop">Cancel and return</a>`);
    expect(await start(orderId)).toMatchObject({ value: { url: expect.stringContaining(payment.id) } });
    await choose(payment, "decline");
    const after = await (await api.request(`/api/test-payments/${payment.id}`)).text();
    expect(after).not.toContain("Cancel and return");
  });

  it("gives the provider's page, the same one while it is under way, however often it is asked", async () => {
    const orderId = await placed();
    const answers = await times(8, () => start(orderId));
    const urls = new Set(answers.map((answer) => (answer.ok ? answer.value.url : answer.refusal.code)));
    expect(urls.size).toBe(1);
    expect([...urls][0]).toMatch(/\/api\/test-payments\/tpy_/);
    expect(await paymentsOf(orderId)).toHaveLength(1);
    expect(
      await db().select().from(testPayments).where(eq(testPayments.merchantId, merchantId)),
    ).toHaveLength(1);
  });

  it("goes on after a crash between the provider's answer and its being written down", async () => {
    const orderId = await placed();
    const before = await started(orderId);
    await db().update(payments).set({ url: null, providerRef: null }).where(eq(payments.orderId, orderId));
    expect((await started(orderId)).id).toBe(before.id);
  });

  it("pays an order that costs nothing at once, and leads back", async () => {
    const orderId = await placed(0);
    const made = await start(orderId);
    expect(made).toMatchObject({ value: { url: expect.stringContaining(`/m/shop/orders/${orderId}`) } });
    expect((await orderOf(orderId))?.status).toBe("paid");
    expect(await paymentsOf(orderId)).toEqual([]);
  });

  it("needs nobody who takes money for an order that costs nothing, and somebody for any other", async () => {
    const [free, dear] = [await placed(0), await placed()];
    const { PAYMENTS, INSECURE_COOKIES } = env();
    Object.assign(env(), { PAYMENTS: undefined, INSECURE_COOKIES: false });
    try {
      expect((await start(free)).ok).toBe(true);
      expect(await start(dear)).toMatchObject({ refusal: { code: "payments_not_connected" } });
    } finally {
      Object.assign(env(), { PAYMENTS, INSECURE_COOKIES });
    }
    expect((await orderOf(free))?.status).toBe("paid");
    expect(await paymentsOf(dear)).toEqual([]);
  });

  it("is refused for an order that was given up, ran out or is paid, and not found for another's", async () => {
    const [given, over, paid, other] = [await placed(), await placed(), await placed(), await placed()];
    await cancelOrder(staff, { requestId: freshRequestId(), orderId: given });
    await db().update(orders).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(orders.id, over));
    await payOrder(staff, { requestId: freshRequestId(), orderId: paid, paymentRef: "cash" });
    const codes = await Promise.all([given, over, paid].map((id) => start(id)));
    expect(codes.map((answer) => (answer.ok ? "" : answer.refusal.code))).toEqual([
      "order_cancelled",
      "order_expired",
      "order_already_paid",
    ]);
    const theirs = testScope(await inTransaction((tx) => makeMerchant(tx)));
    await expect(start(other, theirs)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("an amount that the provider does not have", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it("is refused before anything is reserved or told", async () => {
    vi.spyOn(testProvider, "canMove").mockReturnValue(false);
    const orderId = await placed();
    const [books] = await db().select({ n: count() }).from(testPayments);
    expect(await start(orderId)).toMatchObject({ ok: false, refusal: { code: "amount_not_payable" } });
    expect(await paymentsOf(orderId)).toEqual([]);
    expect((await db().select({ n: count() }).from(testPayments))[0]).toEqual(books);
  });

  it("that only the provider can tell of ends the try: it is not asked again and again with the same", async () => {
    const opens = vi.spyOn(testProvider, "create").mockResolvedValueOnce(null);
    const orderId = await placed();
    expect(await start(orderId)).toMatchObject({ ok: false, refusal: { code: "amount_not_payable" } });
    expect(await paymentsOf(orderId)).toMatchObject([{ status: "declined", url: null }]);
    // Paid in the store, or, once the provider takes it, there.
    expect((await started(orderId)).amountMinor).toBe(10_000);
    expect(opens).toHaveBeenCalledTimes(2);
    const [ask] = opens.mock.calls[1] ?? [];
    expect([ask?.returnUrl, ask?.cancelUrl]).toEqual([
      `${env().BASE_URL}/m/shop/orders/${orderId}`,
      `${env().BASE_URL}/m/shop`,
    ]);
  });

  it("cannot be refunded, of an order whose payment it took; what it has still can", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    vi.spyOn(testProvider, "canMove").mockImplementation((minor) => minor % 10_000 === 0);
    const back = (quantity: number) => ({
      ...{ requestId: freshRequestId(), orderId },
      refund: { by: "merchant" as const, lines: [{ lineId: "l1", quantity }], reason: "" },
    });
    expect(await refundOrder(staff, back(1))).toMatchObject({ refusal: { code: "refund_not_payable" } });
    expect(await orderOf(orderId)).toMatchObject({ status: "paid", refundedMinor: 0 });
    expect(await refundOrder(staff, back(2))).toMatchObject({ ok: true, value: { refundMinor: 10_000 } });
  });
});

describe("the test provider's page", () => {
  it("shows what is paid with a button for each thing that can happen, and runs nothing", async () => {
    const payment = await started(await placed());
    const response = await api.request(`/api/test-payments/${payment.id}`);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain("HK$100.00".replace("HK", ""));
    for (const choice of ["approve", "decline", "time_out", "pay_late"])
      expect(html).toContain(`value="${choice}"`);
    expect(html).not.toMatch(/<script|<link|<img/);
    expect(response.headers.get("content-security-policy")).toMatch(/default-src 'none'/);
    expect((await api.request("/api/test-payments/tpy_00000000000000000000000000")).status).toBe(404);
  });

  it("approves: the order is paid by the time the payer is back", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    expect(await choose(payment, "approve")).toEqual({ status: 303, location: payment.returnUrl });
    expect(await orderOf(orderId)).toMatchObject({
      status: "paid",
      paymentRef: payment.paymentId,
      paidMinor: 10_000,
    });
    expect((await paymentsOf(orderId))[0]).toMatchObject({ status: "paid", paysOrder: "yes" });
    // Chosen is chosen.
    await choose(payment, "decline");
    expect((await orderOf(orderId))?.status).toBe("paid");
  });

  it("is believed whatever the clock of its process says: its word is dated by the database's (F-12)", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6 * 60_000 });
    try {
      await choose(payment, "approve");
    } finally {
      vi.useRealTimers();
    }
    expect((await orderOf(orderId))?.status).toBe("paid");
  });

  it("declines: the order can be tried again, with a page of its own", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await choose(payment, "decline");
    expect((await paymentsOf(orderId))[0]?.status).toBe("declined");
    expect((await orderOf(orderId))?.status).toBe("placed");
    const second = await started(orderId);
    expect(second.id).not.toBe(payment.id);
    await choose(second, "approve");
    expect((await orderOf(orderId))?.status).toBe("paid");
  });

  it.each(["decline", "time_out"])(
    "%s: its payer is told that it did not go through until they try again, and staff what became of it",
    async (choice) => {
      const orderId = await placed();
      const lastTry = async () => (await getOrder(memberScope(merchantId, memberId), orderId))?.lastTry;
      const heardOf = async () =>
        (await orderHistory(staff, orderId)).flatMap(({ action, payment }) =>
          action === "payment.settle" ? [payment] : [],
        );
      expect(await lastTry()).toBeNull();
      const became = choice === "decline" ? "declined" : "expired";
      await choose(await started(orderId), choice);
      expect([await lastTry(), await heardOf()]).toEqual([became, [became]]);
      const second = await started(orderId);
      expect(await lastTry()).toBe("started");
      await choose(second, "approve");
      expect([await lastTry(), await heardOf()]).toEqual(["paid", ["paid", became]]);
    },
  );

  it("pays late: the money comes after the order ran out, and goes back by itself, once", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await choose(payment, "pay_late");
    expect((await paymentsOf(orderId))[0]?.status).toBe("started");
    await db()
      .update(orders)
      .set({ expiresAt: sql`now() - interval '1 minute'` })
      .where(eq(orders.id, orderId));
    await expireOrder(staff, { id: orderId, memberId });
    await db().update(testPayments).set({ lateAt: sql`now()` }).where(eq(testPayments.id, payment.id));
    await testPaymentsJob.run({}, new AbortController().signal);
    expect((await paymentsOf(orderId))[0]).toMatchObject({ status: "paid", paysOrder: "no" });
    const [back] = await backOf();
    await times(5, () => refundPayment(merchantId, back?.id ?? ""));
    expect(await givenBack(payment)).toMatchObject([{ amountMinor: 10_000 }]);
    expect((await orderOf(orderId))?.status).toBe("cancelled");
  });

  it("pays late: the order tells its member and staff what came and goes back, that it is late, and when it went", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await cancelOrder(staff, { requestId: freshRequestId(), orderId });
    await db().update(testPayments).set({ state: "paid" }).where(eq(testPayments.id, payment.id));
    await tell(event(payment, "paid"));
    const own = memberScope(merchantId, memberId);
    const back = { refundId: null, amountMinor: 10_000, currency: "HKD", backAt: null };
    for (const scope of [staff, own])
      expect(await moneyBackOf(scope, orderId)).toMatchObject([{ ...back, isLate: false }]);
    const later = new Date(Date.now() + 61 * 60_000);
    expect(await moneyBackOf(own, orderId, later)).toMatchObject([{ ...back, isLate: true }]);
    await refundPayment(merchantId, (await backOf())[0]?.id ?? "");
    const went = { ...back, backAt: expect.any(Date), isLate: false };
    expect(await moneyBackOf(own, orderId, later)).toMatchObject([went]);
    const other = await inTransaction((tx) => makeMember(tx, merchantId));
    expect(await moneyBackOf(memberScope(merchantId, other), orderId)).toEqual([]);
  });
});

describe("a provider's event (F-13)", () => {
  it("that comes twenty times at once pays an order once", async () => {
    const coupon = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"] } }),
    );
    await grantCoupon(staff, { requestId: freshRequestId(), couponId: coupon, memberId, quantity: 1 });
    const orderId = await placed();
    const payment = await started(orderId);
    const sent = event(payment, "paid");
    expect(new Set(await times(20, () => tell(sent)))).toEqual(new Set([200]));
    expect((await orderOf(orderId))?.status).toBe("paid");
    expect(await paidRows(orderId)).toHaveLength(1);
    expect(await backOf()).toEqual([]);
    const kept = await db()
      .select()
      .from(paymentEvents)
      .where(eq(paymentEvents.paymentId, payment.paymentId));
    expect(kept).toHaveLength(1);
  });

  it.each(["declined", "expired"] as const)("%s after paid changes nothing", async (late) => {
    const orderId = await placed();
    const payment = await started(orderId);
    await tell(event(payment, "paid"));
    expect(await tell(event(payment, late))).toBe(200);
    expect((await paymentsOf(orderId))[0]?.status).toBe("paid");
    expect((await orderOf(orderId))?.status).toBe("paid");
  });

  it.each(["declined", "expired"] as const)(
    "paid after %s pays the order, which still waits",
    async (first) => {
      const orderId = await placed();
      const payment = await started(orderId);
      await tell(event(payment, first));
      await tell(event(payment, "paid"));
      expect((await orderOf(orderId))?.status).toBe("paid");
    },
  );

  it("paid, twenty times after the order was given up, is given back once", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await cancelOrder(staff, { requestId: freshRequestId(), orderId });
    await db().update(testPayments).set({ state: "paid" }).where(eq(testPayments.id, payment.id));
    const other = { ...event(payment, "paid") };
    await times(20, () => tell(other));
    // The same said by another event, as providers do.
    await lookAfterHanging(payment);
    const back = await backOf();
    expect(back).toMatchObject([{ amountMinor: 10_000, refundId: null, status: "waiting" }]);
    await times(10, () => refundPayment(merchantId, back[0]?.id ?? ""));
    expect(await givenBack(payment)).toHaveLength(1);
    expect((await backOf())[0]?.status).toBe("done");
  });

  it("paid while the order is being given up: it is paid, or the money goes back, never both or neither", async () => {
    for (let round = 0; round < 15; round += 1) {
      const orderId = await placed();
      const payment = await started(orderId);
      await Promise.all([
        tell(event(payment, "paid")),
        cancelOrder(staff, { requestId: freshRequestId(), orderId }),
      ]);
      const status = (await orderOf(orderId))?.status;
      const back = (await backOf()).filter((one) => one.paymentId === payment.paymentId);
      expect([status, back.length]).toEqual(status === "paid" ? ["paid", 0] : ["cancelled", 1]);
    }
  });

  it("of a second payment for a paid order is given back, and the first one stays", async () => {
    const orderId = await placed();
    const first = await started(orderId);
    await tell(event(first, "expired"));
    const second = await started(orderId);
    await Promise.all([tell(event(first, "paid")), tell(event(second, "paid"))]);
    const all = await paymentsOf(orderId);
    expect(all.map((one) => one.paysOrder).sort()).toEqual(["no", "yes"]);
    const inVain = all.find((one) => one.paysOrder === "no");
    expect(await backOf()).toMatchObject([{ paymentId: inVain?.id, amountMinor: 10_000 }]);
  });

  it("of another sum than was asked for does not pay the order, and what came goes back", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await tell(event(payment, "paid", { amountMinor: 1 }));
    expect((await orderOf(orderId))?.status).toBe("placed");
    expect(await backOf()).toMatchObject([{ amountMinor: 1 }]);
  });

  it("that is not signed, was changed, or is old is 400 and changes nothing", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    const good = event(payment, "paid");
    const old = testWebhook({ ...payment, state: "paid" }, new Date(Date.now() - 400_000));
    expect(await tell({ ...good, body: good.body.replace("10000", "10001") })).toBe(400);
    expect(await tell(good, { "scrip-signature": "t=1,v1=00" })).toBe(400);
    expect(await tell(good, { "scrip-signature": "" })).toBe(400);
    expect(await tell(old)).toBe(400);
    expect((await orderOf(orderId))?.status).toBe("placed");
    expect(await db().select().from(paymentEvents).where(eq(paymentEvents.merchantId, merchantId))).toEqual(
      [],
    );
    expect((await api.request("/api/payments/stripe", { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("is as old as the database's clock says, however wrong the process's is", async () => {
    const payment = await started(await placed());
    const now = Date.now();
    const signed = (at: number) => testWebhook({ ...payment, state: "paid" }, new Date(at));
    const told = async (offMs: number, at: number) => {
      vi.useFakeTimers({ toFake: ["Date"], now: now + offMs });
      try {
        return await tell(signed(at));
      } finally {
        vi.useRealTimers();
      }
    };
    expect(await told(-400_000, now - 400_000)).toBe(400);
    expect(await told(3_600_000, now)).toBe(200);
  });

  it("about no payment of ours is 200, and kept", async () => {
    const payment = await started(await placed());
    const stranger = event(payment, "paid", { id: `tpy_${"0".repeat(26)}`, paymentId: "pay_nobodys" });
    expect(await tell(stranger)).toBe(200);
    const kept = await db()
      .select()
      .from(paymentEvents)
      .where(eq(paymentEvents.eventId, `tev_tpy_${"0".repeat(26)}_paid`));
    expect(kept).toMatchObject([{ merchantId: null, paymentId: null }]);
  });
});

describe("a page that is open at the provider", () => {
  const toClose = async () =>
    (
      await db().execute<{ data: { merchantId: string; id: string } }>(
        sql`select data from pgboss.job where name = 'orders.closePage'`,
      )
    ).map(({ data }) => data);

  it("is closed once its order is given up, ran out or is paid otherwise; what was paid there stays paid", async () => {
    const [given, over, paid] = [await placed(), await placed(), await placed()];
    const pages = [await started(given), await started(over), await started(paid)];
    await cancelOrder(staff, { requestId: freshRequestId(), orderId: given });
    await db().update(orders).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(orders.id, over));
    await expireOrder(staff, { id: over, memberId });
    await payOrder(staff, { requestId: freshRequestId(), orderId: paid, paymentRef: "cash" });
    const asked = await toClose();
    expect(asked.map(({ id }) => id).toSorted()).toEqual(pages.map((one) => one.paymentId).toSorted());
    // Somebody was quicker there.
    const [first, ...others] = pages;
    await db()
      .update(testPayments)
      .set({ state: "paid" })
      .where(eq(testPayments.id, first?.id ?? ""));
    for (const one of [...asked, ...asked]) await closePageJob.run(one, new AbortController().signal);
    const states = await Promise.all(pages.map(async ({ id }) => (await findTestPayment(id))?.state));
    expect(states).toEqual(["paid", ...others.map(() => "expired")]);
    // Whoever is still on the page can do nothing there any more.
    for (const one of others) await choose(one, "approve");
    for (const { id } of others) expect((await findTestPayment(id))?.state).toBe("expired");
  });

  it("is left open for who pays on it, and where nobody was on one", async () => {
    const [online, till] = [await placed(), await placed()];
    await choose(await started(online), "approve");
    await payOrder(staff, { requestId: freshRequestId(), orderId: till, paymentRef: "cash" });
    expect(await toClose()).toEqual([]);
  });
});

/** Has the provider asked about this payment as if nothing was heard of it for long. */
async function lookAfterHanging(payment: TestPayment) {
  await db()
    .update(payments)
    .set({ lookAt: sql`now() - interval '1 minute'` })
    .where(eq(payments.id, payment.paymentId));
  await lookAfterPayments(new AbortController().signal);
}

describe("a payment that hangs", () => {
  it("is asked about, and what the provider says is done as if it had told it", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await db().update(testPayments).set({ state: "paid" }).where(eq(testPayments.id, payment.id));
    await lookAfterPayments(new AbortController().signal);
    expect((await orderOf(orderId))?.status).toBe("placed");
    await lookAfterHanging(payment);
    expect((await orderOf(orderId))?.status).toBe("paid");
    // The event that was late after all changes nothing.
    expect(await tell(event(payment, "paid"))).toBe(200);
    expect(await paidRows(orderId)).toHaveLength(1);
  });

  it("is over after an hour when its provider never heard of it", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await db()
      .update(payments)
      .set({ providerRef: null, createdAt: sql`now() - interval '2 hours'` })
      .where(eq(payments.id, payment.paymentId));
    await lookAfterHanging(payment);
    expect((await paymentsOf(orderId))[0]?.status).toBe("expired");
  });
});

describe("a payment that its provider does not know how it stands", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  it.each([48, -48])(
    "is as old as the database says, of a worker whose clock is %i hours off",
    async (off) => {
      vi.spyOn(testProvider, "look").mockRejectedValue(new Error("no such payment"));
      const [young, old] = [await started(await placed()), await started(await placed())];
      const { paymentId } = old;
      await db()
        .update(payments)
        .set({ createdAt: sql`now() - interval '25 hours'` })
        .where(eq(payments.id, paymentId));
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + off * 3_600_000 });
      for (const one of [young, old]) await lookAfterHanging(one);
      vi.useRealTimers();
      const all = await db().select().from(payments).where(eq(payments.merchantId, merchantId));
      const statusOf = (id: string) => all.find((one) => one.id === id)?.status;
      expect([young.paymentId, paymentId].map(statusOf)).toEqual(["started", "expired"]);
    },
  );

  it("is over after a day, asked ever less often until then; what still comes pays or goes back", async () => {
    vi.spyOn(testProvider, "look").mockRejectedValue(new Error("no such payment"));
    const orderId = await placed();
    const payment = await started(orderId);
    const aged = (hours: number) =>
      db()
        .update(payments)
        .set({ createdAt: sql`now() - make_interval(hours => ${hours})` })
        .where(eq(payments.id, payment.paymentId));
    await aged(20);
    await lookAfterHanging(payment);
    const [waiting] = await paymentsOf(orderId);
    expect(waiting?.status).toBe("started");
    const next = (waiting?.lookAt.getTime() ?? 0) - Date.now();
    expect(next / 3_600_000).toBeCloseTo(5, 1);
    await aged(25);
    await lookAfterHanging(payment);
    expect((await paymentsOf(orderId))[0]?.status).toBe("expired");
    expect(await tell(event(payment, "paid"))).toBe(200);
    expect((await orderOf(orderId))?.status).toBe("paid");
  });
});

describe("the money of an order's refund", () => {
  const refund = (orderId: string, quantity: number | null) =>
    refundOrder(staff, {
      ...{ requestId: freshRequestId(), orderId },
      refund: { by: "merchant", lines: quantity === null ? null : [{ lineId: "l1", quantity }], reason: "" },
    });
  /** What was announced of refunds, as whoever listens is told. */
  async function announced(): Promise<ToldEvent[]> {
    const told: ToldEvent[] = [];
    const types = ["order.refunded", "order.partly_refunded"];
    const keep = async (_: unknown, events: readonly ToldEvent[]) => void told.push(...events);
    await deliverOutbox([], { rows: 200, events: 2000 }, [{ types, keep }]);
    return told.filter((one) => one.merchantId === merchantId);
  }

  it("goes back the way it came, each refund once, together exactly what was paid", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await choose(payment, "approve");
    await refund(orderId, 1);
    await refund(orderId, null);
    const events = await announced();
    expect(events).toHaveLength(2);
    await Promise.all([...events, ...events, ...events].map((one) => followRefund(one)));
    const back = await backOf();
    expect(back.map((one) => one.amountMinor)).toEqual([5000, 5000]);
    await Promise.all([...back, ...back, ...back].map(({ id }) => refundPayment(merchantId, id)));
    expect((await givenBack(payment)).map((one) => one.amountMinor)).toEqual([5000, 5000]);
    expect((await backOf()).every((one) => one.status === "done")).toBe(true);
  });

  it("is reserved with the refund itself, whatever becomes of its news", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    const [first, rest] = [await refund(orderId, 1), await refund(orderId, null)];
    const reserved = (await backOf()).map(({ refundId, amountMinor }) => [refundId, amountMinor]);
    expect(reserved).toEqual([first, rest].map((made) => [made.ok && made.value.id, 5000]));
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("that was announced before it was reserved is seen by the recount until somebody has heard of it", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    await db().delete(paymentRefunds).where(mine());
    expect(await brokenInvariants(db())).toEqual({});
    await inTransaction(async (tx) => {
      // Refunds are never changed: a trigger refuses it.
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update refund set at = now() - interval '16 minutes' where order_id = ${orderId}`);
    });
    const seen = "I-7 what an order's refund gives back goes back the way it was paid, once";
    expect(await brokenInvariants(db())).toEqual({ [seen]: 1 });
    for (const one of await announced()) await followRefund(one);
    expect(await backOf()).toHaveLength(1);
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is left to the till where the till took it", async () => {
    const orderId = await placed();
    await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: "cash" });
    await refund(orderId, null);
    for (const one of await announced()) await followRefund(one);
    expect(await backOf()).toEqual([]);
  });

  it("is asked for again when the provider could not, or the answer was lost, and goes back once", async () => {
    const orderId = await placed();
    const payment = await started(orderId);
    await choose(payment, "approve");
    await refund(orderId, null);
    for (const one of await announced()) await followRefund(one);
    const [back] = await backOf();
    const id = back?.id ?? "";
    await db().update(testPayments).set({ state: "open" }).where(eq(testPayments.id, payment.id));
    await expect(refundPayment(merchantId, id)).rejects.toThrow();
    expect((await backOf())[0]?.status).toBe("waiting");
    await db().update(testPayments).set({ state: "paid" }).where(eq(testPayments.id, payment.id));
    await refundPayment(merchantId, id);
    // As if we had died before writing it down.
    await db().update(paymentRefunds).set({ status: "waiting", doneAt: null }).where(mine());
    await refundPayment(merchantId, id);
    expect(await givenBack(payment)).toHaveLength(1);
  });

  it("is gone only when the provider says so, which is asked by the name it gave", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    for (const one of await announced()) await followRefund(one);
    const id = (await backOf())[0]?.id ?? "";
    const provider = vi.spyOn(testProvider, "refund");
    for (const state of ["waiting", "failed"] as const) {
      provider.mockResolvedValueOnce({ providerRef: "tre_slow", state });
      await refundPayment(merchantId, id);
      expect(await backOf()).toMatchObject([{ status: "waiting", providerRef: "tre_slow", doneAt: null }]);
    }
    // What failed is told at once, what is late after an hour, and either once however often it is looked at.
    const open = async () => await listOpenAlerts(staff);
    expect(await open()).toMatchObject([{ kind: "refund", subject: id, isFailed: true }]);
    await db().update(paymentRefunds).set({ createdAt: sql`now() - interval '2 hours'` }).where(mine());
    provider.mockResolvedValueOnce({ providerRef: "tre_slow", state: "failed" });
    await refundPayment(merchantId, id);
    provider.mockRejectedValueOnce(new Error("no answer"));
    await expect(refundPayment(merchantId, id)).rejects.toThrow("no answer");
    expect(await open()).toMatchObject([{ kind: "refund", subject: id, examples: [{ id: orderId }] }]);
    provider.mockRestore();
    const asked = vi.spyOn(testProvider, "refund");
    await refundPayment(merchantId, id);
    expect(asked.mock.calls[0]?.[0]).toMatchObject({ key: id, providerRef: "tre_slow" });
    asked.mockRestore();
    expect(await backOf()).toMatchObject([{ status: "done" }]);
    expect(await open()).toEqual([]);
  });

  it("that went and came back later waits again, once, and the admins are told at once", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const failed = (event: string, of: string) =>
      settlePayment("test", {
        ...{ id: event, type: "refund.failed", facts: null },
        failedRefund: { merchantId: of, key: id },
      });
    // Before it went there is nothing to take back, and all the same it is known to have failed.
    await times(3, () => failed(`${id}_early`, merchantId));
    expect(await backOf()).toMatchObject([{ status: "waiting", failedAt: expect.any(Date) }]);
    expect(await listOpenAlerts(staff)).toMatchObject([{ kind: "refund", subject: id, isFailed: true }]);
    await refundPayment(merchantId, id);
    expect(await listOpenAlerts(staff)).toEqual([]);
    const other = await inTransaction((tx) => makeMerchant(tx));
    await failed(`${id}_theirs`, other);
    expect(await backOf()).toMatchObject([{ status: "done" }]);
    await times(4, () => failed(`${id}_failed`, merchantId));
    expect(await backOf()).toMatchObject([{ status: "waiting", doneAt: null, providerRef: `tre_${id}` }]);
    expect(await listOpenAlerts(staff)).toMatchObject([
      { kind: "refund", subject: id, examples: [{ id: orderId }] },
    ]);
    await refundPayment(merchantId, id);
    // Told late of what was said before, it stays gone.
    await failed(`${id}_failed`, merchantId);
    expect(await backOf()).toMatchObject([{ status: "done" }]);
    expect(await listOpenAlerts(staff)).toEqual([]);
  });

  /** Money that its provider gave back and that came back to the merchant: it cannot go that way. */
  async function stuck() {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const failed = (event: string) =>
      settlePayment("test", {
        ...{ id: `${id}_${event}`, type: "refund.failed", facts: null },
        failedRefund: { merchantId, key: id },
      });
    await refundPayment(merchantId, id);
    await failed("failed");
    return { orderId, id, failed };
  }
  const byHand = (id: string, more: { requestId?: string; scope?: Scope } = {}) =>
    settleRefund(more.scope ?? staff, {
      ...{ requestId: more.requestId ?? freshRequestId(), id, reason: "Bank transfer" },
    });
  const handRows = (orderId: string) =>
    db()
      .select({ after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, orderId), eq(auditEntries.action, "payment.settle_refund")));

  const wentRows = async (paymentId: string) => {
    const which = and(eq(auditEntries.objectId, paymentId), eq(auditEntries.action, "payment.refund"));
    const rows = await db().select({ after: auditEntries.after }).from(auditEntries).where(which);
    return rows.filter(({ after }) => after !== null && typeof after === "object" && "amountMinor" in after);
  };

  it("that cannot go through its provider is paid by hand, once: asked for no more, its alert closed, with who in the log and how with the refund", async () => {
    const { orderId, id } = await stuck();
    expect(await listOpenAlerts(staff)).toMatchObject([{ kind: "refund", subject: id, isFailed: true }]);
    expect(await moneyBackOf(staff, orderId)).toMatchObject([{ isFailed: true, isByHand: false }]);
    const requestId = freshRequestId();
    const answers = await times(6, () => byHand(id, { requestId }));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await backOf()).toMatchObject([{ status: "done", settledBy: staff.actor.id }]);
    const { amountMinor } = (await backOf())[0] ?? {};
    expect(await handRows(orderId)).toEqual([{ after: { refund: "by_hand", refundId: id, amountMinor } }]);
    expect(await listOpenAlerts(staff)).toEqual([]);
    expect(await moneyBackOf(staff, orderId)).toMatchObject([
      { isFailed: false, isByHand: true, how: "Bank transfer" },
    ]);
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_went" } });
    const asked = vi.spyOn(testProvider, "refund");
    await refundPayment(merchantId, id);
    expect(asked).not.toHaveBeenCalled();
    asked.mockRestore();
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("stays paid by hand whatever its provider says again", async () => {
    const { id, failed } = await stuck();
    await byHand(id);
    const before = await backOf();
    await failed("failed");
    await failed("updated");
    expect(await backOf()).toEqual(before);
    expect(await listOpenAlerts(staff)).toEqual([]);
  });

  it("goes once where it is paid by hand in the moment that its provider says it went", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { orderId, id } = await stuck();
      const [hand] = await Promise.all([byHand(id), refundPayment(merchantId, id)]);
      const [row] = await db().select().from(paymentRefunds).where(eq(paymentRefunds.id, id));
      expect(row).toMatchObject({ status: "done", settledBy: hand.ok ? staff.actor.id : null });
      if (!hand.ok) expect(hand.refusal.code).toBe("money_went");
      expect(await handRows(orderId)).toHaveLength(hand.ok ? 1 : 0);
      // It went once before it came back.
      expect(await wentRows(row?.paymentId ?? "")).toHaveLength(hand.ok ? 1 : 2);
      expect(await listOpenAlerts(staff)).toEqual([]);
      await db().delete(paymentRefunds).where(mine());
    }
  });

  it("that went both ways after all is written down as such, and stays paid by hand", async () => {
    const { id } = await stuck();
    const provider = vi.spyOn(testProvider, "refund").mockImplementationOnce(async () => {
      await byHand(id);
      return { providerRef: "tre_late", state: "done" };
    });
    await refundPayment(merchantId, id);
    provider.mockRestore();
    const [row] = await backOf();
    expect(row).toMatchObject({ status: "done", settledBy: staff.actor.id });
    const of = and(
      eq(auditEntries.objectId, row?.paymentId ?? ""),
      eq(auditEntries.action, "payment.refund"),
    );
    const told = await db().select({ after: auditEntries.after }).from(auditEntries).where(of);
    expect(told).toContainEqual({ after: { refundId: id, refund: "twice", providerRef: "tre_late" } });
  });

  it("that its provider refuses is paid by hand at once, and is news to who knew that it was late", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    await db().update(paymentRefunds).set({ createdAt: sql`now() - interval '2 hours'` }).where(mine());
    const provider = vi.spyOn(testProvider, "refund");
    provider.mockRejectedValueOnce(new Error("no answer"));
    await expect(refundPayment(merchantId, id)).rejects.toThrow("no answer");
    const [late] = await listOpenAlerts(staff);
    await acknowledgeAlert(staff, { alertId: late?.id ?? "" });
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
    provider.mockResolvedValueOnce({ providerRef: null, state: "failed" });
    await refundPayment(merchantId, id);
    const [failed] = await listOpenAlerts(staff);
    expect(failed).toMatchObject({
      id: late?.id,
      isFailed: true,
      acknowledgedAt: null,
      acknowledgedBy: null,
    });
    expect(failed?.firstSeenAt.getTime()).toBeGreaterThan(late?.firstSeenAt.getTime() ?? 0);
    // Looked at again it says nothing new.
    await acknowledgeAlert(staff, { alertId: late?.id ?? "" });
    provider.mockResolvedValueOnce({ providerRef: null, state: "failed" });
    await refundPayment(merchantId, id);
    provider.mockRestore();
    expect((await listOpenAlerts(staff))[0]?.acknowledgedAt).not.toBeNull();
    expect(await byHand(id)).toMatchObject({ ok: true });
  });

  it("is not paid by hand while its provider has not said that it cannot, nor by another merchant", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    await expect(byHand(id, { scope: other })).rejects.toMatchObject({ code: "not_found" });
    expect(await backOf()).toMatchObject([{ status: "waiting", settledBy: null }]);
  });

  it("whose provider is gone for an hour, or that no name is kept of, can go by hand alone, and the merchant is told", async () => {
    for (const gone of [{ provider: "stripe" as const }, { chargeRef: null }]) {
      const orderId = await placed();
      await choose(await started(orderId), "approve");
      await refund(orderId, null);
      const id = (await backOf())[0]?.id ?? "";
      await db().update(payments).set(gone).where(eq(payments.orderId, orderId));
      if ("provider" in gone) {
        // Keys may be missing for a moment: it may still come back.
        await expect(refundPayment(merchantId, id)).rejects.toThrow("stripe is not there");
        expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
        await missingFor("2 hours");
      }
      await refundPayment(merchantId, id);
      expect(await listOpenAlerts(staff)).toMatchObject([{ kind: "refund", subject: id, isFailed: true }]);
      expect(await byHand(id)).toMatchObject({ ok: true });
      expect(await listOpenAlerts(staff)).toEqual([]);
      await db().delete(paymentRefunds).where(mine());
    }
  });

  const missingFor = (time: string) =>
    db()
      .update(paymentRefunds)
      .set({ missingSince: sql`now() - ${time}::interval` })
      .where(mine());

  it("that is days old does not fail because its provider is missing for a moment", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    await db().update(payments).set({ provider: "stripe" }).where(eq(payments.orderId, orderId));
    await db().update(paymentRefunds).set({ createdAt: sql`now() - interval '3 days'` }).where(mine());
    await expect(refundPayment(merchantId, id)).rejects.toThrow("stripe is not there");
    await missingFor("50 minutes");
    await expect(refundPayment(merchantId, id)).rejects.toThrow("stripe is not there");
    expect(await backOf()).toMatchObject([{ status: "waiting", failedAt: null }]);
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
  });

  it("that its provider was asked for never fails for want of it: the money may still arrive", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const provider = vi.spyOn(testProvider, "refund");
    provider.mockResolvedValueOnce({ providerRef: "tre_bank", state: "waiting" });
    await refundPayment(merchantId, id);
    provider.mockRestore();
    await db().update(payments).set({ provider: "stripe" }).where(eq(payments.orderId, orderId));
    await missingFor("2 days");
    await expect(refundPayment(merchantId, id)).rejects.toThrow("stripe is not there");
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
  });

  it("that its provider was asked for never fails for want of it, also where the answer was lost", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const provider = vi.spyOn(testProvider, "refund").mockRejectedValueOnce(new Error("timed out"));
    await expect(refundPayment(merchantId, id)).rejects.toThrow("timed out");
    provider.mockRestore();
    expect(await backOf()).toMatchObject([{ providerRef: null }]);
    await db().update(payments).set({ provider: "stripe" }).where(eq(payments.orderId, orderId));
    await missingFor("2 days");
    await expect(refundPayment(merchantId, id)).rejects.toThrow("stripe is not there");
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
  });

  it("that its provider refused once and works on now is not paid by hand meanwhile", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const provider = vi.spyOn(testProvider, "refund");
    provider.mockResolvedValueOnce({ providerRef: null, state: "failed" });
    await refundPayment(merchantId, id);
    expect((await backOf())[0]?.failedAt).not.toBeNull();
    provider.mockResolvedValueOnce({ providerRef: "tre_bank", state: "waiting" });
    await refundPayment(merchantId, id);
    provider.mockRestore();
    expect(await backOf()).toMatchObject([{ status: "waiting", failedAt: null }]);
    expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
  });

  it("that failed for want of its provider waits again once that is back, and is not paid by hand meanwhile", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    const id = (await backOf())[0]?.id ?? "";
    const named = (provider: "stripe" | "test") =>
      db().update(payments).set({ provider }).where(eq(payments.orderId, orderId));
    await named("stripe");
    await db().update(paymentRefunds).set({ createdAt: sql`now() - interval '3 hours'` }).where(mine());
    await missingFor("2 hours");
    await refundPayment(merchantId, id);
    expect(await listOpenAlerts(staff)).toMatchObject([{ subject: id, isFailed: true }]);
    await named("test");
    const provider = vi.spyOn(testProvider, "refund").mockImplementationOnce(async () => {
      expect(await byHand(id)).toEqual({ ok: false, refusal: { code: "money_still_asked" } });
      return { providerRef: "tre_bank", state: "waiting" };
    });
    await refundPayment(merchantId, id);
    expect(provider).toHaveBeenCalledOnce();
    provider.mockRestore();
    expect(await backOf()).toMatchObject([{ status: "waiting", failedAt: null, missingSince: null }]);
    expect((await listOpenAlerts(staff))[0]).not.toMatchObject({ isFailed: true });
    await refundPayment(merchantId, id);
    expect(await backOf()).toMatchObject([{ status: "done" }]);
  });

  it("says no more how it was paid by hand once its member is forgotten, and that it was stays", async () => {
    const { orderId, id } = await stuck();
    await byHand(id);
    const other = await inTransaction((tx) => makeMember(tx, merchantId));
    await forgetMember(staff, other);
    expect(await moneyBackOf(staff, orderId)).toMatchObject([{ how: "Bank transfer" }]);
    expect((await memberData(staff, memberId))?.payments).toMatchObject([
      { order_id: orderId, paid_back_by_hand: "Bank transfer" },
    ]);
    for (const role of roles) {
      const how = role === "group_admin" || role === "finance" ? "Bank transfer" : null;
      const told = await moneyBackOf(testScope(merchantId, role), orderId);
      expect([role, told]).toMatchObject([role, [{ isByHand: true, how }]]);
    }
    const own = memberScope(merchantId, memberId);
    expect(await moneyBackOf(own, orderId)).toMatchObject([{ isByHand: true, how: null }]);
    await forgetMember(staff, memberId);
    expect(await moneyBackOf(staff, orderId)).toMatchObject([{ isByHand: true, how: null }]);
    expect(await backOf()).toMatchObject([{ status: "done", settledBy: staff.actor.id }]);
  });

  it("keeps no words of how it was paid by hand after its member was erased, nor where both happen at once", async () => {
    for (const isBefore of [true, false]) {
      const phone = `+8526123450${isBefore ? 1 : 2}`;
      memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
      const { orderId, id } = await stuck();
      const requestId = freshRequestId();
      const erase = async () => {
        expect((await eraseMember(staff, { requestId, memberId, confirmation: phone.slice(-4) })).ok).toBe(
          true,
        );
        await forgetMember(staff, memberId);
      };
      if (isBefore) await erase();
      const [hand] = await Promise.all([byHand(id), isBefore ? null : erase()]);
      expect(hand.ok).toBe(true);
      expect(await moneyBackOf(staff, orderId)).toMatchObject([{ isByHand: true, how: null }]);
      await db().delete(paymentRefunds).where(mine());
    }
  });

  it("whose job was lost is found again", async () => {
    const orderId = await placed();
    await choose(await started(orderId), "approve");
    await refund(orderId, null);
    for (const one of await announced()) await followRefund(one);
    await db().execute(sql`delete from pgboss.job`);
    await db().update(paymentRefunds).set({ dueAt: sql`now() - interval '1 second'` }).where(mine());
    await lookAfterPayments(new AbortController().signal);
    const [job] = await db().execute(
      sql`select count(*)::int as n from pgboss.job where name = 'orders.refundPayment'`,
    );
    expect(job?.n).toBe(1);
  });
});
