import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import {
  freshRequestId,
  makeCategory,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { changeCategoryState } from "@/lib/catalogue/change-category-state";
import { changeProductState } from "@/lib/catalogue/change-product-state";
import { changeProducts } from "@/lib/catalogue/change-products";
import { createCategory } from "@/lib/catalogue/create-category";
import { createProduct } from "@/lib/catalogue/create-product";
import { editProduct } from "@/lib/catalogue/edit-product";
import { categoryOptions, listCategories } from "@/lib/catalogue/queries/categories";
import { findProducts } from "@/lib/catalogue/queries/find";
import { getProduct, listProducts } from "@/lib/catalogue/queries/products";
import { renameCategory } from "@/lib/catalogue/rename-category";
import type { ProductInput } from "@/lib/catalogue/schema";

async function build() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const other = await makeMerchant(tx);
    const here = await makeStore(tx, merchantId);
    const tokyo = await makeStore(tx, merchantId, { currency: "JPY", timeZone: "Asia/Tokyo" });
    const theirStore = await makeStore(tx, other);
    const tea = await makeCategory(tx, merchantId, { name: "Tea" });
    const theirCategory = await makeCategory(tx, other, { name: "Theirs" });
    const theirProduct = await makeProduct(tx, other, { name: "Theirs", sku: "X-1" });
    return { merchantId, other, here, tokyo, theirStore, tea, theirCategory, theirProduct };
  });
}

describe("the catalogue", () => {
  let world: Awaited<ReturnType<typeof build>>;
  let serial = 0;
  const admin = () => testScope(world.merchantId);
  const product = (more: Partial<ProductInput> = {}): ProductInput => ({
    name: `Tea ${++serial}`,
    translations: {},
    sku: null,
    categoryIds: [world.tea],
    prices: [{ currency: "HKD", priceMinor: 3000, onOffer: false }],
    storeIds: [world.here],
    ...more,
  });
  const create = (input: ProductInput, requestId = `request-${++serial}`) =>
    createProduct(admin(), { requestId, product: input });
  const created = async (input: ProductInput) => {
    const result = await create(input);
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value.id;
  };
  const actionsOf = async (objectId: string) =>
    (
      await db()
        .select({ action: auditEntries.action })
        .from(auditEntries)
        .where(and(eq(auditEntries.merchantId, world.merchantId), eq(auditEntries.objectId, objectId)))
        .orderBy(auditEntries.id)
    ).map((row) => row.action);

  beforeAll(async () => {
    world = await build();
  });

  it("makes one product of twin requests, with its audit row and event", async () => {
    const input = product({ sku: "T-1" });
    const twins = await Promise.all(Array.from({ length: 5 }, () => create(input, "same-request")));
    const ids = new Set(twins.map((twin) => twin.ok && twin.value.id));
    expect(ids.size).toBe(1);
    const [id] = [...ids];
    expect(await actionsOf(String(id))).toEqual(["product.create"]);
    const events = await db().execute(sql`select 1 from outbox_batch o,
      announced_events(o.events) e where e."subjectId" = ${String(id)}`);
    expect(events).toHaveLength(1);
  });

  it("gives a SKU once in a merchant, however many ask at once, and again in another", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => create(product({ sku: "RACE" }))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.refusal.code === "sku_taken")).toHaveLength(7);
    expect((await create(product({ sku: "X-1" }))).ok).toBe(true);
  });

  it("refuses what is another merchant's, unpriced or archived", async () => {
    const code = async (input: ProductInput) => {
      const result = await create(input);
      return result.ok ? null : result.refusal.code;
    };
    expect(await code(product({ categoryIds: [world.theirCategory] }))).toBe("category_unknown");
    expect(await code(product({ storeIds: [world.theirStore] }))).toBe("store_unknown");
    expect(await code(product({ storeIds: "all" }))).toBe("price_missing");
    expect(
      await code(
        product({ prices: [...product().prices, { currency: "EUR", priceMinor: 1, onOffer: false }] }),
      ),
    ).toBe("currency_unused");
  });

  it("saves an edit once, tells a stale one, and audits only what changed", async () => {
    const id = await created(product({ name: "Old" }));
    const changed = product({ name: "New", prices: [{ currency: "HKD", priceMinor: 3500, onOffer: true }] });
    expect(
      await editProduct(admin(), {
        requestId: freshRequestId(),
        productId: id,
        revision: 1,
        product: changed,
      }),
    ).toEqual({
      ok: true,
      value: { revision: 2 },
    });
    const stale = await editProduct(admin(), {
      requestId: freshRequestId(),
      productId: id,
      revision: 1,
      product: changed,
    });
    expect(stale).toMatchObject({ ok: false, refusal: { code: "changed_meanwhile" } });
    const same = await editProduct(admin(), {
      requestId: freshRequestId(),
      productId: id,
      revision: 2,
      product: changed,
    });
    expect(same).toEqual({ ok: true, value: { revision: 2 } });
    const rows = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, id), eq(auditEntries.action, "product.edit")));
    expect(rows).toEqual([
      {
        before: { name: "Old", prices: [{ currency: "HKD", priceMinor: 3000, onOffer: false }] },
        after: { name: "New", prices: [{ currency: "HKD", priceMinor: 3500, onOffer: true }] },
      },
    ]);
    expect(await getProduct(admin(), id)).toMatchObject({ name: "New", revision: 2 });
  });

  it("archives many, each with an outcome of its own, and tells which of them stood otherwise before", async () => {
    const ids = [await created(product()), await created(product())];
    const [first = "", second = ""] = ids;
    const change = async (what: "archive" | "restore", some: readonly string[]) => {
      const products = some.map((id) => ({ id, name: "" }));
      const came = await changeProducts(admin(), { requestId: freshRequestId(), products, change: what });
      if (!came.ok) throw new Error(came.refusal.code);
      return came.value;
    };
    expect(await change("archive", [first])).toMatchObject({ done: [first], changed: [first] });
    const both = await change("archive", [...ids, "prd_gone"]);
    expect(both).toMatchObject({ done: ids, changed: [second] });
    expect(both.refused.map(({ id }) => id)).toEqual(["prd_gone"]);
    // What is taken back is what this change did.
    await change("restore", both.changed);
    expect(await actionsOf(first)).toEqual(["product.create", "product.archive"]);
    expect(await actionsOf(second)).toEqual(["product.create", "product.archive", "product.restore"]);
  });

  it("archives and restores a product, twice as once", async () => {
    const id = await created(product());
    for (const change of ["archive", "archive", "restore"] as const) {
      await changeProductState(admin(), { requestId: freshRequestId(), productId: id, change });
    }
    expect(await actionsOf(id)).toEqual(["product.create", "product.archive", "product.restore"]);
  });

  it("does nothing to another merchant's products and categories", async () => {
    const { theirProduct, theirCategory } = world;
    const missing = { code: "not_found" };
    const edit = { requestId: freshRequestId(), productId: theirProduct, revision: 1, product: product() };
    await expect(editProduct(admin(), edit)).rejects.toMatchObject(missing);
    await expect(
      changeProductState(admin(), {
        requestId: freshRequestId(),
        productId: theirProduct,
        change: "archive",
      }),
    ).rejects.toMatchObject(missing);
    await expect(
      renameCategory(admin(), {
        requestId: freshRequestId(),
        categoryId: theirCategory,
        category: { name: "Mine" },
      }),
    ).rejects.toMatchObject(missing);
    await expect(
      changeCategoryState(admin(), {
        requestId: freshRequestId(),
        categoryId: theirCategory,
        change: "archive",
      }),
    ).rejects.toMatchObject(missing);
    expect(await getProduct(admin(), theirProduct)).toBeNull();
    expect((await listProducts(testScope(world.other))).rows.map((row) => row.name)).toEqual(["Theirs"]);
    expect((await listProducts(admin(), { categoryIds: [theirCategory] })).rows).toEqual([]);
    expect(await categoryOptions(testScope(world.other), [world.tea])).toMatchObject([{ name: "Theirs" }]);
  });

  it("keeps a category's name to one category in use", async () => {
    const make = (name: string) =>
      createCategory(admin(), { requestId: `request-${++serial}`, category: { name } });
    expect(await make("TEA")).toMatchObject({ ok: false, refusal: { code: "name_taken" } });
    const cake = await make("Cake");
    if (!cake.ok) throw new Error("not made");
    const categoryId = cake.value.id;
    expect(
      await renameCategory(admin(), { requestId: freshRequestId(), categoryId, category: { name: "tea" } }),
    ).toMatchObject({
      ok: false,
    });
    await changeCategoryState(admin(), { requestId: freshRequestId(), categoryId, change: "archive" });
    expect((await make("cake")).ok).toBe(true);
    expect(
      await changeCategoryState(admin(), { requestId: freshRequestId(), categoryId, change: "restore" }),
    ).toMatchObject({
      ok: false,
      refusal: { code: "name_taken" },
    });
    await renameCategory(admin(), { requestId: freshRequestId(), categoryId, category: { name: "Cakes" } });
    expect(
      (await changeCategoryState(admin(), { requestId: freshRequestId(), categoryId, change: "restore" })).ok,
    ).toBe(true);
  });

  it("shows a store what is sold in it", async () => {
    const everywhere = await created(
      product({
        storeIds: "all",
        prices: [...product().prices, { currency: "JPY", priceMinor: 500, onOffer: false }],
      }),
    );
    const inTokyo = testScope(world.merchantId, "store_manager", { storeIds: [world.tokyo] });
    expect((await listProducts(inTokyo)).rows.map((row) => row.id)).toEqual([everywhere]);
    const view = testScope(world.merchantId, "group_admin", { storeId: world.tokyo });
    expect((await listProducts(view)).rows.map((row) => row.id)).toEqual([everywhere]);
  });

  it("finds products by words of their name and by the whole SKU, the whole name first, none archived", async () => {
    const named = (name: string, sku: string | null = null) => created(product({ name, sku }));
    const [longer, whole] = [await named("Best oolong"), await named("Oolong", "OO-1")];
    const gone = await named("Archived oolong");
    await changeProductState(admin(), {
      requestId: `request-${++serial}`,
      productId: gone,
      change: "archive",
    });
    const idsOf = async (text: string) => (await findProducts(admin(), text)).map(({ id }) => id);
    expect(await idsOf("oolong")).toEqual([whole, longer]);
    expect(await idsOf("OO-1")).toEqual([whole]);
    expect(await idsOf("OO-")).toEqual([]);
    expect(await idsOf("%")).toEqual([]);
    const inTokyo = testScope(world.merchantId, "store_manager", { storeIds: [world.tokyo] });
    expect(await findProducts(inTokyo, "oolong")).toEqual([]);
  });

  it("pages and counts products and categories", async () => {
    const seen: string[] = [];
    for (let cursor: string | null = null; ; ) {
      const page = await listProducts(admin(), { size: 2, cursor, sort: "created", descending: true });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    const { total } = await listProducts(admin());
    expect([new Set(seen).size, seen.length]).toEqual([total, total]);
    const tea = (await listCategories(admin(), { q: "te" })).rows;
    expect(tea).toMatchObject([{ name: "Tea", products: total }]);
  });
});
