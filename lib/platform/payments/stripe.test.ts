import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { PaymentProvider } from "@/lib/platform/payments/provider";
import { stripeProvider } from "@/lib/platform/payments/stripe";

type Call = { method: string; path: string; key: string | undefined; form: Record<string, string> };
const calls: Call[] = [];
let answer: object = {};
/** The refunds it lists. */
let made: readonly object[] = [];
let status = 200;
/** What it refuses whatever else it answers. */
let refused: { readonly path: string; readonly error: object } | null = null;
/** What each key was first asked with. */
const asked = new Map<string, string>();
let server: Server;
let provider: PaymentProvider;
const secrets = ["whsec_new", "whsec_old"];

// What stands in for Stripe: it keeps what it was asked, and answers what the test says. As Stripe does, it refuses a key
// that comes again with another body.
beforeAll(async () => {
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const key = request.headers["idempotency-key"]?.toString();
      calls.push({ method: request.method ?? "", path: request.url ?? "", key, form });
      const isOther = key !== undefined && (asked.get(key) ?? body) !== body;
      if (key !== undefined && !isOther) asked.set(key, body);
      if (refused && request.url?.endsWith(refused.path)) {
        const { error } = refused;
        response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error }));
        return;
      }
      const isList = request.method === "GET" && request.url?.startsWith("/v1/refunds?");
      const found = isList ? { object: "list", data: made, has_more: false, url: "/v1/refunds" } : answer;
      const told = isOther ? { error: { type: "idempotency_error", message: "other parameters" } } : found;
      response
        .writeHead(isOther ? 400 : status, { "content-type": "application/json" })
        .end(JSON.stringify(told));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const at = { host: "127.0.0.1", port, protocol: "http" } as const;
  provider = stripeProvider({ secretKey: "sk_test_x", webhookSecrets: secrets, at });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
beforeEach(() => {
  calls.length = 0;
  asked.clear();
  made = [];
  refused = null;
  status = 200;
});

const session = (more: object = {}) => ({
  ...{ id: "cs_1", object: "checkout.session", status: "complete", payment_status: "paid" },
  ...{ payment_intent: "pi_1", amount_total: 2900, currency: "hkd", url: "https://checkout.stripe.com/c/1" },
  metadata: { merchantId: "mch_1", paymentId: "pay_1" },
  ...more,
});
const intent = (status: string) => ({ id: "pi_1", object: "payment_intent", status });
const facts = (more: object = {}) => ({
  ...{ merchantId: "mch_1", paymentId: "pay_1", state: "paid", chargeRef: "pi_1" },
  ...{ amountMinor: 2900, currency: "HKD" },
  ...more,
});

const ask = (more: object = {}) => ({
  ...{ merchantId: "mch_1", paymentId: "pay_1", amountMinor: 2900, currency: "HKD" },
  ...{
    description: "#7",
    returnUrl: "https://shop.example/o/7?said=paying",
    cancelUrl: "https://shop.example/o/7",
    expiresAt: new Date(),
  },
  ...more,
});

describe("Stripe", () => {
  it("opens one page for a payment: its id is the key, and stands in what comes back", async () => {
    answer = session();
    const made = await provider.create(ask());
    expect(made).toEqual({ providerRef: "cs_1", url: "https://checkout.stripe.com/c/1" });
    const [call] = calls;
    expect(call).toMatchObject({ method: "POST", path: "/v1/checkout/sessions", key: "pay_1" });
    expect(call?.form).toMatchObject({
      mode: "payment",
      "line_items[0][price_data][unit_amount]": "2900",
      "line_items[0][price_data][currency]": "hkd",
      "metadata[merchantId]": "mch_1",
      "metadata[paymentId]": "pay_1",
      success_url: "https://shop.example/o/7?said=paying",
      // Who gives up there is not asked whether they paid.
      cancel_url: "https://shop.example/o/7",
    });
    // Stripe takes no page that is open for less than half an hour.
    expect(Number(call?.form.expires_at) * 1000 - Date.now()).toBeGreaterThan(30 * 60_000);
  });

  it("opens it again after a lost answer, minutes later: the same key comes with the same body", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      answer = session();
      const payment = ask({ expiresAt: new Date(Date.now() + 10 * 60_000) });
      const first = await provider.create(payment);
      vi.setSystemTime(Date.now() + 4 * 60_000);
      expect(await provider.create(payment)).toEqual(first);
      // At the order's last moment, too, it is open for longer than Stripe's least.
      const last = Number(calls[0]?.form.expires_at) * 1000 - payment.expiresAt.getTime();
      expect(last).toBeGreaterThan(30 * 60_000);
    } finally {
      vi.useRealTimers();
    }
  });

  it.each(["amount_too_small", "amount_too_large"])("opens no page where it says %s", async (code) => {
    status = 400;
    answer = { error: { type: "invalid_request_error", code, message: "must add up to at least $0.50" } };
    expect(await provider.create(ask({ amountMinor: 30, currency: "USD" }))).toBeNull();
  });

  it("that refuses for anything else is a failure, to be tried again", async () => {
    status = 400;
    answer = { error: { type: "invalid_request_error", code: "parameter_invalid_empty", message: "no" } };
    await expect(provider.create(ask())).rejects.toThrow("no");
  });

  const back = {
    ...{ merchantId: "mch_1", chargeRef: "pi_1", amountMinor: 500, currency: "HKD", key: "prf_1" },
    ...{ providerRef: null, ageMs: 0 },
  };

  it.each([
    ["succeeded", "done"],
    ["pending", "waiting"],
    ["requires_action", "waiting"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ])("says of a refund that is %s that it is %s, asked for or looked at again", async (status, state) => {
    answer = { id: "re_1", object: "refund", status };
    expect(await provider.refund(back)).toEqual({ providerRef: "re_1", state });
    expect(await provider.refund({ ...back, providerRef: "re_1" })).toEqual({ providerRef: "re_1", state });
    expect(calls.map(({ path }) => path)).toEqual(["/v1/refunds", "/v1/refunds/re_1"]);
  });

  it.each(["charge_already_refunded", "charge_disputed"])(
    "says of a refund that it refuses as %s that it failed",
    async (code) => {
      refused = { path: "/refunds", error: { type: "invalid_request_error", code, message: "no" } };
      expect(await provider.refund(back)).toEqual({ providerRef: null, state: "failed" });
    },
  );

  it.each([
    [401, { type: "invalid_request_error", message: "who are you" }],
    [403, { type: "invalid_request_error", message: "not with this key" }],
    [429, { type: "invalid_request_error", code: "rate_limit", message: "too many" }],
    [409, { type: "idempotency_error", message: "in use" }],
    [500, { type: "api_error", message: "down" }],
  ])("does not say that a refund failed which it may make another time: %i", async (code, error) => {
    [status, answer] = [code, { error }];
    await expect(provider.refund(back)).rejects.toThrow(error.message);
  });

  it("gives money back under the refund's own key", async () => {
    answer = { id: "re_1", object: "refund", status: "succeeded" };
    expect(await provider.refund(back)).toEqual({ providerRef: "re_1", state: "done" });
    expect(calls[0]).toMatchObject({ path: "/v1/refunds", key: "prf_1" });
    expect(calls[0]?.form).toMatchObject({ payment_intent: "pi_1", amount: "500" });
  });

  it("gives no money back twice, though its answer was lost and its key is forgotten: it looks for the refund first", async () => {
    const old = { ...back, ageMs: 21 * 3_600_000 };
    const theirs = { id: "re_0", object: "refund", status: "succeeded", metadata: { key: "prf_0" } };
    made = [theirs, { ...theirs, id: "re_1", status: "pending", metadata: { key: "prf_1" } }];
    expect(await provider.refund(old)).toEqual({ providerRef: "re_1", state: "waiting" });
    expect(calls.map(({ method }) => method)).toEqual(["GET"]);
    expect(calls[0]?.path).toContain("payment_intent=pi_1");
    // Never asked for before, or lost on the way there: it is made now.
    made = [theirs];
    answer = { id: "re_2", object: "refund", status: "succeeded" };
    expect(await provider.refund(old)).toEqual({ providerRef: "re_2", state: "done" });
    expect(calls.at(-1)).toMatchObject({ method: "POST", path: "/v1/refunds", key: "prf_1" });
    expect(calls.at(-1)?.form).toMatchObject({ "metadata[key]": "prf_1" });
  });

  it("is asked for amounts as it counts them, and its own are read as ours", async () => {
    answer = session({ currency: "mga", amount_total: 29 });
    await provider.create(ask({ currency: "MGA" }));
    expect(calls[0]?.form["line_items[0][price_data][unit_amount]"]).toBe("29");
    expect(await provider.look("cs_1")).toMatchObject({ amountMinor: 2900, currency: "MGA" });
    expect(provider.canMove(2900, "MGA")).toBe(true);
    expect(provider.canMove(2950, "MGA")).toBe(false);
  });

  it.each([
    [{}, "paid"],
    [{ status: "open", payment_status: "unpaid", payment_intent: null }, "open"],
    [{ status: "complete", payment_status: "unpaid" }, "open"],
    [{ status: "complete", payment_status: "unpaid", payment_intent: intent("processing") }, "open"],
    [{ status: "complete", payment_status: "unpaid", payment_intent: intent("canceled") }, "declined"],
    [
      { status: "complete", payment_status: "unpaid", payment_intent: intent("requires_payment_method") },
      "declined",
    ],
    // While its page is open, a card that was refused is tried again there.
    [{ status: "open", payment_status: "unpaid", payment_intent: intent("requires_payment_method") }, "open"],
    [{ status: "expired", payment_status: "unpaid" }, "expired"],
  ])("says how a payment stands: %j is %s", async (more, state) => {
    answer = session(more);
    expect(await provider.look("cs_1")).toMatchObject({ paymentId: "pay_1", state });
    expect(calls[0]).toMatchObject({
      method: "GET",
      path: "/v1/checkout/sessions/cs_1?expand[0]=payment_intent",
    });
  });
});

describe("Stripe's page", () => {
  it("is closed, and left as it is where it was paid or is over", async () => {
    answer = session({ status: "expired", payment_status: "unpaid" });
    await provider.close("cs_1");
    expect(calls).toMatchObject([{ method: "POST", path: "/v1/checkout/sessions/cs_1/expire" }]);
    refused = { path: "/expire", error: { type: "invalid_request_error", message: "only open sessions" } };
    await provider.close("cs_1");
    answer = session({ status: "open", payment_status: "unpaid" });
    await expect(provider.close("cs_1")).rejects.toThrow("only open sessions");
  });
});

describe("Stripe's webhook", () => {
  const stripe = new Stripe("sk_test_x");
  const event = (type: string, object: object = session()) =>
    JSON.stringify({ id: "evt_1", object: "event", type, data: { object } });
  const signed = (payload: string, secret = "whsec_new", timestamp = Math.floor(Date.now() / 1000)) =>
    new Headers({
      "stripe-signature": stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
    });
  const read = (body: string, headers: Headers) => provider.read(body, headers, new Date());

  it.each([
    ["checkout.session.completed", {}, facts()],
    ["checkout.session.completed", { payment_status: "unpaid" }, facts({ state: "open" })],
    ["checkout.session.async_payment_succeeded", {}, facts()],
    ["checkout.session.async_payment_failed", { payment_status: "unpaid" }, facts({ state: "declined" })],
    [
      "checkout.session.expired",
      { status: "expired", payment_status: "unpaid", payment_intent: null },
      facts({ state: "expired", chargeRef: null }),
    ],
    ["checkout.session.completed", { metadata: {} }, null],
    ["customer.created", {}, null],
  ])("%s %j is read", async (type, more, wanted) => {
    const body = event(type, session(more));
    expect(await read(body, signed(body))).toEqual({ id: "evt_1", type, facts: wanted });
  });

  it.each([
    ["refund.failed", "failed", true],
    ["refund.updated", "failed", true],
    ["refund.updated", "succeeded", false],
    ["refund.updated", "pending", false],
  ])("%s that is %s tells of money that did not go back: %s", async (type, status, isFailed) => {
    const metadata = { merchantId: "mch_1", key: "prf_1" };
    const body = event(type, { id: "re_1", object: "refund", status, metadata });
    const told = { id: "evt_1", type, facts: null, ...(isFailed ? { failedRefund: metadata } : {}) };
    expect(await read(body, signed(body))).toEqual(told);
    const nobodys = event(type, { id: "re_1", object: "refund", status, metadata: null });
    expect(await read(nobodys, signed(nobodys))).toEqual({ id: "evt_1", type, facts: null });
  });

  it("is good under either secret while one takes over from the other", async () => {
    const body = event("customer.created");
    expect(await read(body, signed(body, "whsec_old"))).not.toBeNull();
    expect(await read(body, signed(body, "whsec_other"))).toBeNull();
  });

  it("is as old as the given clock says, whatever this process's own does", async () => {
    const body = event("customer.created");
    const now = new Date("2031-05-01T12:00:00Z");
    const at = (seconds: number) => signed(body, "whsec_new", now.getTime() / 1000 - seconds);
    expect(await provider.read(body, at(290), now)).not.toBeNull();
    expect(await provider.read(body, at(310), now)).toBeNull();
    expect(await provider.read(body, signed(body), now)).toBeNull();
  });

  it("is nothing when a byte is other, when it is old, and when it is not signed", async () => {
    const body = event("checkout.session.completed");
    expect(await read(`${body} `, signed(body))).toBeNull();
    expect(await read(body, signed(body, "whsec_new", Math.floor(Date.now() / 1000) - 400))).toBeNull();
    expect(await read(body, new Headers())).toBeNull();
    expect(await read(body, new Headers({ "stripe-signature": "nonsense" }))).toBeNull();
  });
});
