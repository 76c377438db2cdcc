import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { auditEntries } from "@/db/schema/merchants";
import { freshRequestId, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { deleteTemplate } from "@/lib/coupons/delete-template";
import { getTemplate, listTemplates } from "@/lib/coupons/queries/templates";
import { renameTemplate } from "@/lib/coupons/rename-template";
import { saveTemplate } from "@/lib/coupons/save-template";
import { TEMPLATES_OF_MERCHANT } from "@/lib/coupons/schema";

async function build() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const [north, south] = [await makeStore(tx, merchantId), await makeStore(tx, merchantId)];
    const everywhere = await makeCoupon(tx, merchantId, { name: "Everywhere" });
    const inNorth = await makeCoupon(tx, merchantId, { name: "North", conditions: { storeIds: [north] } });
    return { merchantId, north, south, everywhere, inNorth };
  });
}
let world: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  world = await build();
});

const admin = () => testScope(world.merchantId);
const manager = (storeId: string) => testScope(world.merchantId, "store_manager", { storeIds: [storeId] });
const save = (couponId: string, name: string, scope = admin(), requestId = freshRequestId()) =>
  saveTemplate(scope, { requestId, couponId, name });
async function saved(couponId: string, name: string): Promise<string> {
  const result = await save(couponId, name);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.templateId;
}

describe("a template", () => {
  it("keeps the whole coupon as it is, once for a request, under a name nobody else has", async () => {
    const requestId = freshRequestId();
    const first = await save(world.everywhere, "Kept", admin(), requestId);
    expect(await save(world.everywhere, "Kept", admin(), requestId)).toMatchObject({
      ok: true,
      value: first.ok ? first.value : null,
    });
    expect(await save(world.inNorth, "Kept")).toMatchObject({ refusal: { code: "name_taken" } });
    const [row] = await listTemplates(admin(), { q: "Kept" });
    expect(row).toMatchObject({ name: "Kept", used: 0, coupon: { name: "Everywhere", currency: "HKD" } });
  });

  it("saved by two at once under one name is there once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => save(world.everywhere, "Twins")));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it("counts the coupons made from it, and stays countless when it is gone", async () => {
    const templateId = await saved(world.everywhere, "Counted");
    const template = await getTemplate(admin(), templateId);
    if (!template) throw new Error("it is not there");
    const make = () =>
      createCoupon(admin(), {
        requestId: freshRequestId(),
        coupon: template.coupon,
        publish: false,
        templateId,
      });
    await make();
    await make();
    expect((await getTemplate(admin(), templateId))?.used).toBe(2);
    await deleteTemplate(admin(), { requestId: freshRequestId(), templateId });
    expect((await make()).ok).toBe(true);
  });

  it("is renamed and deleted in the audit log", async () => {
    const templateId = await saved(world.everywhere, "Before");
    const rename = (name: string) =>
      renameTemplate(admin(), { requestId: freshRequestId(), templateId, name });
    expect(await rename("Kept")).toMatchObject({ refusal: { code: "name_taken" } });
    expect((await rename("After")).ok).toBe(true);
    await deleteTemplate(admin(), { requestId: freshRequestId(), templateId });
    expect(await getTemplate(admin(), templateId)).toBeNull();
    const log = await db()
      .select({ action: auditEntries.action, before: auditEntries.before })
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, world.merchantId), eq(auditEntries.objectId, templateId)))
      .orderBy(auditEntries.id);
    expect(log.map(({ action }) => action)).toEqual(["template.save", "template.rename", "template.delete"]);
    expect(log[2]?.before).toEqual({ name: "After" });
  });

  it("of a store is seen by its staff and theirs to change, one of all stores is theirs to use only", async () => {
    const local = await saved(world.inNorth, "Of the north");
    const shared = await saved(world.everywhere, "Of all");
    const names = async (storeId: string) =>
      (await listTemplates(manager(storeId), { q: "Of" })).map((row) => row.name);
    expect(await names(world.north)).toEqual(["Of all", "Of the north"]);
    expect(await names(world.south)).toEqual(["Of all"]);
    const rename = (templateId: string, storeId: string) =>
      renameTemplate(manager(storeId), {
        requestId: freshRequestId(),
        templateId,
        name: `${templateId} new`,
      });
    await expect(rename(shared, world.north)).rejects.toMatchObject({ code: "not_found" });
    await expect(rename(local, world.south)).rejects.toMatchObject({ code: "not_found" });
    expect((await rename(local, world.north)).ok).toBe(true);
    expect(await save(world.everywhere, "Not mine", manager(world.north))).toMatchObject({
      refusal: { code: "stores_not_yours" },
    });
  });

  it("is refused beyond as many as a merchant keeps", async () => {
    const few = await build();
    const [one] = await listTemplates(admin());
    const { merchantId } = few;
    await db()
      .insert(couponTemplates)
      .values(
        Array.from({ length: TEMPLATES_OF_MERCHANT }, (_, i) => ({
          merchantId,
          id: `tpl_${i}`,
          name: `T${i}`,
          type: "amount_off" as const,
          coupon: one?.coupon ?? {},
        })),
      );
    const request = { requestId: freshRequestId(), couponId: few.everywhere, name: "One more" };
    expect(await saveTemplate(testScope(merchantId), request)).toMatchObject({
      refusal: { code: "too_many_templates", params: { limit: TEMPLATES_OF_MERCHANT } },
    });
  });
});
