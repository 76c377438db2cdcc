import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { auditEntries } from "@/db/schema/merchants";
import { freshRequestId, makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { copyTemplate } from "@/lib/coupons/copy-template";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { createTemplate } from "@/lib/coupons/create-template";
import { deleteTemplate } from "@/lib/coupons/delete-template";
import { editTemplate } from "@/lib/coupons/edit-template";
import { getCoupon } from "@/lib/coupons/queries/coupons";
import { getTemplate, listTemplates } from "@/lib/coupons/queries/templates";
import { renameTemplate } from "@/lib/coupons/rename-template";
import { saveTemplate } from "@/lib/coupons/save-template";
import { type CouponInput, TEMPLATES_OF_MERCHANT } from "@/lib/coupons/schema";

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

/** A template, and what it holds. */
async function held(name: string) {
  const templateId = await saved(world.everywhere, name);
  const template = await getTemplate(admin(), templateId);
  if (!template) throw new Error("it is not there");
  return { templateId, template };
}
const edit = (
  templateId: string,
  revision: number,
  coupon: CouponInput,
  scope = admin(),
  requestId = freshRequestId(),
) => editTemplate(scope, { requestId, templateId, revision, coupon });

/** What a template made from nothing is asked to hold. */
async function contents(more: object = {}): Promise<CouponInput> {
  const { template } = await held(`Contents ${freshRequestId()}`);
  return { ...template.coupon, ...more };
}
const create = (name: string, coupon: CouponInput, scope = admin(), requestId = freshRequestId()) =>
  createTemplate(scope, { requestId, name, coupon });

describe("a template made from nothing", () => {
  it("holds what its form says, without a code, and is in the audit log with all of it", async () => {
    const sharedCode = { code: "SPRING26", quantity: null };
    const coupon = await contents({ name: "Spring coupon", budgetMinor: 9_000 });
    const typed = {
      ...coupon,
      distribution: { ...coupon.distribution, methods: ["code" as const], sharedCode },
    };
    const made = await create("Spring", typed);
    const templateId = made.ok ? made.value.templateId : "";
    expect(await getTemplate(admin(), templateId)).toMatchObject({
      ...{ name: "Spring", used: 0, revision: 1 },
      coupon: { name: "Spring coupon", budgetMinor: 9_000, distribution: { sharedCode: null } },
    });
    const log = await db()
      .select({ action: auditEntries.action, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, world.merchantId), eq(auditEntries.objectId, templateId)));
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      action: "template.create",
      after: { name: "Spring", couponName: "Spring coupon", budgetMinor: 9_000, methods: ["code"] },
    });
  });

  it("is there once for a request, however often and at once it is sent", async () => {
    const [coupon, requestId] = [await contents(), freshRequestId()];
    const twins = await Promise.all(
      Array.from({ length: 8 }, () => create("Twin submit", coupon, admin(), requestId)),
    );
    expect(twins.every((result) => result.ok)).toBe(true);
    expect(new Set(twins.map((result) => result.ok && result.value.templateId)).size).toBe(1);
    expect(await listTemplates(admin(), { q: "Twin submit" })).toHaveLength(1);
  });

  it("by several at once under one name is there once, and the others are told", async () => {
    const coupon = await contents();
    const results = await Promise.all([1, 2, 3, 4].map(() => create("One name", coupon)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.refusal.code).toBe("name_taken");
    expect(await listTemplates(admin(), { q: "One name" })).toHaveLength(1);
  });

  it("holds nothing that a coupon could not be made of, and is good in its author's stores alone", async () => {
    const coupon = await contents();
    const code = async (next: CouponInput, scope = admin()) => {
      const result = await create(`Refused ${freshRequestId()}`, next, scope);
      return result.ok ? "ok" : result.refusal.code;
    };
    expect(await code({ ...coupon, currency: "JPY" })).toBe("wrong_currency");
    expect(await code({ ...coupon, image: { id: "a".repeat(32), alt: "" } })).toBe("image_gone");
    const elsewhere = await build();
    const good = (storeId: string) => ({
      ...coupon,
      conditions: { ...coupon.conditions, storeIds: [storeId] },
    });
    expect(await code(good(elsewhere.north))).toBe("store_unknown");
    expect(await code(coupon, manager(world.north))).toBe("stores_not_yours");
    expect(await code(good(world.south), manager(world.north))).toBe("stores_not_yours");
    expect(await code(good(world.north), manager(world.north))).toBe("ok");
    expect(await listTemplates(admin(), { q: "Refused" })).toHaveLength(1);
  });
});

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

  it("is edited as its form says it: what it holds changes, coupons made from it and its name stay", async () => {
    const { templateId, template } = await held("Edited");
    const made = await createCoupon(admin(), {
      ...{ requestId: freshRequestId(), coupon: template.coupon, publish: false, templateId },
    });
    const requestId = freshRequestId();
    const next = { ...template.coupon, name: "Newer", budgetMinor: 5_000 };
    const sharedCode = { code: "SUMMER26", quantity: null };
    const typed = { ...next, distribution: { ...next.distribution, methods: ["code" as const], sharedCode } };
    const first = await edit(templateId, 1, typed, admin(), requestId);
    expect(first).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await edit(templateId, 1, typed, admin(), requestId)).toMatchObject(first);
    expect(await getTemplate(admin(), templateId)).toMatchObject({
      ...{ name: "Edited", revision: 2, used: 1 },
      coupon: { name: "Newer", budgetMinor: 5_000, distribution: { methods: ["code"], sharedCode: null } },
    });
    const id = made.ok ? made.value.id : "";
    expect((await getCoupon(admin(), id, new Date()))?.name).toBe(template.coupon.name);
    const [entry] = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, templateId), eq(auditEntries.action, "template.edit")));
    expect(entry?.before).toEqual({
      ...{ name: template.coupon.name, budgetMinor: null },
      methods: template.coupon.distribution.methods,
    });
    expect(entry?.after).toEqual({ name: "Newer", budgetMinor: 5_000, methods: ["code"] });
  });

  it("edited by two at once is what the first of them said, and the second is told", async () => {
    const { templateId, template } = await held("Contended");
    const names = ["One", "Two", "Three", "Four"];
    const results = await Promise.all(names.map((name) => edit(templateId, 1, { ...template.coupon, name })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) {
      if (!result.ok) expect(result.refusal.code).toBe("changed_meanwhile");
    }
    expect(await getTemplate(admin(), templateId)).toMatchObject({
      revision: 2,
      coupon: { name: names[results.findIndex((result) => result.ok)] },
    });
  });

  it("takes nothing that its coupon could not be made of", async () => {
    const { templateId, template } = await held("Guarded");
    const { coupon } = template;
    const refused = async (next: CouponInput) => await edit(templateId, 1, next);
    expect(await refused({ ...coupon, benefit: { type: "points", points: 5 } })).toMatchObject({
      refusal: { code: "type_fixed" },
    });
    expect(await refused({ ...coupon, currency: "JPY" })).toMatchObject({
      refusal: { code: "wrong_currency" },
    });
    expect(await refused({ ...coupon, image: { id: "a".repeat(32), alt: "" } })).toMatchObject({
      refusal: { code: "image_gone" },
    });
    const elsewhere = await build();
    const conditions = { ...coupon.conditions, storeIds: [elsewhere.north] };
    expect(await refused({ ...coupon, conditions })).toMatchObject({ refusal: { code: "store_unknown" } });
    expect((await getTemplate(admin(), templateId))?.revision).toBe(1);
  });

  it("copied is another one that holds the same and was not used yet, once for a request", async () => {
    const { templateId, template } = await held("Original");
    await createCoupon(admin(), {
      ...{ requestId: freshRequestId(), coupon: template.coupon, publish: false, templateId },
    });
    const requestId = freshRequestId();
    const copy = (name: string, key = freshRequestId()) =>
      copyTemplate(admin(), { requestId: key, templateId, name });
    const first = await copy("Original (copy)", requestId);
    expect(await copy("Original (copy)", requestId)).toMatchObject(first);
    expect(await copy("Original (copy)")).toMatchObject({ refusal: { code: "name_taken" } });
    const copyId = first.ok ? first.value.templateId : "";
    expect(copyId).not.toBe(templateId);
    expect(await getTemplate(admin(), copyId)).toMatchObject({
      ...{ name: "Original (copy)", used: 0, revision: 1, coupon: template.coupon },
    });
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
    const coupon = (await getTemplate(admin(), shared))?.coupon;
    if (!coupon) throw new Error("it is not there");
    const copyOf = (templateId: string, storeId: string) =>
      copyTemplate(manager(storeId), { requestId: freshRequestId(), templateId, name: `${templateId} copy` });
    for (const [templateId, storeId] of [
      [shared, world.north],
      [local, world.south],
    ] as const) {
      const by = manager(storeId);
      await expect(edit(templateId, 1, coupon, by)).rejects.toMatchObject({ code: "not_found" });
      await expect(copyOf(templateId, storeId)).rejects.toMatchObject({ code: "not_found" });
    }
    // Nor may they make their own good beyond their stores.
    expect(await edit(local, 1, coupon, manager(world.north))).toMatchObject({
      refusal: { code: "stores_not_yours" },
    });
    expect((await copyOf(local, world.north)).ok).toBe(true);
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
    const tooMany = { refusal: { code: "too_many_templates", params: { limit: TEMPLATES_OF_MERCHANT } } };
    expect(await saveTemplate(testScope(merchantId), request)).toMatchObject(tooMany);
    const copy = { requestId: freshRequestId(), templateId: "tpl_0", name: "One more" };
    expect(await copyTemplate(testScope(merchantId), copy)).toMatchObject(tooMany);
    const made = { requestId: freshRequestId(), name: "One more", coupon: await contents() };
    expect(await createTemplate(testScope(merchantId), made)).toMatchObject(tooMany);
  });
});
