import { eq } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { createPlacement } from "@/lib/links/create-placement";
import { listPlacements } from "@/lib/links/queries/placements";
import {
  type PlacedTarget,
  placementFilterSchema,
  placementInputSchema,
} from "@/lib/links/schema/placements";

let world: TestWorld;
const staff = () => testScope(world.merchantId);
let serial = 0;
const HOUR = 3_600_000;
const around = () => ({
  startsAt: new Date(Date.now() - 48 * HOUR).toISOString(),
  endsAt: new Date(Date.now() + 48 * HOUR).toISOString(),
});

async function newActivity() {
  const distribution = { methods: ["public" as const], quantity: 5 };
  return await inTransaction(async (tx) => {
    const couponId = await makeCoupon(tx, world.merchantId, { distribution });
    const passwords = [{ password: "LISTED", inventory: 3, prizes: [{ couponId, quantity: 1 }] }];
    return (await makeActivity(tx, world.merchantId, { ...around(), passwords })).id;
  });
}
async function place(target: PlacedTarget, more: object = {}) {
  const placement = placementInputSchema.parse({ slot: "home", form: "banner", ...around(), ...more });
  const requestId = `placement-list-${++serial}`;
  const made = await createPlacement(staff(), { requestId, target, placement });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
const list = async (more: object = {}) =>
  (await listPlacements(staff(), placementFilterSchema.parse(more))).rows;
const listed = async (id: string) => (await list()).find((row) => row.id === id) ?? null;

beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "LISTED"));
});
beforeEach(async () => {
  await db().delete(placements).where(eq(placements.merchantId, world.merchantId));
});

describe("a listed placement", () => {
  it("is found by what members read of it in any language, and by no key of what is kept", async () => {
    const id = await newActivity();
    await db()
      .update(activities)
      .set({ shareTitle: "Snow is here", translations: { "zh-CN": { shareTitle: "下雪天" } } })
      .where(eq(activities.id, id));
    const own = await place(
      { type: "activity", id: world.first.activityId },
      { translations: { "zh-CN": { title: "热饮" } } },
    );
    const card = await place({ type: "activity", id });
    const ask = async (q: string) => (await list({ q })).map((row) => row.id);
    expect(await ask("热饮")).toEqual([own]);
    expect(await ask("下雪")).toEqual([card]);
    expect(await ask("snow is")).toEqual([card]);
    for (const key of ["zh-CN", "shareTitle"]) expect(await ask(key), key).toEqual([]);
    expect(await listed(card)).toMatchObject({ activity: { shareTitle: "Snow is here" }, pack: null });
  });

  it("leads to the dialog of what is promoted still, and of nothing that was archived", async () => {
    const activityId = await newActivity();
    const form = packForm([world.first.couponId], { type: "paid", sale: saleOf() });
    const packId = await makePack(world.merchantId, form);
    const ids = [
      await place({ type: "activity", id: activityId }),
      await place({ type: "pack", id: packId }, { slot: "mall" }),
    ];
    const promoted = () => Promise.all(ids.map(async (id) => (await listed(id))?.isPromoted));
    expect(await promoted()).toEqual([true, true]);
    const set = { archivedAt: new Date() };
    await db().update(activities).set(set).where(eq(activities.id, activityId));
    expect(await promoted()).toEqual([false, true]);
    await db().update(packs).set(set).where(eq(packs.id, packId));
    expect(await promoted()).toEqual([false, false]);
  });
});
