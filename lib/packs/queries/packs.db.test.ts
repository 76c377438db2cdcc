import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { db } from "@/db/client";
import { makeMember, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, packRequest, phoneOf, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { changePackState } from "@/lib/packs/change-pack-state";
import { createPack } from "@/lib/packs/create-pack";
import { giftPack } from "@/lib/packs/gift-pack";
import { listPacks } from "@/lib/packs/queries/packs";
import { giftInputSchema, type PackChange } from "@/lib/packs/schema";

let merchantId: string;
let couponId: string;
let stores: readonly [string, string];
beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    couponId = await makeCoupon(tx, merchantId, {});
    stores = [await makeStore(tx, merchantId), await makeStore(tx, merchantId)];
  });
});

const staff = () => testScope(merchantId);
const change = (packId: string, to: PackChange) =>
  changePackState(staff(), { requestId: packRequest(), packId, change: to });
const named = (name: string, more: object = {}) =>
  makePack(merchantId, packForm([couponId], { name, ...more }));

/** One in every standing, and two whose sales are over or have not begun. */
async function inEveryStanding(): Promise<Map<string, string>> {
  const sale = (more: object = {}) => ({ type: "paid", sale: saleOf(more) });
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const over = await named("over", sale());
  const overAndPaused = await named("over and paused", sale());
  const packs = new Map([
    ["running", await named("running")],
    ["one left", await named("one left", sale({ quantity: 1 }))],
    ["not begun", await named("not begun", sale({ from: soon }))],
    ["over", over],
    ["over and paused", overAndPaused],
    ["paused", await named("paused")],
    ["archived", await named("archived")],
    ["given out", await named("given out", sale({ quantity: 1 }))],
  ]);
  const draft = await createPack(staff(), {
    ...{ requestId: packRequest(), publish: false },
    pack: packForm([couponId], { name: "draft" }),
  });
  packs.set("draft", draft.ok ? draft.value.id : "");
  await change(packs.get("paused") ?? "", "pause");
  await change(overAndPaused, "pause");
  await change(packs.get("archived") ?? "", "archive");
  await db().execute(sql`update pack set sales_until = now() where id in (${over}, ${overAndPaused})`);
  await give(packs.get("given out") ?? "");
  return packs;
}

async function give(packId: string): Promise<boolean> {
  const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
  const gift = giftInputSchema.parse({ phone: await phoneOf(memberId), quantity: 1 });
  return (await giftPack(staff(), { requestId: packRequest(), packId, gift })).ok;
}

it("the packs to choose from for a gift are those of which one is given when it is asked for, and no others", async () => {
  const packs = await inEveryStanding();
  const { rows, total } = await listPacks(staff(), { givable: true, limit: 50 });
  const offered = rows.map(({ name }) => name).sort();
  const given: string[] = [];
  for (const [name, id] of packs) if (await give(id)) given.push(name);
  expect(offered).toEqual(given.sort());
  expect(offered).toEqual(["not begun", "one left", "over", "running"]);
  expect(total).toBe(4);
});

it("staff of some stores choose among what is had in one of theirs", async () => {
  const [north, south] = stores;
  const inOne = (name: string, storeId: string) =>
    named(name, { type: "paid", sale: saleOf({ channels: ["order"], storeIds: [storeId] }) });
  await inOne("of the north", north);
  await inOne("of the south", south);
  const manager = testScope(merchantId, "store_manager", { storeIds: [north] });
  const { rows } = await listPacks(manager, { givable: true, q: "of the", limit: 50 });
  expect(rows.map(({ name }) => name)).toEqual(["of the north"]);
});
