import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { memberFilePage } from "@/lib/members/queries/file";
import { listMembers, type MemberListQuery } from "@/lib/members/queries/list";
import { payOrder } from "@/lib/orders/change-order";
import { placeOrder } from "@/lib/orders/place-order";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);
let merchantId: string;
let staff: Scope;
let north: string;
let south: string;
let abroad: string;
let productId: string;
const ids = { ann: "", ben: "", cat: "", dan: "", eve: "" };

type Sale = {
  readonly member: string;
  readonly store: string;
  readonly units: number;
  readonly currency?: string;
};

/** A paid order of so many units of 10.00. */
async function sell({ member, store, units, currency = "HKD" }: Sale): Promise<string> {
  const order = orderInputSchema.parse({
    ...{ storeId: store, channel: "till", device: "till", memberId: member, currency },
    lines: [{ id: "l1", productId, unitPriceMinor: 1000, quantity: units }],
  });
  const made = await placeOrder(staff, { requestId: freshRequestId(), order });
  if (!made.ok) throw new Error(made.refusal.code);
  const orderId = made.value.id;
  const paid = await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: orderId });
  expect(paid.ok).toBe(true);
  return orderId;
}

async function refund(orderId: string, quantity: number): Promise<void> {
  const back = { by: "merchant" as const, lines: [{ lineId: "l1", quantity }], reason: "" };
  expect((await refundOrder(staff, { requestId: freshRequestId(), orderId, refund: back })).ok).toBe(true);
}

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    staff = testScope(merchantId);
    [north, south] = [await makeStore(tx, merchantId), await makeStore(tx, merchantId)];
    abroad = await makeStore(tx, merchantId, { currency: "USD" });
    productId = await makeProduct(tx, merchantId);
    for (const [at, name] of (["ann", "ben", "cat", "dan", "eve"] as const).entries()) {
      const member = { name, homeStoreId: north, registeredAt: ago(50 - at) };
      ids[name] = await makeMember(tx, merchantId, member);
    }
  });
  await sell({ member: ids.ann, store: north, units: 5 });
  const order = await sell({ member: ids.ann, store: south, units: 20 });
  await refund(order, 3);
  await refund(await sell({ member: ids.ben, store: north, units: 4 }), 4);
  await sell({ member: ids.cat, store: north, units: 22 });
  await sell({ member: ids.dan, store: abroad, units: 90, currency: "USD" });
  // When each of them last ordered: ben long ago, cat before ann.
  for (const [name, days] of [
    ["ann", 1],
    ["ben", 100],
    ["cat", 40],
    ["dan", 2],
  ] as const)
    await db().execute(sql`update member set last_paid_at = ${ago(days).toISOString()}::timestamptz,
      first_paid_at = ${ago(days).toISOString()}::timestamptz where merchant_id = ${merchantId} and id = ${ids[name]}`);
});

async function named(query: MemberListQuery, scope = staff): Promise<string> {
  const { rows } = await listMembers(scope, query);
  return rows.map((row) => row.name).join(" ");
}

async function paged(query: MemberListQuery): Promise<string> {
  const seen: (string | null)[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listMembers>> = await listMembers(staff, { ...query, cursor });
    seen.push(...page.rows.map((row) => row.name));
    cursor = page.nextCursor;
  } while (cursor);
  return seen.join(" ");
}

describe("what members spent", () => {
  it("is kept equal to their orders through payments and refunds, currency by currency", async () => {
    const rows = await db().execute<{ member_id: string; currency: string; spent: number }>(sql`
      select member_id, currency, spent_minor::int as spent from member_spent where merchant_id = ${merchantId}`);
    const kept = Object.fromEntries(rows.map((row) => [`${row.member_id} ${row.currency}`, row.spent]));
    expect(kept).toEqual({
      [`${ids.ann} HKD`]: 22_000,
      [`${ids.ben} HKD`]: 0,
      [`${ids.cat} HKD`]: 22_000,
      [`${ids.dan} USD`]: 90_000,
    });
    expect(await brokenInvariants(db())).toEqual({});
  });

  it("is found by the recount when it says anything else, or nothing", async () => {
    const broken =
      "I-12 what a member is said to have spent is what they paid for orders less what was given back";
    const change = async (text: ReturnType<typeof sql>) =>
      await inTransaction(async (tx) => {
        await tx.execute(text);
        const found = await brokenInvariants(tx);
        throw Object.assign(new Error("undo"), { found });
      }).catch((error: Error & { found?: unknown }) => error.found);
    const of = sql`merchant_id = ${merchantId} and member_id = ${ids.ann}`;
    expect(await change(sql`update member_spent set spent_minor = spent_minor + 1 where ${of}`)).toEqual({
      [broken]: 1,
    });
    expect(await change(sql`delete from member_spent where ${of}`)).toEqual({ [broken]: 1 });
  });

  it("is added up whole at the next payment of a member whose row is not there yet", async () => {
    await inTransaction(async (tx) => {
      await tx.execute(
        sql`delete from member_spent where merchant_id = ${merchantId} and member_id = ${ids.cat}`,
      );
      await tx.execute(
        sql`update "order" set refunded_minor = 1 where merchant_id = ${merchantId} and member_id = ${ids.cat}`,
      );
      const [row] = await tx.execute<{ spent: number }>(sql`select spent_minor::int as spent from member_spent
        where merchant_id = ${merchantId} and member_id = ${ids.cat}`);
      expect(row?.spent).toBe(21_999);
      throw new Error("undo");
    }).catch((error: Error) => expect(error.message).toBe("undo"));
  });

  it("is added up from what was paid before by the migration, which run again changes nothing", async () => {
    const kept = async () => [
      ...(await db().execute(
        sql`select * from member_spent where merchant_id = ${merchantId} order by 2, 3`,
      )),
    ];
    const before = await kept();
    const folder = join(process.cwd(), "db", "migrations");
    const file = readdirSync(folder).find((name) => name.endsWith("_member_spent.sql")) ?? "";
    const backfill = readFileSync(join(folder, file), "utf8").split("--> statement-breakpoint").at(-1) ?? "";
    await db().execute(
      sql`delete from member_spent where merchant_id = ${merchantId} and member_id <> ${ids.ben}`,
    );
    await db().execute(sql`update member_spent set spent_minor = 5 where merchant_id = ${merchantId}`);
    for (const _ of [1, 2]) {
      await db().execute(sql.raw(backfill));
      const rows = await kept();
      expect(rows.filter((row) => row.member_id !== ids.ben)).toEqual(
        before.filter((row) => row.member_id !== ids.ben),
      );
      expect(rows.find((row) => row.member_id === ids.ben)?.spent_minor).toBe("5");
    }
    await db().execute(
      sql`update member_spent set spent_minor = 0 where merchant_id = ${merchantId} and member_id = ${ids.ben}`,
    );
  });

  it("loses nothing when eight orders of one member are paid and refunded at once", async () => {
    const member = await inTransaction((tx) => makeMember(tx, merchantId, { homeStoreId: south }));
    const paid = await Promise.all(Array.from({ length: 8 }, () => sell({ member, store: south, units: 3 })));
    await Promise.all(paid.slice(0, 4).map((orderId) => refund(orderId, 2)));
    const { rows } = await listMembers(staff, { memberIds: [member], withSpent: true });
    expect(rows[0]?.spent?.spentMinor).toBe(8 * 3000 - 4 * 2000);
    expect(await brokenInvariants(db())).toEqual({});
    await db().execute(
      sql`update member set erased_at = now() where merchant_id = ${merchantId} and id = ${member}`,
    );
  });
});

describe("the member list by what was spent and by the latest order", () => {
  it("is in that order either way, page by page, those without an order last", async () => {
    for (const size of [1, 2, 5]) {
      const list = async (sort: "spent" | "lastOrder", descending: boolean) =>
        await paged({ sort, descending, size });
      const tied = [ids.ann < ids.cat ? "ann cat" : "cat ann", ids.ann < ids.cat ? "cat ann" : "ann cat"];
      const rest = ids.dan < ids.eve ? ["dan eve", "eve dan"] : ["eve dan", "dan eve"];
      expect(await list("spent", true)).toBe(`${tied[1]} ben ${rest[1]}`);
      expect(await list("spent", false)).toBe(`ben ${tied[0]} ${rest[0]}`);
      expect(await list("lastOrder", true)).toBe("ann dan cat ben eve");
      expect(await list("lastOrder", false)).toBe("ben cat dan ann eve");
    }
  });

  it("is narrowed by both, in the list, its count and its file", async () => {
    const wanted = async (filter: MemberListQuery, names: string) => {
      expect(await named({ ...filter, sort: "name", descending: false })).toBe(names);
      expect((await listMembers(staff, filter)).total.count).toBe(names.split(" ").length);
      const file = await memberFilePage(staff, filter, { cursor: null, size: 10 });
      expect(
        file.rows
          .map((row) => row.name)
          .sort()
          .join(" "),
      ).toBe(names);
    };
    await wanted({ spentAtLeastMinor: 22_000 }, "ann cat");
    await wanted({ spentAtLeastMinor: 0 }, "ann ben cat");
    await wanted({ spentAtMostMinor: 21_999 }, "ben dan eve");
    await wanted({ spentAtLeastMinor: 1, spentAtMostMinor: 22_000 }, "ann cat");
    await wanted({ hasOrdered: true }, "ann ben cat dan");
    await wanted({ hasOrdered: false }, "eve");
    await wanted({ orderedDays: 30 }, "ann dan");
    await wanted({ notOrderedDays: 30 }, "ben cat");
    await wanted({ notOrderedDays: 30, spentAtLeastMinor: 1 }, "cat");
    expect(await named({ spentAtLeastMinor: 22_001 })).toBe("");
  });

  it("is that of their own stores for whoever sees only these, and in no order that tells of others", async () => {
    const manager = testScope(merchantId, "store_manager", { storeIds: [north] });
    const view = testScope(merchantId, "group_admin", { storeId: north });
    for (const scope of [manager, view]) {
      const by = async (filter: MemberListQuery) =>
        await named({ ...filter, sort: "name", descending: false }, scope);
      expect(await by({ spentAtLeastMinor: 5000 })).toBe("ann cat");
      expect(await by({ spentAtLeastMinor: 5001 })).toBe("cat");
      expect(await by({ spentAtMostMinor: 5000 })).toBe("ann ben dan eve");
      expect(await by({ hasOrdered: true })).toBe("ann ben cat");
      expect(await by({ hasOrdered: false })).toBe("dan eve");
      expect(await by({ orderedDays: 1 })).toBe("ann ben cat");
      expect(await by({ notOrderedDays: 1 })).toBe("");
      expect(await named({ sort: "spent" }, scope)).toBe("eve dan cat ben ann");
      expect(await named({ sort: "lastOrder" }, scope)).toBe("eve dan cat ben ann");
    }
  });
});
