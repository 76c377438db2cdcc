import { inArray, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { members } from "@/db/schema/members";
import { makeMember, makeMerchant, makeProduct, makeStore } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { buildTestProgram, startTestProgram, type TestProgram } from "@/db/testing-programs";
import { inTransaction } from "@/db/transaction";

let buyer: string;
let merchantId: string;
let place: Record<string, string>;
let couponId: string;
beforeAll(async () => {
  buyer = await buildTestProgram("pack-buyer");
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId);
    place = {
      ...{ MERCHANT: merchantId, STORE: await makeStore(tx, merchantId) },
      PRODUCT: await makeProduct(tx, merchantId),
    };
  });
});

const offered = (more: object) =>
  makePack(
    merchantId,
    packForm([couponId], { type: "paid", sale: saleOf({ channels: ["mall", "order"], ...more }) }),
  );
async function newMembers(n: number): Promise<string[]> {
  const ids = await inTransaction(async (tx) => {
    const made: string[] = [];
    for (let i = 0; i < n; i++) made.push(await makeMember(tx, merchantId));
    return made;
  });
  const rows = await db()
    .select({ id: members.id, phone: members.phone })
    .from(members)
    .where(inArray(members.id, ids));
  return rows.map(({ id, phone }) => `${id} ${phone}`);
}
type Rush = { packId: string; members: readonly string[]; requests: number; ways: readonly string[] };
/** A process of its own, as a web process is, that asks so often. */
const start = ({ packId, members, requests, ways }: Rush): TestProgram =>
  startTestProgram(buyer, {
    ...place,
    ...{ PACK: packId, MEMBERS: members.join(","), REQUESTS: String(requests), WAYS: ways.join(",") },
  });
async function saidBy(program: TestProgram): Promise<Record<string, number>> {
  await program.says("said ");
  return JSON.parse(program.lines().at(-1)?.slice("said ".length) ?? "{}");
}
const takenOf = async (packId: string) => {
  const [row] = await db().execute<{ counted: number; bought: number; given: number }>(sql`
    select (select sum(reserved + sold + given)::int from pack_stock where pack_id = ${packId}) as counted,
      (select count(*)::int from pack_purchase where pack_id = ${packId} and status in ('placed', 'paid')) as bought,
      (select coalesce(sum(quantity), 0)::int from pack_gift where pack_id = ${packId}) as given`);
  return row;
};

describe("a rush on one pack over two processes", () => {
  it("of 5,000 requests from 500 members by every way sells exactly the thousand there are (I-1)", {
    timeout: 240_000,
  }, async () => {
    const packId = await offered({ quantity: 1000, limit: 3 });
    const buyers = await newMembers(500);
    const ways = ["mall", "till", "mall", "order", "mall", "gift", "till", "mall", "stranger"];
    const rush = { packId, requests: 2500, ways };
    // From both ends, so that two processes ask for one member at once in the middle only.
    const both = [start({ ...rush, members: buyers }), start({ ...rush, members: buyers.toReversed() })];
    const [one = {}, two = {}] = await Promise.all(both.map(saidBy));
    const told = (word: string) => (one[word] ?? 0) + (two[word] ?? 0);
    expect(told("ok")).toBe(1000);
    expect(told("sold_out")).toBeGreaterThan(0);
    expect(await takenOf(packId)).toMatchObject({ counted: 1000 });
    expect(await inTransaction(brokenInvariants)).toEqual({});
  });

  it("of 200 requests of one member who may have one sells them one, and no more after kill -9 (I-2)", {
    timeout: 120_000,
  }, async () => {
    const packId = await offered({ limit: 1 });
    const buyers = await newMembers(1);
    const rush = { packId, members: buyers, ways: ["mall", "till", "order"] };
    const [killed, other] = [start({ ...rush, requests: 10_000 }), start({ ...rush, requests: 100 })];
    await Promise.race([killed.says("got one"), other.says("got one")]);
    await killed.kill();
    await saidBy(other);
    await saidBy(start({ ...rush, requests: 100 }));
    expect(await takenOf(packId)).toEqual({ counted: 1, bought: 1, given: 0 });
    expect(await inTransaction(brokenInvariants)).toEqual({});
  });
});
