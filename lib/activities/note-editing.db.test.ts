import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activityPageEditors } from "@/db/schema/activity-pages";
import { makeMerchant, makeStaff, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { leaveEditing } from "@/lib/activities/leave-editing";
import { EDITOR_GONE_MS, noteEditing } from "@/lib/activities/note-editing";
import { signPreview } from "@/lib/activities/sign-preview";
import { isPreviewToken } from "@/lib/platform/auth/page-preview";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId: string;
let activityId: string;
let amy: Scope;
let ben: Scope;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    const couponId = await makeCoupon(tx, merchantId);
    const passwords = [{ password: "open", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
    const dates = { startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z" };
    activityId = (await makeActivity(tx, merchantId, { ...dates, passwords })).id;
    const scopeOf = async (name: string) => {
      const id = await makeStaff(tx, merchantId, { name, role: "group_admin" });
      return testScope(merchantId, "group_admin", { actor: { type: "staff", id } });
    };
    [amy, ben] = [await scopeOf("Amy"), await scopeOf("Ben")];
  });
});

const told = async (scope: Scope, tab: string, take = false) => {
  const result = await noteEditing(scope, { activityId, tab, take });
  return result.ok ? result.value : result.refusal;
};

describe("who decorates a page", () => {
  it("is told to whoever comes beside them, until they take over or the first is gone", async () => {
    expect(await told(amy, "amy-tab-1")).toBeNull();
    expect(await told(ben, "ben-tab-1")).toEqual({ name: "Amy", isSelf: false });
    expect(await told(amy, "amy-tab-2")).toEqual({ name: "Amy", isSelf: true });
    expect(await told(amy, "amy-tab-1")).toBeNull();
    expect(await told(ben, "ben-tab-1", true)).toBeNull();
    expect(await told(amy, "amy-tab-1")).toEqual({ name: "Ben", isSelf: false });
    const long = new Date(Date.now() - EDITOR_GONE_MS - 1000);
    await db()
      .update(activityPageEditors)
      .set({ seenAt: long })
      .where(eq(activityPageEditors.activityId, activityId));
    expect(await told(amy, "amy-tab-1")).toBeNull();
  });

  it("is nobody any more once their window says that it goes, and only then", async () => {
    await db().delete(activityPageEditors).where(eq(activityPageEditors.activityId, activityId));
    expect(await told(amy, "amy-tab-1")).toBeNull();
    const elsewhere = await inTransaction((tx) => makeMerchant(tx));
    await leaveEditing({ ...amy, merchantId: elsewhere }, { activityId, tab: "amy-tab-1" });
    await leaveEditing(amy, { activityId, tab: "amy-tab-2" });
    await leaveEditing(ben, { activityId, tab: "amy-tab-1" });
    expect(await told(amy, "amy-tab-2")).toEqual({ name: "Amy", isSelf: true });
    await leaveEditing(amy, { activityId, tab: "amy-tab-1" });
    await leaveEditing(amy, { activityId, tab: "amy-tab-1" });
    expect(await told(amy, "amy-tab-2")).toBeNull();
  });

  it("is one, when several come at once to a page that nobody has", async () => {
    await db().delete(activityPageEditors).where(eq(activityPageEditors.activityId, activityId));
    const all = await Promise.all(
      Array.from({ length: 6 }, (_, n) => told(n % 2 ? amy : ben, `window-${n}`)),
    );
    expect(all.filter((one) => one === null)).toHaveLength(1);
    await expect(noteEditing(amy, { activityId: "act_none", tab: "window-1", take: true })).rejects.toThrow();
  });
});

describe("a preview link", () => {
  it("leads to the page's own address with a token of that activity, for seven days", async () => {
    const now = new Date();
    const signed = await signPreview(amy, activityId, now);
    if (!signed.ok) throw new Error(signed.refusal.code);
    expect(signed.value.until.getTime() - now.getTime()).toBe(7 * 86_400_000);
    const token = /^\/a\/[^/]+\/preview\/([^/]+)$/.exec(signed.value.path)?.[1] ?? "";
    expect(isPreviewToken(token, { merchantId, activityId }, now)).toBe(true);
    await expect(signPreview(amy, "act_none")).rejects.toThrow();
    const elsewhere = testScope(merchantId, "store_manager", { storeIds: ["str_elsewhere"] });
    expect(await signPreview(elsewhere, activityId)).toMatchObject({
      refusal: { code: "coupon_not_usable" },
    });
    expect(await told(elsewhere, "window-1")).toMatchObject({ code: "coupon_not_usable" });
  });
});
