import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db, type Tx } from "@/db/client";
import { voucherExpiry } from "@/db/schema/vouchers";
import { makeMember, makeMerchant } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { overlapping } from "@/db/testing-claims";
import { inTransaction } from "@/db/transaction";
import { systemScope } from "@/lib/platform/auth/scope";
import { type Move, moveAll } from "@/lib/vouchers/move-vouchers";
import { tellExpired, tellSome } from "@/lib/vouchers/tell-expired";

const MINUTE = 60_000;
const never = new AbortController().signal;

let merchantId: string;
let memberId: string;
beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    memberId = await makeMember(tx, merchantId);
  });
  await markAt(-60);
});

/** Where the bookmark stands, in minutes from now. */
async function markAt(minutes: number): Promise<void> {
  const until = new Date(Date.now() + minutes * MINUTE);
  await db()
    .insert(voucherExpiry)
    .values({ until, id: "" })
    .onConflictDoUpdate({ target: voucherExpiry.one, set: { until, id: "" } });
}

/** So many vouchers that end at one instant, so many minutes from now; null = never. */
async function ending(minutes: number | null, count = 1): Promise<string[]> {
  const now = Date.now();
  return await inTransaction(async (tx) => {
    const fixed = (until: number) => ({
      type: "fixed" as const,
      from: new Date(now - 1000 * MINUTE).toISOString(),
      until: new Date(until).toISOString(),
    });
    const validity = minutes === null ? { type: "permanent" as const } : fixed(now + minutes * MINUTE);
    const couponId = await makeCoupon(tx, merchantId, { validity });
    const ids: string[] = [];
    for (let i = 0; i < count; i += 1)
      ids.push(await makeVoucher(tx, merchantId, { memberId, couponId, at: new Date(now - 500 * MINUTE) }));
    return ids;
  });
}
const one = async (minutes: number | null) => (await ending(minutes))[0] ?? "";

const moveIn = (tx: Tx, move: Move, ...voucherIds: string[]) =>
  moveAll(tx, systemScope(merchantId, "test"), move, { voucherIds, cause: {}, now: new Date() });
const move = (how: Move, ...voucherIds: string[]) => inTransaction((tx) => moveIn(tx, how, ...voucherIds));

/** Of whom it was told that they ended, as often as it was. */
async function told(): Promise<string[]> {
  const rows = await db().execute<{ id: string }>(sql`
    select e ->> 'subjectId' as id from outbox_batch, jsonb_array_elements(events) e
    where merchant_id = ${merchantId} and e ->> 'type' = 'voucher.expired' order by 1`);
  return rows.map(({ id }) => id);
}

describe("that a voucher ended unused", () => {
  it("is told once, a minute after its end, of no other voucher", async () => {
    const over = await ending(-10, 2);
    const [used, revoked, reserved] = [await one(-10), await one(-10), await one(-10)];
    const justNow = await one(0);
    await one(10);
    await one(null);
    await one(-90);
    await move("redeem", used);
    await move("revoke", revoked);
    await move("reserve", reserved);
    await tellExpired(never);
    await tellExpired(never);
    expect(await told()).toEqual([...over].sort());
    const [row] = await db().execute<{ event: unknown }>(sql`
      select e as event from outbox_batch, jsonb_array_elements(events) e
      where merchant_id = ${merchantId} and e ->> 'subjectId' = ${over[0] ?? ""}`);
    expect(row?.event).toMatchObject({ payload: { memberId, couponId: expect.stringMatching(/^cpn_/) } });
    expect(await told()).not.toContain(justNow);
  });

  it("is told once by two workers at once, and after a pause, however many end at one instant", async () => {
    const ids = [...(await ending(-50, 40)), ...(await ending(-49, 1)), ...(await ending(-5, 33))];
    await Promise.all([tellExpired(never, 7), tellExpired(never, 7), tellExpired(never, 9)]);
    await tellExpired(never, 7);
    expect(await told()).toEqual(ids.toSorted());
  });

  it("is told when it comes back, where it was on an order or used at its end", async () => {
    const [held, used] = [await one(-10), await one(-10)];
    await move("reserve", held);
    await move("redeem", used);
    await tellExpired(never);
    expect(await told()).toEqual([]);
    await move("release", held);
    await move("return", used);
    expect(await told()).toEqual([held, used].sort());
    await tellExpired(never);
    expect(await told()).toHaveLength(2);
  });

  it("is left to the job where it comes back before the job has come to its end", async () => {
    const [held, later] = [await one(-10), await one(30)];
    await move("reserve", held, later);
    await move("release", held, later);
    expect(await told()).toEqual([]);
    await tellExpired(never);
    await tellExpired(never);
    expect(await told()).toEqual([held]);
  });

  it("is told once where it comes back while the job passes its end, whoever is first", async () => {
    const [first, second] = [await one(-10), await one(-10)];
    await move("reserve", first, second);
    const released = await overlapping(
      (tx) => moveIn(tx, "release", first),
      () => tellExpired(never),
    );
    expect(released).toMatchObject({ hasWaited: true, settled: { status: "fulfilled" } });
    expect(await told()).toEqual([first]);
    await markAt(-60);
    const passed = await overlapping(
      (tx) => tellSome(tx, 1000),
      () => move("release", second),
    );
    expect(passed).toMatchObject({ hasWaited: true, settled: { status: "fulfilled" } });
    expect((await told()).filter((id) => id === second)).toEqual([second]);
  });

  it("is found without reading vouchers that have not ended", async () => {
    await ending(-10, 3);
    const plan = await inTransaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      // Of the few rows of a test a bitmap may be thought cheaper, by what the last analysis happened to see.
      await tx.execute(sql`set local enable_bitmapscan = off`);
      return await tx.execute<Record<string, string>>(sql`explain select id from voucher
        where status = 'available' and valid_until is not null and (valid_until, id) > (now() - interval '1 hour', 'vch_1')
          and valid_until < now() order by valid_until, id limit 1000`);
    });
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    expect(text).toContain("voucher_ending");
    expect(text).not.toContain("Sort");
  });
});
