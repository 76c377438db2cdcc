import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { oracles } from "@/db/oracles";
import { auditEntries } from "@/db/schema/merchants";
import { alerts } from "@/db/schema/operations";
import { makeMember, testScope } from "@/db/seed/factories";
import { makeOrder, makePoints } from "@/db/seed/orders";
import { makePack, makePurchase, packForm, saleOf } from "@/db/seed/packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { announce } from "@/lib/platform/outbox";
import { acknowledgeAlert } from "@/lib/risk/acknowledge-alert";
import { reconcileJob } from "@/lib/risk/jobs";
import { listOpenAlerts } from "@/lib/risk/queries";
import { reconcileCounters } from "@/lib/risk/reconcile-counters";
import { differenceKeys, type Position } from "@/lib/risk/schema";

const signal = new AbortController().signal;
const wholeRound = () => reconcileCounters({ from: null, budgetMs: 60_000, signal });
const shift = (world: TestWorld, by: number) =>
  db().execute(sql`update coupon_stock set issued = issued + ${by}
    where merchant_id = ${world.merchantId} and coupon_id = ${world.first.couponId}`);
const open = async (world: TestWorld) =>
  (await listOpenAlerts(testScope(world.merchantId))).map(({ subject }) => subject);

let world: TestWorld;
let other: TestWorld;

beforeAll(async () => {
  [world, other] = await inTransaction(async (tx) => [
    await makeTestWorld(tx, "COUNTED"),
    await makeTestWorld(tx, "UNTOUCHED"),
  ]);
});
beforeEach(async () => {
  await db().delete(alerts);
});

describe("the recount", () => {
  it("finds nothing where nothing is wrong", async () => {
    expect(await brokenInvariants(db())).toEqual({});
    expect(await wholeRound()).toBeNull();
    expect([...(await open(world)), ...(await open(other))]).toEqual([]);
  });

  it("opens an alert for what was planted, says again that it is there, and closes it when it is mended", async () => {
    await shift(world, 1);
    await wholeRound();
    const [first] = await listOpenAlerts(testScope(world.merchantId));
    expect(first).toMatchObject({ subject: "coupon_issued", count: 1 });
    expect(first?.examples).toEqual([{ id: world.first.couponId, name: "COUNTED first coupon" }]);
    await wholeRound();
    const [row] = await db().select().from(alerts);
    expect(row).toMatchObject({ id: first?.id, seen: 2, resolvedAt: null, merchantId: world.merchantId });
    await shift(world, -1);
    await wholeRound();
    expect(await open(world)).toEqual([]);
    expect((await db().select().from(alerts))[0]?.resolvedAt).toBeInstanceOf(Date);
  });

  it("opens another alert when it is broken again after it was mended", async () => {
    for (const by of [1, -1, 1]) {
      await shift(world, by);
      await wholeRound();
    }
    await shift(world, -1);
    expect(await db().select().from(alerts)).toHaveLength(2);
  });

  it("looks again at what is open, and at what changed lately, even with no time for anything else", async () => {
    await shift(world, 1);
    await wholeRound();
    await shift(world, -1);
    const atTheEnd = { merchantId: other.merchantId, subject: "purchase", after: "pcs_z" } as const;
    expect(await reconcileCounters({ from: atTheEnd, budgetMs: 0, signal })).toBeNull();
    expect(await open(world)).toEqual([]);
    const { memberId, couponId } = other.first;
    await inTransaction((tx) => makeVoucher(tx, other.merchantId, { memberId, couponId, at: new Date() }));
    await shift(other, 1);
    await reconcileCounters({ from: atTheEnd, budgetMs: 0, signal });
    await shift(other, -1);
    expect(await open(other)).toEqual(["coupon_issued"]);
  });

  it("looks at money, balances and packs that moved lately, of members and of nobody", async () => {
    const { merchantId, first } = other;
    const { storeId, productId } = first;
    const rich = await inTransaction((tx) => makeMember(tx, merchantId));
    const atTheEnd = { merchantId, subject: "purchase", after: "pcs_z" } as const;
    const ours = sql`merchant_id = ${merchantId}`;
    const couponId = other.couponId;
    const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf({}) }));
    const bought = await makePurchase(merchantId, packId, first.memberId);
    const orderId = await inTransaction((tx) =>
      makeOrder(tx, merchantId, { storeId, productId, memberId: null, paidAt: new Date() }),
    );
    await inTransaction((tx) => makePoints(tx, merchantId, rich, 5));
    const moved = (by: number) => [
      sql`update "order" set refunded_minor = refunded_minor + ${by} where ${ours} and id = ${orderId}`,
      sql`update pack_stock set reserved = reserved + ${by} where ${ours} and pack_id = ${packId}`,
      sql`update member_account set balance = balance + ${by} where ${ours} and member_id = ${rich}`,
      sql`update pack_quota set bought = bought + ${by} where ${ours} and pack_id = ${packId}`,
      sql`update pack_due set next_cycle = next_cycle + ${by} where ${ours} and purchase_id = ${bought}`,
    ];
    for (const one of moved(1)) await db().execute(one);
    await reconcileCounters({ from: atTheEnd, budgetMs: 0, signal });
    for (const one of moved(-1)) await db().execute(one);
    const seen = ["account_balance", "pack_counters", "pack_deliveries", "pack_quota", "refunded"];
    expect((await open(other)).toSorted()).toEqual(seen);
    await wholeRound();
    expect(await open(other)).toEqual([]);
  });

  it("looks at what was offered lately, whenever it was issued, and at who gave as at who was given", async () => {
    const { merchantId, first } = other;
    const atTheEnd = { merchantId, subject: "purchase", after: "pcs_z" } as const;
    const { couponId } = first;
    const [giver, old, given] = await inTransaction(async (tx) => {
      const memberId = await makeMember(tx, merchantId);
      const held = { memberId, couponId, at: new Date() };
      const yesterday = new Date(Date.now() - 86_400_000);
      return [
        memberId,
        await makeVoucher(tx, merchantId, { ...held, at: yesterday }),
        await makeVoucher(tx, merchantId, held),
      ];
    });
    await db().execute(sql`update voucher set status = 'transferred' where id in (${old}, ${given})`);
    for (const id of [old, given])
      await db().execute(sql`insert into voucher_event (merchant_id, id, voucher_id, at, kind, actor_type, cause)
        values (${merchantId}, ${newId("vev")}, ${id}, now(), 'offered', 'system', '{}')`);
    await db().execute(sql`insert into voucher_gift
      (merchant_id, id, voucher_id, giver_member_id, receiver_member_id, status, created_at, ends_at, ended_at)
      values (${merchantId}, ${newId("gft")}, ${given}, ${giver}, ${first.memberId}, 'taken', now(), now() + interval '1 day', now())`);
    await db().execute(sql`update voucher set status = 'available', member_id = ${first.memberId}, issued_to = ${giver},
      code = 'GIVENAWAY' where id = ${given}`);
    const grants = (by: number) =>
      db().execute(sql`update member_quota set issued = issued + ${by} where member_id = ${giver}`);
    await grants(1);
    await reconcileCounters({ from: atTheEnd, budgetMs: 0, signal });
    expect((await open(other)).toSorted()).toEqual(["member_grants", "voucher_offered"]);
    await grants(-1);
    await db().execute(sql`update voucher set status = 'available' where id = ${old}`);
    await wholeRound();
    expect(await open(other)).toEqual([]);
  });

  it("looks at what changed lately by the database's clock, however wrong its own is", async () => {
    const { memberId, couponId } = other.first;
    const atTheEnd = { merchantId: other.merchantId, subject: "purchase", after: "pcs_z" } as const;
    await inTransaction((tx) => makeVoucher(tx, other.merchantId, { memberId, couponId, at: new Date() }));
    await shift(other, 1);
    const now = Date.now();
    const wallClock = vi.spyOn(Date, "now").mockImplementation(() => now + 86_400_000);
    try {
      await reconcileCounters({ from: atTheEnd, budgetMs: 0, signal });
    } finally {
      wallClock.mockRestore();
    }
    await shift(other, -1);
    expect(await open(other)).toEqual(["coupon_issued"]);
  });

  it("brings its round forward with every run, however little time it has, until it has seen everything", async () => {
    await shift(other, 1);
    const seen: string[] = [];
    let position: Position = null;
    do {
      position = await reconcileCounters({ from: position, budgetMs: 0, signal });
      if (position) seen.push(`${position.merchantId} ${position.subject} ${position.after}`);
    } while (position && seen.length < 100);
    await shift(other, -1);
    expect(position).toBeNull();
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThan(5);
    expect(await open(other)).toEqual(["coupon_issued"]);
  });

  it("leaves everything as it was when it is stopped half way", async () => {
    await shift(world, 1);
    await wholeRound();
    const stopped = new AbortController();
    stopped.abort();
    const from = { merchantId: world.merchantId, subject: "member", after: "mbr_0" } as const;
    expect(await reconcileCounters({ from, budgetMs: 60_000, signal: stopped.signal })).toEqual(from);
    expect(await open(world)).toEqual(["coupon_issued"]);
    await shift(world, -1);
  });

  it("as a job hands the next run its place, and begins at the beginning without one", async () => {
    expect(await reconcileJob.run({}, signal)).toEqual({ from: null });
  });
});

describe("an alert", () => {
  it("is acknowledged once, by whom is kept and audited, and stays until it is over", async () => {
    await shift(world, 1);
    await wholeRound();
    const scope = testScope(world.merchantId, "group_admin", {
      actor: { type: "staff", id: world.staff.group_admin.id },
    });
    const [alert] = await listOpenAlerts(scope);
    const alertId = alert?.id ?? "";
    expect(await acknowledgeAlert(scope, { alertId })).toEqual({ ok: true, value: { acknowledged: true } });
    await acknowledgeAlert(testScope(world.merchantId), { alertId });
    expect(await listOpenAlerts(scope)).toMatchObject([{ acknowledgedBy: "COUNTED group admin" }]);
    const audit = await db().select().from(auditEntries).where(sql`object_id = ${alertId}`);
    expect(audit).toMatchObject([{ action: "alert.acknowledge", actorId: world.staff.group_admin.id }]);
    await shift(world, -1);
  });

  it("of another merchant is not found", async () => {
    await shift(world, 1);
    await wholeRound();
    await shift(world, -1);
    const [alert] = await db().select().from(alerts);
    await expect(acknowledgeAlert(testScope(other.merchantId), { alertId: alert?.id ?? "" })).rejects.toThrow(
      "not_found",
    );
  });
});

// Last: what it breaks is not mended.
describe("every oracle", () => {
  it("has words in the console, and finds by parts what it finds in everything", async () => {
    expect(oracles.map(({ key }) => key)).toEqual([...differenceKeys]);
    const { merchantId, first, couponId, second } = world;
    const ours = sql`merchant_id = ${merchantId}`;
    await db().execute(sql`alter table prize_pool disable trigger user`);
    await db().execute(sql`alter table audit_entry disable trigger user`);
    await db().execute(sql`alter table voucher disable trigger user`);
    await db().execute(sql`alter table pack_purchase disable trigger user`);
    const pack = packForm([couponId], { type: "paid", sale: saleOf({ quantity: 5 }) });
    const packId = await makePack(merchantId, pack);
    const [kept, back] = [
      await makePurchase(merchantId, packId, first.memberId),
      await makePurchase(merchantId, packId, second.memberId),
    ];
    const plants = [
      sql`update coupon_stock set quantity = 1, issued = 1, used = 1 where ${ours} and coupon_id = ${first.couponId}`,
      sql`update coupon_stock set used = 0 where ${ours} and coupon_id = ${second.couponId}`,
      sql`update coupon_stock set issued = 1 where ${ours} and coupon_id = ${couponId} and shard = 0`,
      sql`update prize_pool set inventory = 0, issued = 0 where ${ours} and id = ${first.poolId}`,
      sql`update activity set per_member = 0, per_member_per_day = 0, rules = jsonb_set(rules, '{perMember}', '0')
        where ${ours} and id = ${first.activityId}`,
      sql`update coupon set claim_limit = 1 where ${ours} and id = ${first.couponId}`,
      sql`update activity_stock set participations = participations + 1 where ${ours} and activity_id = ${second.activityId}`,
      sql`update activity_quota set participations = participations + 1 where ${ours} and member_id = ${second.memberId}`,
      sql`update member_quota set issued = issued + 1 where ${ours} and member_id = ${second.memberId}`,
      sql`insert into shared_code (merchant_id, id, coupon_id, code, key, claimed)
        values (${merchantId}, 'cod_planted', ${first.couponId}, 'PLANTED', 'PLANTED', 1)`,
      sql`delete from outbox_batch where ${ours} and events @> ${JSON.stringify([{ subjectId: first.voucherIds[0] }])}::jsonb`,
      sql`delete from audit_entry where ${ours} and object_id = ${second.participationId}`,
      sql`update voucher set status = 'reserved' where ${ours} and id = ${world.deskVoucherId}`,
      sql`insert into order_voucher (merchant_id, order_id, voucher_id, coupon_id, terms_version, position, discount_minor,
          delivery_discount_minor, lines, state, at)
        values (${merchantId}, ${world.paidOrderId}, ${second.voucherIds[0]}, ${second.couponId}, 1, 0, 1, 0, '[]', 'used', now())`,
      sql`insert into coupon_budget (merchant_id, coupon_id, budget_minor, reserved_minor)
        values (${merchantId}, ${first.couponId}, 100, 5)`,
      sql`update "order" set refunded_minor = 1 where ${ours} and id = ${world.paidOrderId}`,
      sql`insert into member_spent (merchant_id, member_id, currency, spent_minor)
        values (${merchantId}, ${second.memberId}, 'HKD', 1000000) on conflict (merchant_id, member_id, currency)
        do update set spent_minor = member_spent.spent_minor + 1`,
      sql`update member_account set balance = balance + 1 where ${ours} and member_id = ${second.memberId}`,
      sql`update voucher set source_id = 'elsewhere' where ${ours} and source_id = ${first.participationId}`,
      sql`update voucher set status = 'transferred' where ${ours} and id = ${first.voucherIds[1]}`,
      sql`update voucher set issued_to = member_id where ${ours} and id = ${second.voucherIds[1]}`,
      sql`update pack_stock set quantity = 1, sold = 1 where ${ours} and pack_id = ${packId}`,
      sql`update pack_tally set issued = issued + 1 where ${ours} and pack_id = ${packId}`,
      sql`update pack_quota set bought = bought + 1 where ${ours} and member_id = ${first.memberId}`,
      sql`update pack_due set next_cycle = 6 where ${ours} and purchase_id = ${kept}`,
      sql`update voucher set source_id = 'elsewhere' where ${ours} and source_id = ${kept}`,
      sql`update pack_purchase set status = 'refunded', refunded_at = now(), refund_id = 'rfd_planted' where ${ours} and id = ${back}`,
      sql`insert into pack_refund_request (merchant_id, id, purchase_id, actor_type, reason)
        values (${merchantId}, 'prr_planted', ${back}, 'member', '')`,
      sql`insert into payment (merchant_id, id, purchase_id, provider, amount_minor, currency, status, pays_order, look_at)
        values (${merchantId}, 'pay_planted', ${back}, 'test', 1000, 'HKD', 'paid', 'yes', now())`,
      sql`insert into payment_refund (merchant_id, id, payment_id, refund_id, amount_minor, due_at)
        values (${merchantId}, 'prf_planted', 'pay_planted', 'rfd_other', 1001, now())`,
      sql`insert into payment (merchant_id, id, order_id, provider, amount_minor, currency, status, pays_order, look_at)
        values (${merchantId}, 'pay_order', ${world.paidOrderId}, 'test', 1000, 'HKD', 'paid', 'yes', now())`,
      sql`insert into payment_refund (merchant_id, id, payment_id, refund_id, amount_minor, due_at)
        values (${merchantId}, 'prf_order', 'pay_order', 'rfd_other', 1001, now())`,
      sql`insert into refund (merchant_id, id, order_id, by, amount_minor, delivery_minor, lines, vouchers, actor_type, at)
        values (${merchantId}, 'rfd_order', ${world.paidOrderId}, 'merchant', 1001, 0, '[]', '[]', 'system',
          now() - interval '20 minutes')`,
    ];
    await inTransaction((tx) =>
      announce(tx, testScope(merchantId), [
        { type: "activity.participated", subjectId: "act_none", payload: { participationId: "prt_none" } },
      ]),
    );
    for (const plant of plants) await db().execute(plant);
    expect(Object.keys(await brokenInvariants(db()))).toEqual(oracles.map(({ name }) => name));
    await wholeRound();
    expect((await open(world)).sort()).toEqual([...differenceKeys].sort());
    expect(await open(other)).toEqual([]);
  });
});
