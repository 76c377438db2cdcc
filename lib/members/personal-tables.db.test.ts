import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { freshRequestId, memberScope, testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { addMember } from "@/lib/members/add-member";
import { adjustAccount } from "@/lib/members/adjust-account";
import { eraseMember } from "@/lib/members/erase-member";
import { memberData } from "@/lib/members/queries/access";
import { tagMembers } from "@/lib/members/tag-members";
import { askRefund, decideRefund } from "@/lib/orders/ask-refund";
import { payOrder } from "@/lib/orders/change-order";
import { forgetMember } from "@/lib/orders/forget-member";
import { placeOrder } from "@/lib/orders/place-order";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

type Kept = {
  /** Where it stands in the file of all that is known of somebody; else why it is not in it. */
  readonly told: keyof NonNullable<Awaited<ReturnType<typeof memberData>>> | { readonly not: string };
  /** Gone when they are forgotten; else why it stays. */
  readonly forgotten: true | { readonly stays: string };
};
const counted = { not: "counts of what is told elsewhere" };
const nobodys = { stays: "what happened, as nobody's: no word in it is about a person" };

/** Every table that names a member, and what becomes of it when somebody asks for their data or to be forgotten (S-39). */
const personal: Readonly<Record<string, Kept>> = {
  account_entry: { told: "balanceEntries", forgotten: { stays: "a ledger; its notes are taken out" } },
  activity_quota: { told: counted, forgotten: nobodys },
  giving_row: {
    told: { not: "the list somebody gave by: what they were given is told as coupons" },
    forgotten: nobodys,
  },
  link_claimer: { told: counted, forgotten: nobodys },
  link_conversion: {
    told: { not: "by which link a claim or an order came, which are told themselves; visits are, too" },
    forgotten: nobodys,
  },
  member_account: { told: "balances", forgotten: { stays: "the sum of a ledger" } },
  member_group_member: { told: "groups", forgotten: true },
  member_quota: { told: counted, forgotten: nobodys },
  member_remark: { told: "remarks", forgotten: true },
  member_session: { told: "sessions", forgotten: { stays: "ended; its browser is taken out" } },
  member_spent: { told: { not: "the sum of orders, which are told" }, forgotten: nobodys },
  member_tag: { told: "tags", forgotten: true },
  member_tier: { told: "tiers", forgotten: true },
  member_visit: { told: "linkVisits", forgotten: nobodys },
  order: { told: "orders", forgotten: { stays: "a sale; its note is taken out" } },
  pack_gift: { told: "packGifts", forgotten: { stays: "a gift; its note is taken out" } },
  pack_purchase: { told: "packs", forgotten: nobodys },
  pack_quota: { told: counted, forgotten: nobodys },
  participation: { told: "participations", forgotten: nobodys },
  refund_request: { told: "refundRequests", forgotten: { stays: "its words are taken out" } },
  voucher: { told: "coupons", forgotten: nobodys },
  voucher_gift: { told: "couponGifts", forgotten: { stays: "a gift; its message is taken out" } },
};

const phone = "+85269998877";
let world: TestWorld;
let admin: Scope;
let memberId: string;

async function order(note: string): Promise<string> {
  const body = orderInputSchema.parse({
    ...{
      storeId: world.first.storeId,
      channel: "till",
      device: "till",
      memberId,
      currency: "HKD",
      note,
      region: "Bar",
    },
    lines: [{ id: "l1", productId: world.first.productId, unitPriceMinor: 5000, quantity: 2 }],
  });
  const placed = await placeOrder(admin, { requestId: freshRequestId(), order: body });
  if (!placed.ok) throw new Error(placed.refusal.code);
  const orderId = placed.value.id;
  await payOrder(admin, { requestId: freshRequestId(), orderId, paymentRef: "till-1" });
  return orderId;
}

beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "PERSONAL"));
  admin = testScope(world.merchantId);
  const profile = { name: "Erika", nickname: null, birthday: null, externalId: null, homeStoreId: null };
  const added = await addMember(admin, {
    ...{ requestId: freshRequestId(), phone, email: null, profile, despiteErasure: false },
  });
  if (!added.ok) throw new Error(added.refusal.code);
  memberId = added.value.memberId;
  const tags = { memberIds: [memberId], add: [world.tagId], remove: [] };
  await tagMembers(admin, { requestId: freshRequestId(), ...tags });
  const own = memberScope(world.merchantId, memberId);
  const [granted, declined] = [await order("Erika wants it hot"), await order("for Erika")];
  for (const orderId of [granted, declined]) {
    const ask = { orderId, lines: null, reason: "I am Erika and it was cold" };
    expect((await askRefund(own, { requestId: freshRequestId(), ...ask })).ok).toBe(true);
    const decision = { orderId, granted: orderId === granted, answer: "Dear Erika" };
    expect((await decideRefund(admin, { requestId: freshRequestId(), ...decision })).ok).toBe(true);
  }
  const change = { memberId, unit: "points", change: 5, note: "Erika was patient" };
  expect((await adjustAccount(admin, { requestId: freshRequestId(), ...change })).ok).toBe(true);
});

describe("tables that name a member", () => {
  it("are each told to whoever asks for their data and forgotten with them, or excused", async () => {
    const rows = await db().execute<{ name: string }>(sql`select distinct table_name as name
      from information_schema.columns where table_schema = 'public' and column_name like '%member_id' order by 1`);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(personal));
  });

  it("give their rows to the file", async () => {
    const file = await memberData(admin, memberId);
    if (!file) throw new Error("not found");
    const told = Object.values(personal).flatMap((one) => (typeof one.told === "string" ? [one.told] : []));
    expect(told.filter((part) => !Array.isArray(file[part]))).toEqual([]);
    const { orders, orderLines, refunds, refundRequests, balances, balanceEntries } = file;
    expect(orders).toMatchObject([
      { note: "Erika wants it hot", region: "Bar" },
      { note: "for Erika", paid_minor: "10000" },
    ]);
    expect(orderLines).toHaveLength(2);
    expect(refunds).toMatchObject([{ reason: "I am Erika and it was cold" }]);
    expect(refundRequests).toMatchObject([
      { status: "granted" },
      { status: "declined", answer: "Dear Erika" },
    ]);
    expect(balances).toMatchObject([{ unit: "points", balance: "5" }]);
    expect(balanceEntries).toMatchObject([{ change: "5", note: "Erika was patient" }]);
    expect(file.isWhole).toBe(true);
  });

  it("hold nothing of what they were called once they are forgotten, and all sums stay", async () => {
    const amounts = () =>
      db().execute(
        sql`select number, status, paid_minor, refunded_minor from "order" where member_id = ${memberId} order by 1`,
      );
    const [sums, broken] = [await amounts(), await brokenInvariants(db())];
    const erased = await eraseMember(admin, { requestId: freshRequestId(), memberId, confirmation: "8877" });
    expect(erased.ok).toBe(true);
    await forgetMember(admin, memberId);
    const tables = await db().execute<{
      name: string;
    }>(sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE'`);
    const naming: string[] = [];
    for (const { name } of tables) {
      const found = sql`select 1 from ${sql.identifier(name)} t where row_to_json(t)::text ~ 'Erika|9998877' limit 1`;
      if ((await db().execute(found)).length > 0) naming.push(name);
    }
    expect(naming).toEqual([]);
    for (const [name, { forgotten }] of Object.entries(personal)) {
      const left = sql`select 1 from ${sql.identifier(name)} where member_id = ${memberId} limit 1`;
      if (forgotten === true) expect([name, (await db().execute(left)).length]).toEqual([name, 0]);
    }
    expect([await amounts(), await brokenInvariants(db())]).toEqual([sums, broken]);
  });

  it("let nothing but those words be taken out of a ledger", async () => {
    const refused = [
      sql`update refund set reason = 'other' where merchant_id = ${world.merchantId}`,
      sql`update refund set reason = '', amount_minor = 0 where merchant_id = ${world.merchantId}`,
      sql`delete from refund where merchant_id = ${world.merchantId}`,
      sql`update account_entry set note = '', change = 9 where merchant_id = ${world.merchantId}`,
      sql`delete from account_entry where merchant_id = ${world.merchantId}`,
    ];
    for (const statement of refused)
      await expect(db().execute(statement)).rejects.toMatchObject({ cause: { message: /append-only/ } });
  });
});
