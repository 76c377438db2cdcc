import { sql } from "drizzle-orm";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { makeMember, makeMerchant, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, missDays, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import type { Result } from "@/lib/kernel/result";
import { buyPack } from "@/lib/packs/buy-pack";
import { cancelPurchase } from "@/lib/packs/cancel-purchase";
import { createPack } from "@/lib/packs/create-pack";
import { deliverDue } from "@/lib/packs/deliver-due";
import { deliverArrived, deliverGifts } from "@/lib/packs/deliver-gifts";
import { giftPack } from "@/lib/packs/gift-pack";
import { payPurchase } from "@/lib/packs/pay-purchase";
import { giveUpPurchases, releaseUnpaid } from "@/lib/packs/release-unpaid";
import { lockPack, setQuantity } from "@/lib/packs/repository/packs";
import { lockLooked } from "@/lib/packs/repository/purchases";
import { giftInputSchema } from "@/lib/packs/schema";
import { takePurchase } from "@/lib/packs/take-purchase";

let merchantId: string;
let couponId: string;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    // One that is used without an order.
    couponId = await makeCoupon(tx, merchantId, { benefit: { type: "generic", text: "A refill" } });
  });
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const never = new AbortController().signal;
const newMember = async () => await inTransaction((tx) => makeMember(tx, merchantId));
const newMembers = async (n: number) => {
  const ids: string[] = [];
  for (let i = 0; i < n; i++) ids.push(await newMember());
  return ids;
};
const paid = (more: object = {}) => packForm([couponId], { type: "paid", sale: saleOf(more) });
const buy = (packId: string, memberId: string, requestId = packRequest()) =>
  buyPack(memberScope(merchantId, memberId), { requestId, packId, memberId, channel: "mall" });
const pay = (purchaseId: string, paymentRef = "ref", requestId = packRequest()) =>
  payPurchase(testScope(merchantId), { requestId, purchaseId, paymentRef });
const codes = (results: readonly Result<unknown>[]) =>
  results.map((one) => (one.ok ? "ok" : one.refusal.code)).sort();
const runOut = async (packId: string) =>
  await db().execute(
    sql`update pack_purchase set expires_at = now() - interval '1 second' where pack_id = ${packId} and status = 'placed'`,
  );
const count = async (query: ReturnType<typeof sql>) => {
  const [row] = await db().execute<{ n: number }>(query);
  return row?.n ?? 0;
};
const vouchersOf = (memberId: string) =>
  count(sql`select count(*)::int as n from voucher where member_id = ${memberId} and source = 'pack'`);

describe("stock (I-1, S-44)", () => {
  it("of five is sold to exactly five of eight who buy at once", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 5 }));
    const members = await newMembers(8);
    const results = await Promise.all(members.map((id) => buy(packId, id)));
    expect(codes(results)).toEqual([...Array(5).fill("ok"), ...Array(3).fill("sold_out")]);
  });

  it("that ran out unpaid is free for the next at once, however many look at it together", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 4 }));
    for (const id of await newMembers(4)) expect((await buy(packId, id)).ok).toBe(true);
    await runOut(packId);
    const next = await newMembers(8);
    const results = await Promise.all([
      ...next.map((id) => buy(packId, id)),
      releaseUnpaid(never),
      releaseUnpaid(never),
    ]);
    const sales = results
      .slice(0, 8)
      .filter((one): one is Awaited<ReturnType<typeof buy>> => one !== undefined);
    expect(codes(sales).filter((code) => code === "ok")).toHaveLength(4);
  });

  it("is not said to be sold out while somebody is about to give it back", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 1 }));
    const [one, two, three] = await newMembers(3);
    expect((await buy(packId, one ?? "")).ok).toBe(true);
    await runOut(packId);
    const scope = testScope(merchantId);
    const looks = Promise.withResolvers<void>();
    const givingUp = inTransaction(async (tx) => {
      const looked = await lockLooked(tx, scope, two ?? "", [packId], 10);
      looks.resolve();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await giveUpPurchases(tx, scope, looked, "time", new Date());
    });
    await looks.promise;
    const [bought] = await Promise.all([buy(packId, three ?? ""), givingUp]);
    expect(codes([bought])).toEqual(["ok"]);
  });

  it("is shared by purchases and gifts, members' and strangers', to the last one and not one more", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 7, channels: ["mall", "order"] }));
    const members = await newMembers(8);
    const scope = testScope(merchantId);
    const gift = (phone: string) =>
      giftPack(scope, { requestId: packRequest(), packId, gift: giftInputSchema.parse({ phone }) });
    const till = (memberId: string) =>
      buyPack(scope, { requestId: packRequest(), packId, memberId, channel: "order" });
    const phones = await Promise.all(members.slice(6).map(phoneOf));
    const results = await Promise.all([
      ...members.slice(0, 3).map((id) => buy(packId, id)),
      ...members.slice(3, 6).map(till),
      ...phones.map(gift),
      ...Array.from({ length: 2 }, (_, i) => gift(`+8525123000${i}`)),
    ]);
    expect(codes(results)).toEqual([...Array(7).fill("ok"), ...Array(3).fill("sold_out")]);
    const taken = await count(
      sql`select (sum(reserved + sold + given))::int as n from pack_stock where pack_id = ${packId}`,
    );
    expect(taken).toBe(7);
  });

  it("grows and shrinks between limited and not while purchases are open, and counts on", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 5 }));
    const [one, two, three] = await newMembers(3);
    const first = await buy(packId, one ?? "");
    await inTransaction((tx) => resize(tx, packId, null));
    const second = await buy(packId, two ?? "");
    expect((await pay(first.ok ? first.value.id : "")).ok).toBe(true);
    await inTransaction((tx) => resize(tx, packId, 2));
    expect(codes([await buy(packId, three ?? "")])).toEqual(["sold_out"]);
    await runOut(packId);
    expect(codes([second, await buy(packId, three ?? "")])).toEqual(["ok", "ok"]);
  });
});

async function resize(tx: Parameters<typeof lockPack>[0], packId: string, quantity: number | null) {
  const scope = testScope(merchantId);
  const pack = await lockPack(tx, scope, packId);
  if (pack) await setQuantity(tx, scope, pack, quantity);
}

describe("a member's limits (I-2)", () => {
  it("hold in all and in one day over presses at once", async () => {
    for (const limits of [{ limit: 1 }, { limitPerDay: 1 }]) {
      const packId = await makePack(merchantId, paid({ ...limits, channels: ["mall", "order"] }));
      const memberId = await newMember();
      const till = () =>
        buyPack(testScope(merchantId), { requestId: packRequest(), packId, memberId, channel: "order" });
      const presses = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? buy(packId, memberId) : till()));
      const said = codes(await Promise.all(presses));
      const refused = "limit" in limits ? "purchase_limit_reached" : "purchase_limit_today";
      expect(said).toEqual(["ok", ...Array(9).fill(refused)]);
    }
  });

  it("let at most two be unpaid, over all packs (S-44)", async () => {
    const packs = [await makePack(merchantId, paid()), await makePack(merchantId, paid())];
    const memberId = await newMember();
    const results = await Promise.all([...packs, ...packs, ...packs].map((packId) => buy(packId, memberId)));
    expect(codes(results)).toEqual(["ok", "ok", ...Array(4).fill("too_many_unpaid")]);
  });

  it("get back what was given up, and not what was paid", async () => {
    const packId = await makePack(merchantId, paid({ limit: 1 }));
    const memberId = await newMember();
    const first = await buy(packId, memberId);
    const purchaseId = first.ok ? first.value.id : "";
    const cancels = await Promise.all(
      Array.from({ length: 4 }, () =>
        cancelPurchase(memberScope(merchantId, memberId), { requestId: packRequest(), purchaseId }),
      ),
    );
    expect(codes(cancels)).toEqual(["ok", ...Array(3).fill("purchase_cancelled")]);
    const again = await buy(packId, memberId);
    expect((await pay(again.ok ? again.value.id : "")).ok).toBe(true);
    expect(codes([await buy(packId, memberId)])).toEqual(["purchase_limit_reached"]);
  });

  it("take one purchase from a request that is sent eight times", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const requestId = packRequest();
    const results = await Promise.all(Array.from({ length: 8 }, () => buy(packId, memberId, requestId)));
    const ids = new Set(results.map((one) => (one.ok ? one.value.id : "refused")));
    expect([...ids]).toEqual([expect.stringMatching(/^pcs_/)]);
    expect(await count(sql`select count(*)::int as n from pack_purchase where member_id = ${memberId}`)).toBe(
      1,
    );
  });
});

describe("a payment (I-6)", () => {
  it("delivers one full set, however often and with whatever reference it comes", async () => {
    const packId = await makePack(merchantId, paid());
    const memberId = await newMember();
    const bought = await buy(packId, memberId);
    const purchaseId = bought.ok ? bought.value.id : "";
    const results = await Promise.all([
      ...Array.from({ length: 5 }, () => pay(purchaseId, "same")),
      ...Array.from({ length: 3 }, (_, i) => pay(purchaseId, `other ${i}`)),
    ]);
    expect(codes(results)).toContain("ok");
    expect(await vouchersOf(memberId)).toBe(2);
    expect(
      await count(sql`select count(*)::int as n from pack_delivery where purchase_id = ${purchaseId}`),
    ).toBe(1);
  });

  it("races with giving it up, and one of them wins", async () => {
    const packId = await makePack(merchantId, paid({ quantity: 3 }));
    for (let round = 0; round < 5; round++) {
      const memberId = await newMember();
      const bought = await buy(packId, memberId);
      const purchaseId = bought.ok ? bought.value.id : "";
      const [paying, cancelling] = await Promise.all([
        pay(purchaseId),
        cancelPurchase(memberScope(merchantId, memberId), { requestId: packRequest(), purchaseId }),
      ]);
      expect([paying.ok, cancelling.ok].filter(Boolean)).toHaveLength(1);
      expect(await vouchersOf(memberId)).toBe(paying.ok ? 2 : 0);
      if (paying.ok) break;
    }
  });

  it("that comes when a coupon of it is gone takes nothing and delivers nothing", async () => {
    const scarce = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"], quantity: 4 } }),
    );
    const form = packForm([scarce], { type: "paid", sale: saleOf() });
    const packId = await makePack(merchantId, form);
    const [one, two] = await newMembers(2);
    const [first, second] = [await buy(packId, one ?? ""), await buy(packId, two ?? "")];
    await db().execute(sql`update coupon_stock set quantity = 2 where coupon_id = ${scarce}`);
    const results = await Promise.all([first, second].map((bought) => pay(bought.ok ? bought.value.id : "")));
    expect(codes(results)).toEqual(["ok", "pack_unavailable"]);
    expect(codes([await buy(packId, await newMember())])).toEqual(["pack_unavailable"]);
  });

  it("is not asked for where a coupon of it is held for others, or has no day left", async () => {
    const scarce = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"], quantity: 5 } }),
    );
    const packId = await makePack(merchantId, packForm([scarce], { type: "paid", sale: saleOf() }));
    const members = await newMembers(3);
    const sales = [];
    for (const id of members) sales.push(await buy(packId, id));
    expect(codes(sales)).toEqual(["ok", "ok", "pack_unavailable"]);
    await runOut(packId);
    expect(codes([await buy(packId, members[2] ?? "")])).toEqual(["ok"]);

    const day = 86_400_000;
    const short = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, {
        validity: {
          ...{ type: "fixed", from: new Date(Date.now() - day).toISOString() },
          until: new Date(Date.now() + 20 * day).toISOString(),
        },
      }),
    );
    const items = [
      { couponId: short, quantity: 1, starts: { type: "days" as const, days: 30 }, validDays: 5 },
    ];
    const pack = packForm([short], { type: "paid", sale: saleOf(), contents: { items } });
    const scope = testScope(merchantId);
    expect(codes([await createPack(scope, { requestId: packRequest(), pack, publish: true })])).toEqual([
      "coupon_not_usable",
    ]);
    const draft = await createPack(scope, { requestId: packRequest(), pack, publish: false });
    const draftId = draft.ok ? draft.value.id : "";
    await db().execute(sql`update pack set published_at = now() where id = ${draftId}`);
    expect(codes([await buy(draftId, members[0] ?? "")])).toEqual(["pack_unavailable"]);
  });
});

describe("a delivery run (I-16, F-5)", () => {
  const schedule = { type: "recurring" as const, every: { unit: "day" as const }, cycles: 4 };
  async function holders(n: number, items?: number) {
    const packId = await makePack(merchantId, packForm([couponId], { contents: { schedule } }));
    const members = await newMembers(n);
    for (const id of members) {
      const gift = giftInputSchema.parse({ phone: await phoneOf(id), quantity: items ?? 1 });
      expect((await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift })).ok).toBe(
        true,
      );
    }
    return { packId, members };
  }

  it("over four ticks at once, after three missed days, gives each their four and no more", async () => {
    const { packId, members } = await holders(6);
    await missDays(packId, 10);
    const made = await Promise.all(Array.from({ length: 4 }, () => deliverDue(never, 4)));
    expect(made.reduce((sum, n) => sum + n, 0) + (await deliverDue(never))).toBe(18);
    for (const id of members) expect(await vouchersOf(id)).toBe(8);
    const cycles = await count(sql`select count(distinct d.cycle)::int as n from pack_delivery d
      join pack_purchase p on p.id = d.purchase_id where p.pack_id = ${packId}`);
    expect(cycles).toBe(4);
  });

  it("that is stopped anywhere goes on where it was", async () => {
    const { packId, members } = await holders(5);
    await missDays(packId, 2);
    const stopped = new AbortController();
    const half = deliverDue(stopped.signal, 1);
    stopped.abort();
    await half;
    await deliverDue(never);
    for (const id of members) expect(await vouchersOf(id)).toBe(6);
  });

  it("rolled back after it wrote, leaves nothing, and delivers all the next time", async () => {
    const { packId, members } = await holders(3);
    await missDays(packId, 1);
    await db().execute(sql`create or replace function break_delivery() returns trigger language plpgsql as $$
      begin raise exception 'cut off'; end $$`);
    await db().execute(sql`create trigger break_delivery after update of next_cycle on pack_due
      for each statement execute function break_delivery()`);
    expect(await deliverDue(never)).toBe(0);
    await db().execute(sql`drop trigger break_delivery on pack_due`);
    expect(await deliverDue(never)).toBe(0);
    await db().execute(sql`update pack_due set try_at = next_due_at where pack_id = ${packId}`);
    expect(await deliverDue(never)).toBe(3);
    for (const id of members) expect(await vouchersOf(id)).toBe(4);
  });

  it("leaves a purchase that somebody holds to them, without waiting, and delivers it when they let go", async () => {
    const { packId, members } = await holders(1);
    await missDays(packId, 1);
    const [purchase] = await db().execute<{ id: string }>(
      sql`select id from pack_purchase where pack_id = ${packId}`,
    );
    const { hasWaited, settled } = await overlapping(
      (tx) => takePurchase(tx, testScope(merchantId), purchase?.id ?? ""),
      () => deliverDue(never),
    );
    expect({ hasWaited, settled }).toEqual({ hasWaited: false, settled: { status: "fulfilled", value: 0 } });
    expect(await deliverDue(never)).toBe(1);
    expect(await vouchersOf(members[0] ?? "")).toBe(4);
  });

  it("passes over whoever is blocked and whatever is sold out, and comes back to them", async () => {
    const scarce = await inTransaction((tx) =>
      makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"], quantity: 5 } }),
    );
    const packId = await makePack(merchantId, packForm([scarce], { contents: { schedule } }));
    const [one, two] = await newMembers(2);
    for (const id of [one ?? "", two ?? ""]) {
      const gift = giftInputSchema.parse({ phone: await phoneOf(id) });
      await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    }
    await missDays(packId, 1);
    expect(await deliverDue(never)).toBe(0);
    const waits =
      await db().execute(sql`select waits_for, try_at > now() as later, next_due_at <= now() as due
      from pack_due where pack_id = ${packId}`);
    expect([...waits]).toEqual(Array(2).fill({ waits_for: scarce, later: true, due: true }));
    await db().execute(sql`update coupon_stock set quantity = 100 where coupon_id = ${scarce}`);
    await db().execute(sql`update member set blocked_at = now() where id = ${two ?? ""}`);
    // Cut to the column's milliseconds, which it would be rounded up to.
    const at = sql`date_trunc('milliseconds', now())`;
    await db().execute(sql`update pack_due set try_at = ${at} where pack_id = ${packId}`);
    expect(await deliverDue(never)).toBe(1);
    await db().execute(sql`update member set blocked_at = null where id = ${two ?? ""}`);
    await db().execute(
      sql`update pack_due set try_at = ${at} where pack_id = ${packId} and purchase_id in
        (select id from pack_purchase where member_id = ${two ?? ""})`,
    );
    expect(await deliverDue(never)).toBe(1);
  });

  it("cannot deliver a cycle twice whatever any lock says: the key refuses it", async () => {
    const { packId, members } = await holders(1);
    const [purchase] = await db().execute<{ id: string }>(
      sql`select id from pack_purchase where pack_id = ${packId}`,
    );
    const twice =
      db().execute(sql`insert into pack_delivery (merchant_id, purchase_id, cycle, due_at, at, voucher_ids)
      values (${merchantId}, ${purchase?.id ?? ""}, 1, now(), now(), array['vch_x'])`);
    await expect(twice).rejects.toThrow();
    expect(await vouchersOf(members[0] ?? "")).toBe(2);
  });
});

describe("a gift for a number that is no member yet (K7)", () => {
  it("is its member's once, however often and by whomever it is told", async () => {
    const packId = await makePack(merchantId, packForm([couponId]));
    const phone = "+85251239999";
    const gift = giftInputSchema.parse({ phone, quantity: 2 });
    const given = await giftPack(testScope(merchantId), { requestId: packRequest(), packId, gift });
    expect(given).toMatchObject({ ok: true, value: { state: "waiting", memberId: null } });
    const memberId = await inTransaction((tx) => makeMember(tx, merchantId, { phone }));
    const scope = testScope(merchantId, null);
    await Promise.all([
      ...Array.from({ length: 4 }, () => deliverGifts(scope, memberId)),
      deliverArrived(never),
    ]);
    await Promise.all([deliverDue(never), deliverDue(never)]);
    expect(await vouchersOf(memberId)).toBe(4);
    const left = await count(
      sql`select count(*)::int as n from pack_gift where phone is not null and pack_id = ${packId}`,
    );
    expect(left).toBe(0);
  });
});
