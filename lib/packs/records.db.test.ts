import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeMerchant, makeStore, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, makePurchase, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { makePack as makePastPack } from "@/db/seed/past-packs";
import { inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import { askPackRefund, withdrawPackRefund } from "@/lib/packs/ask-pack-refund";
import { deliverArrived } from "@/lib/packs/deliver-gifts";
import { findUndeliverable } from "@/lib/packs/find-undeliverable";
import { giftPack } from "@/lib/packs/gift-pack";
import { countPackRefundsAsked, packHistory } from "@/lib/packs/queries/about-purchases";
import { listPackVouchers } from "@/lib/packs/queries/issued";
import { listMall, packsForStore } from "@/lib/packs/queries/mall";
import { listPacks } from "@/lib/packs/queries/packs";
import { giftInputSchema } from "@/lib/packs/schema";

let merchantId: string;
let couponId: string;
let storeId: string;
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId, {});
    storeId = await makeStore(tx, merchantId);
  });
});
const newMember = (more: object = {}) => inTransaction((tx) => makeMember(tx, merchantId, more));
const staff = () => testScope(merchantId);
const paid = (more: object = {}) =>
  makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf(more) }));

describe("prices of several currencies", () => {
  it("are sorted within their currency, page by page, both ways, campaign packs as the dearest", async () => {
    const own = await inTransaction(makeMerchant);
    const coupon = await inTransaction((tx) => makeCoupon(tx, own, {}));
    const prices = [...["HKD 900", "HKD 2000", "HKD 2000", "HKD", "JPY 300", "JPY 5000", "EUR 4000"]];
    for (const price of prices) {
      const [currency = "", minor] = price.split(" ");
      const sale = minor ? { priceMinor: Number(minor), currency } : undefined;
      await inTransaction((tx) =>
        makePastPack(tx, own, { items: [{ couponId: coupon }], ...(sale ? { sale } : {}) }),
      );
    }
    const all = async (descending: boolean) => {
      const said: string[] = [];
      for (let cursor: string | null = null, first = true; first || cursor; first = false) {
        const page: Awaited<ReturnType<typeof listPacks>> = await listPacks(testScope(own), {
          ...{ sort: "price" as const, descending, cursor, limit: 2 },
        });
        said.push(...page.rows.map(({ currency, priceMinor }) => `${currency} ${priceMinor ?? ""}`.trim()));
        cursor = page.nextCursor;
      }
      return said;
    };
    const up = ["EUR 4000", "HKD 900", "HKD 2000", "HKD 2000", "HKD", "JPY 300", "JPY 5000"];
    expect(await all(false)).toEqual(up);
    expect(await all(true)).toEqual(up.toReversed());
    const band = await listPacks(testScope(own), { priceFrom: 2000, priceUntil: 5000 });
    expect(band.rows.map(({ currency, priceMinor }) => [currency, priceMinor])).toEqual(
      Array(2).fill(["HKD", 2000]),
    );
    const mall = await listMall(testScope(own, null), { sort: "price" });
    expect(mall.rows.map(({ currency }) => currency)).toEqual(["EUR", "HKD", "HKD", "HKD", "JPY", "JPY"]);
  });
});

it("the history of a pack tells of its changes, page by page, however often it was delivered since", async () => {
  const packId = await paid();
  const entry = (action: string) => ({ action, objectType: "pack", objectId: packId });
  await inTransaction(async (tx) => {
    await recordAudit(
      tx,
      staff(),
      Array.from({ length: 120 }, () => entry("pack.deliver")),
    );
    await recordAudit(
      tx,
      staff(),
      Array.from({ length: 60 }, () => entry("pack.gift")),
    );
  });
  const first = await packHistory(staff(), packId);
  expect(first.rows).toHaveLength(50);
  const second = await packHistory(staff(), packId, { cursor: first.nextCursor });
  const actions = second.rows.map(({ action }) => action);
  expect(actions).toEqual([...Array(10).fill("pack.gift"), expect.any(String), ...actions.slice(11)]);
  expect(actions).toContain("pack.create");
  expect(second.nextCursor).toBeNull();
});

it("a store's checkout offers no pack that its reader may not buy, or nobody can", async () => {
  const scarce = await inTransaction((tx) =>
    makeCoupon(tx, merchantId, { distribution: { methods: ["targeted"], quantity: 1 } }),
  );
  const sale = { channels: ["order"], storeIds: [storeId] };
  const once = await paid({ ...sale, channels: ["mall", "order"], limit: 1 });
  const free = await paid(sale);
  const memberId = await newMember();
  const scope = memberScope(merchantId, memberId);
  const offered = async (as = scope) => (await packsForStore(as, storeId)).map(({ id }) => id);
  expect(await offered()).toEqual([free, once]);
  await makePurchase(merchantId, once, memberId);
  expect(await offered()).toEqual([free]);
  expect(await offered(memberScope(merchantId, await newMember()))).toEqual([free, once]);
  const gone = await makePack(
    merchantId,
    packForm([scarce], {
      type: "paid",
      sale: saleOf(sale),
      contents: { items: [{ couponId: scarce, quantity: 2, validDays: 3, starts: { type: "at_once" } }] },
    }),
  );
  const known = [gone, free].map((id) => ({ id, contentsVersion: 1 }));
  expect([...(await findUndeliverable(scope, known))]).toEqual([gone]);
});

describe("a refund that staff asked for", () => {
  it("is not the member's to take back, and is counted for whoever decides", async () => {
    const memberId = await newMember();
    const purchaseId = await makePurchase(merchantId, await paid(), memberId);
    const before = await countPackRefundsAsked(staff());
    await askPackRefund(staff(), { requestId: packRequest(), purchaseId, reason: "Our mistake" });
    expect(await countPackRefundsAsked(staff())).toBe(before + 1);
    const own = memberScope(merchantId, memberId);
    expect(await withdrawPackRefund(own, { requestId: packRequest(), purchaseId })).toMatchObject({
      refusal: { code: "refund_not_asked" },
    });
    expect((await withdrawPackRefund(staff(), { requestId: packRequest(), purchaseId })).ok).toBe(true);
  });
});

it("issued coupons are found by their member's whole phone, by those who may look people up", async () => {
  const packId = await paid();
  const [one, two] = [await newMember(), await newMember()];
  for (const memberId of [one, two]) await makePurchase(merchantId, packId, memberId);
  const found = async (q: string, role: "group_admin" | "analyst" = "group_admin") =>
    (await listPackVouchers(testScope(merchantId, role), { packId, q })).rows.map(({ memberId }) => memberId);
  expect(await found(await phoneOf(two))).toEqual([two, two]);
  expect(await found("Mei")).toEqual([]);
  expect(await found(await phoneOf(two), "analyst")).toEqual([]);
});

it("gifts of numbers that became members' are all found, though the first of them fail", async () => {
  const packId = await makePack(merchantId, packForm([couponId]));
  const phones = ["+85251248001", "+85251248002", "+85251248003"];
  for (const phone of phones) {
    await giftPack(staff(), { requestId: packRequest(), packId, gift: giftInputSchema.parse({ phone }) });
  }
  const members: string[] = [];
  for (const phone of phones) members.push(await newMember({ phone }));
  const [first = ""] = members.toSorted();
  await db().execute(sql`create or replace function break_gift() returns trigger language plpgsql as $$
    begin raise exception 'not this one'; end $$`);
  await db().execute(
    sql.raw(`create trigger break_gift before update on pack_gift
    for each row when (new.member_id = '${first}') execute function break_gift()`),
  );
  await deliverArrived(new AbortController().signal, 1);
  await db().execute(sql`drop trigger break_gift on pack_gift`);
  const waiting = await db().execute(
    sql`select phone from pack_gift where pack_id = ${packId} and phone is not null`,
  );
  expect(waiting).toHaveLength(1);
  await deliverArrived(new AbortController().signal, 1);
  expect(
    await db().execute(sql`select phone from pack_gift where pack_id = ${packId} and phone is not null`),
  ).toHaveLength(0);
});
