import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activityPages } from "@/db/schema/activity-pages";
import { couponStock, coupons } from "@/db/schema/coupons";
import { links } from "@/db/schema/links";
import { auditEntries, merchants } from "@/db/schema/merchants";
import { freshRequestId, makeMerchant, makeStaff, makeStore, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeViews } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { couponOptions } from "@/lib/coupons/queries/options";
import { newId } from "@/lib/kernel/id";
import { changeStoreState } from "@/lib/merchants/change-store-state";
import { createStore } from "@/lib/merchants/create-store";
import { dismissSetup } from "@/lib/merchants/dismiss-setup";
import { editMerchant } from "@/lib/merchants/edit-merchant";
import { editStore } from "@/lib/merchants/edit-store";
import {
  frameStore,
  getMerchant,
  getStore,
  listCurrencies,
  listFloorStores,
  listFrameStores,
  listStores,
  setupProgress,
} from "@/lib/merchants/queries";
import { storeInputSchema } from "@/lib/merchants/schema";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);
const input = storeInputSchema.parse({
  name: "Harbour",
  currency: "HKD",
  timeZone: "Asia/Hong_Kong",
  regions: ["Bar"],
});

describe("stores and the organisation", () => {
  let merchantId: string;
  let other: string;
  let theirs: string;
  const admin = () => testScope(merchantId);
  beforeAll(async () => {
    await inTransaction(async (tx) => {
      merchantId = await makeMerchant(tx, { name: "Ours" });
      other = await makeMerchant(tx);
      theirs = await makeStore(tx, other, { name: "Theirs", currency: "EUR" });
    });
  });
  const actions = async (objectId: string) =>
    (
      await db()
        .select({ action: auditEntries.action })
        .from(auditEntries)
        .where(and(eq(auditEntries.merchantId, merchantId), eq(auditEntries.objectId, objectId)))
        .orderBy(auditEntries.id)
    ).map((row) => row.action);

  it("opens one store for twin requests and audits every change of it", async () => {
    const twins = await Promise.all(
      [1, 2, 3].map(() => createStore(admin(), { requestId: "same-request", store: input })),
    );
    const ids = new Set(twins.map((twin) => twin.ok && twin.value.id));
    expect(ids.size).toBe(1);
    const storeId = String([...ids][0]);
    const store = { ...input, name: "Pier" };
    expect(await editStore(admin(), { requestId: freshRequestId(), storeId, revision: 1, store })).toEqual({
      ok: true,
      value: { revision: 2 },
    });
    expect(
      await editStore(admin(), { requestId: freshRequestId(), storeId, revision: 1, store: input }),
    ).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    for (const change of ["archive", "archive", "restore"] as const) {
      await changeStoreState(admin(), { requestId: freshRequestId(), storeId, change });
    }
    expect(await actions(storeId)).toEqual(["store.create", "store.edit", "store.archive", "store.restore"]);
  });

  it("does nothing to another merchant's store and shows nothing of it", async () => {
    const missing = { code: "not_found" };
    await expect(
      editStore(admin(), { requestId: freshRequestId(), storeId: theirs, revision: 1, store: input }),
    ).rejects.toMatchObject(missing);
    await expect(
      changeStoreState(admin(), { requestId: freshRequestId(), storeId: theirs, change: "archive" }),
    ).rejects.toMatchObject(missing);
    expect(await getStore(admin(), theirs)).toBeNull();
    expect((await listStores(admin(), { status: ["open", "archived"] })).rows.map((row) => row.name)).toEqual(
      ["Pier"],
    );
    expect(await listCurrencies(admin())).toEqual(["HKD"]);
  });

  it("lists a person's own stores, with staff, and leaves archived ones out of the frame", async () => {
    const { tokyo, closed } = await inTransaction(async (tx) => {
      const tokyo = await makeStore(tx, merchantId, {
        name: "Tokyo",
        currency: "JPY",
        timeZone: "Asia/Tokyo",
      });
      const closed = await makeStore(tx, merchantId, {
        name: "Closed",
        currency: "USD",
        archivedAt: new Date(),
      });
      await makeStaff(tx, merchantId, { role: "cashier", storeIds: [tokyo] });
      return { tokyo, closed };
    });
    const manager = testScope(merchantId, "store_manager", { storeIds: [tokyo, closed] });
    expect((await listFrameStores(manager)).map((store) => store.name)).toEqual(["Tokyo"]);
    expect((await listFrameStores(admin())).map((store) => store.name)).toEqual(["Pier", "Tokyo"]);
    expect(await listCurrencies(admin())).toEqual(["HKD", "JPY"]);
    const page = await listStores(admin(), { size: 1 });
    expect(page).toMatchObject({ rows: [{ name: "Pier", staff: 0 }], total: 2 });
    const rest = await listStores(admin(), { size: 1, cursor: page.nextCursor });
    expect(rest).toMatchObject({ rows: [{ name: "Tokyo", staff: 1 }], nextCursor: null });
    expect((await listStores(admin(), { status: ["archived"] })).rows.map((row) => row.name)).toEqual([
      "Closed",
    ]);
  });

  it("are all there for whoever chooses among them, however many, and one is found by its key", async () => {
    const { chain, ids } = await inTransaction(async (tx) => {
      const chain = await makeMerchant(tx);
      const ids: string[] = [];
      for (let at = 0; at < 130; at++)
        ids.push(await makeStore(tx, chain, { name: `Store ${String(at).padStart(3, "0")}` }));
      return { chain, ids };
    });
    const scope = testScope(chain);
    const names = (rows: readonly { name: string }[]) => [rows.length, rows[0]?.name, rows.at(-1)?.name];
    const all = [130, "Store 000", "Store 129"];
    expect(names(await listFrameStores(scope))).toEqual(all);
    expect(names(await listFloorStores(scope))).toEqual(all);
    expect(names((await couponOptions(scope, { choose: false })).stores)).toEqual(all);
    const last = ids.at(-1) ?? "";
    const inLast = testScope(chain, "group_admin", { storeId: last });
    expect(names(await listFloorStores(inLast))).toEqual([1, "Store 129", "Store 129"]);
    expect(await frameStore(inLast, last)).toMatchObject({ name: "Store 129" });
    expect(await frameStore(testScope(merchantId), last)).toBeNull();
  });

  it("refuses unknown money, clocks and twice-named regions", () => {
    const wrong = { ...input, currency: "XQQ", timeZone: "Mars/Base", regions: ["Bar", "bar"] };
    const codes = storeInputSchema.safeParse(wrong).error?.issues.map((issue) => issue.message);
    expect(codes).toEqual(["currency_unknown", "zone_unknown", "region_twice"]);
  });

  it("changes the organisation against its revision", async () => {
    const { revision } = await getMerchant(admin());
    const merchant = { name: "Renamed", currency: "HKD", timeZone: "Asia/Tokyo", locale: "zh-CN" as const };
    expect(await editMerchant(admin(), { requestId: freshRequestId(), revision, merchant })).toEqual({
      ok: true,
      value: { revision: revision + 1 },
    });
    expect(await editMerchant(admin(), { requestId: freshRequestId(), revision, merchant })).toMatchObject({
      refusal: { code: "changed_meanwhile" },
    });
    expect(await getMerchant(admin())).toMatchObject({ name: "Renamed", timeZone: "Asia/Tokyo" });
    expect((await getMerchant(testScope(other))).name).not.toBe("Renamed");
  });

  it("keeps the time zone while coupons count days by it (reliability.md 2.5)", async () => {
    const limited = { distribution: { claimLimitPerDay: 1 } };
    const id = await inTransaction(async (tx) => {
      const mine = await makeMerchant(tx);
      await makeCoupon(tx, mine, limited);
      await makeCoupon(tx, mine, limited, { endedAt: new Date() });
      await makeCoupon(tx, mine, limited, { archivedAt: new Date() });
      await makeCoupon(tx, mine, limited, { publishedAt: null });
      await makeCoupon(tx, mine, {
        ...limited,
        validity: { type: "fixed", from: ago(9).toISOString(), until: ago(2).toISOString() },
      });
      await makeCoupon(tx, mine);
      return mine;
    });
    const { name, currency, timeZone, revision } = await getMerchant(testScope(id));
    const merchant = { name, currency, timeZone: "America/New_York", locale: "en" as const };
    const change = (more: object = {}) =>
      editMerchant(testScope(id), {
        requestId: freshRequestId(),
        revision,
        merchant: { ...merchant, ...more },
      });
    expect(await change()).toMatchObject({ refusal: { code: "zone_counts_days", params: { count: 1 } } });
    await db()
      .update(coupons)
      .set({ endedAt: new Date() })
      .where(and(eq(coupons.merchantId, id), isNull(coupons.endedAt)));
    expect(await change()).toMatchObject({ ok: true });
    expect(timeZone).not.toBe("America/New_York");
  });

  it("ticks each step of the setup by what is there, and puts it away once", async () => {
    const nothing = {
      brand: false,
      staff: false,
      coupon: false,
      activity: false,
      page: false,
      shared: false,
    };
    expect(await setupProgress(admin())).toMatchObject({ ...nothing, store: true, redeemed: false });
    const activity = await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, merchantId, {}, { publishedAt: null });
      return await makeActivity(
        tx,
        merchantId,
        {
          startsAt: ago(1).toISOString(),
          endsAt: ago(-1).toISOString(),
          passwords: [{ password: "word", inventory: 5, prizes: [{ couponId, quantity: 1 }] }],
        },
        { publishedAt: null },
      );
    });
    // A draft, and the one person who set the organisation up, are not enough.
    expect(await setupProgress(admin())).toMatchObject({ ...nothing, redeemed: false });
    await inTransaction(async (tx) => {
      const page = { merchantId, activityId: activity.id };
      await tx.insert(activityPages).values({ ...page, draft: 1 });
    });
    expect(await setupProgress(admin())).toMatchObject({ page: false });
    await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, merchantId);
      await makeStaff(tx, merchantId, { role: "cashier" });
      // A look at the page tells nobody that it is shared: staff look at it, too.
      await makeViews(tx, merchantId, activity.id, { "2026-01-01": 1 });
      const of = eq(couponStock.merchantId, merchantId);
      await tx
        .update(couponStock)
        .set({ issued: 1, used: 1 })
        .where(and(of, eq(couponStock.couponId, couponId), eq(couponStock.shard, 0)));
      await tx.update(activityPages).set({ live: 1 }).where(eq(activityPages.merchantId, merchantId));
      await tx.update(merchants).set({ brandColour: "#123456" }).where(eq(merchants.id, merchantId));
    });
    expect(await setupProgress(admin())).toMatchObject({ shared: false, activityId: activity.id });
    await inTransaction((tx) =>
      tx.insert(links).values({
        ...{ merchantId, id: newId("lnk"), slug: newId("lnk").slice(-12), targetType: "activity" },
        ...{
          targetId: activity.id,
          channel: "social",
          name: "Poster",
          utm: { source: "", medium: "", campaign: "", term: "", content: "" },
        },
      }),
    );
    const done = { brand: true, staff: true, coupon: true, page: true, shared: true, redeemed: true };
    expect(await setupProgress(admin())).toMatchObject({ ...done, activity: false, dismissedAt: null });
    await dismissSetup(admin(), { requestId: freshRequestId(), dismissed: true });
    await dismissSetup(admin(), { requestId: freshRequestId(), dismissed: true });
    expect((await setupProgress(admin())).dismissedAt).toBeInstanceOf(Date);
    expect((await actions(merchantId)).filter((action) => action === "setup.dismiss")).toHaveLength(1);
    await dismissSetup(admin(), { requestId: freshRequestId(), dismissed: false });
    expect((await setupProgress(admin())).dismissedAt).toBeNull();
    expect(await setupProgress(testScope(other))).toMatchObject({ ...nothing, store: true, redeemed: false });
  });
});
