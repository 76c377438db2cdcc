import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Tx } from "@/db/client";
import { db } from "@/db/client";
import { vouchers } from "@/db/schema/vouchers";
import {
  freshRequestId,
  makeApiKey,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";
import { enterCode } from "@/lib/codes/enter-code";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { couponInputSchema } from "@/lib/coupons/schema";
import { explainCoupon } from "@/lib/orders/explain-coupon";
import { placeOrder } from "@/lib/orders/place-order";
import { quoteCart } from "@/lib/orders/quote-cart";
import { orderInputSchema, quoteInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const begins = new Set<PropertyKey>(["select", "selectDistinct", "insert", "update", "delete", "execute"]);
let statements = 0;

/** Counts every statement begun in a transaction, whichever door began it. */
vi.mock("@/db/transaction", async (original) => {
  const real = await original<typeof import("@/db/transaction")>();
  const counted = (tx: Tx) =>
    new Proxy(tx, {
      get(target, name) {
        if (begins.has(name)) statements += 1;
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  return {
    ...real,
    inTransaction: <T>(work: (tx: Tx) => Promise<T>) => real.inTransaction((tx) => work(counted(tx))),
  };
});

let staff: Scope;
let storeId: string;
let productId: string;
let memberIds: string[];
let key: string;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const other = testScope(await makeMerchant(tx));
    staff = testScope(merchantId, "cashier", { actor: { type: "staff", id: `stf_${merchantId.slice(4)}` } });
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    memberIds = [];
    for (let i = 0; i < 10; i += 1) memberIds.push(await makeMember(tx, merchantId));
    key = (await makeApiKey(tx, merchantId)).key;
    staff = { ...staff, storeIds: "all" };
    others = other;
  });
});
let others: Scope;

const member = (at: number) => memberIds[at] ?? "";
async function offer(code: string, more: object = {}, scope: Scope = staff): Promise<string> {
  const coupon = couponInputSchema.parse({
    ...{ name: code, currency: "HKD", benefit: { type: "amount_off", amountMinor: 100 } },
    ...{ validity: { type: "days_after_claim", days: 30 }, ...more },
    distribution: { methods: ["code"], sharedCode: { code, quantity: 1 } },
  });
  const made = await createCoupon(scope, { requestId: freshRequestId(), coupon, publish: true });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
const cart = (memberId: string, codes: readonly string[]) => ({
  ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD", codes: [...codes] },
  lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 1 }],
});

type Door = (memberId: string, codes: readonly string[]) => Promise<string>;
async function byApi(path: string, body: object): Promise<string> {
  const response = await api.request(`/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const { requestId: _, until: __, ...answer } = await response.json();
  return JSON.stringify({ status: response.status, ...answer });
}
const plain = (answer: object) => JSON.stringify(answer).replace(/"until":"[^"]*"/, '"until":""');

/** Every way in for a typed code beside the member's own boxes, which `enterCode` answers. */
const doors: Readonly<Record<string, Door>> = {
  "a quote at the counter": async (memberId, codes) =>
    plain(await quoteCart(staff, quoteInputSchema.parse(cart(memberId, codes)))),
  "an order at the counter": async (memberId, codes) => {
    const order = orderInputSchema.parse(cart(memberId, codes));
    return plain(await placeOrder(staff, { requestId: freshRequestId(), order }));
  },
  "the counter's why-not": async (memberId, [code = ""]) =>
    plain(await explainCoupon(staff, { memberId, code })),
  "POST /quotes": async (memberId, codes) => await byApi("/quotes", cart(memberId, codes)),
  "POST /orders": async (memberId, codes) => await byApi("/orders", cart(memberId, codes)),
  "POST /explain": async (memberId, [code]) => await byApi("/explain", { memberId, code }),
  "POST /codes/claim": async (memberId, [code]) => await byApi("/codes/claim", { memberId, code }),
};

describe.each(Object.entries(doors))("a code that does not work, typed into %s", (_, door) => {
  it("is answered with the same bytes whatever the cause", async () => {
    await offer("SPENT1");
    const spent = { requestId: freshRequestId(), code: "SPENT1", memberId: member(9), address: "test" };
    expect((await enterCode(staff, spent)).ok).toBe(true);
    await offer("THEIRS1", {}, others);
    const couponId = await offer("PAUSED1");
    await changeCouponState(staff, { requestId: freshRequestId(), couponId, change: "pause" });
    await offer("NEWS1", { conditions: { audience: { type: "existing" } } });
    const codes = ["NOWHERE", "SPENT1", "THEIRS1", "PAUSED1", "NEWS1"];
    const answers = [];
    const counts: number[] = [];
    // The first of a merchant reads what is kept for those after it.
    await door(member(8), ["NOWHERE"]);
    for (const [at, code] of codes.entries()) {
      statements = 0;
      answers.push(await door(member(at), [code]));
      counts.push(statements);
    }
    for (const answer of answers) expect(answer).toBe(answers[0]);
    expect(counts[0]).toBeGreaterThan(5);
    expect(new Set(counts)).toEqual(new Set([counts[0]]));
    expect(answers[0]).toContain("code_not_usable");
  });

  it("may be tried five times in a minute for one member, after which no code is looked at (S-14)", async () => {
    await offer("GOOD1");
    for (let i = 0; i < 5; i += 1) expect(await door(member(0), [`GUESS${i}`])).toContain("code_not_usable");
    expect(await door(member(0), ["GOOD1"])).toContain("too_many_tries");
    expect(await door(member(1), ["GOOD1"])).not.toMatch(/too_many_tries|code_not_usable/);
  });
});

describe("a voucher's own code, typed by who held it", () => {
  /** Codes of vouchers of one member: one used, one taken back, one whose time is over. */
  async function gone(memberId: string): Promise<string[]> {
    const couponId = await offer("OWN");
    const { merchantId } = staff;
    const days = (n: number) => new Date(Date.now() - n * 86_400_000);
    const issues = [{ at: days(1), usedAt: new Date() }, { at: days(1) }, { at: days(60) }];
    const codes: string[] = [];
    for (const [at, issue] of issues.entries()) {
      const id = await inTransaction((tx) => makeVoucher(tx, merchantId, { memberId, couponId, ...issue }));
      const one = and(eq(vouchers.merchantId, merchantId), eq(vouchers.id, id));
      if (at === 1) await db().update(vouchers).set({ status: "cancelled" }).where(one);
      const [row] = await db().select({ code: vouchers.code }).from(vouchers).where(one);
      codes.push(row?.code ?? "");
    }
    return codes;
  }

  it.each(["a quote at the counter", "an order at the counter", "POST /quotes", "POST /orders"])(
    "is as unknown as any other to %s once it is spent or over, with the same work",
    async (name) => {
      const [door, codes] = [doors[name], await gone(member(0))];
      const answers = new Set<string>();
      const counts = new Set<number>();
      await door?.(member(8), ["NOWHERE"]);
      for (const code of ["NOWHERE", ...codes]) {
        statements = 0;
        answers.add((await door?.(member(0), [code])) ?? "");
        counts.add(statements);
      }
      expect([answers.size, counts.size]).toEqual([1, 1]);
      expect([...answers][0]).toContain("code_not_usable");
    },
  );

  it("is what an explanation is asked for: it says what became of it", async () => {
    const [used = "", cancelled = "", over = ""] = await gone(member(0));
    const explained = async (code: string) => await doors["POST /explain"]?.(member(0), [code]);
    expect(await explained(used)).toContain('{"code":"used"}');
    expect(await explained(cancelled)).toContain('{"code":"cancelled"}');
    expect(await explained(over)).toContain('{"code":"expired"');
  });
});

describe("codes typed for others", () => {
  it("count each code of a request, so that ten at once are not one try", async () => {
    const { "a quote at the counter": quote } = doors;
    const codes = Array.from({ length: 6 }, (_, at) => `GUESS${at}`);
    expect(await quote?.(member(0), codes)).toContain("code_not_usable");
    expect(await quote?.(member(0), ["GUESS7"])).toContain("too_many_tries");
    expect(await quote?.(member(0), [])).not.toContain("too_many_tries");
  });

  it("may be wrong twenty times in a minute by one person, whomever they are for", async () => {
    const { "a quote at the counter": quote } = doors;
    for (let at = 0; at < 20; at += 1) await quote?.(member(at % 5), [`GUESS${at}`]);
    expect(await quote?.(member(7), ["GUESS"])).toContain("too_many_tries");
  });

  it("are not counted where they work, and a cart without codes is never held up", async () => {
    const { "a quote at the counter": quote } = doors;
    await offer("GOOD1");
    for (let n = 0; n < 8; n += 1) expect(await quote?.(member(0), ["GOOD1"])).toContain('"ok":true');
    expect(await quote?.(member(0), ["GUESS"])).toContain("code_not_usable");
  });
});
