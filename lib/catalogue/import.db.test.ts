import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { auditEntries } from "@/db/schema/merchants";
import { makeCategory, makeMerchant, makeProduct, makeStore, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { importProducts } from "@/lib/catalogue/import-products";
import { listCategories } from "@/lib/catalogue/queries/categories";
import { listProducts } from "@/lib/catalogue/queries/products";
import { faultsOf, rowsOfTable } from "@/lib/catalogue/read-import";

const mapping = {
  ...{ sku: 0, name: 1, categories: 2, stores: 3, price: 4, offers: 6 },
  prices: [{ currency: "JPY", column: 5 }],
};
let merchantId = "";
let theirs = "";
const scope = (of = merchantId) => testScope(of);
const tableOf = (lines: readonly string[]) => ({
  header: [],
  rows: lines.map((line, at) => ({ row: at + 2, cells: line.split("|") })),
});
const take = async (lines: readonly string[], of = merchantId) => {
  const rows = rowsOfTable(tableOf(lines), mapping, "HKD");
  const faults = faultsOf(rows);
  const wrong = new Set(faults.map(([row]) => row));
  const good = rows.filter((row) => !wrong.has(row.row));
  const { refused, ...counts } = await inTransaction((tx) => importProducts(tx, scope(of), good));
  return { ...counts, refused: [...faults, ...refused.map(({ row, reason }) => [row, reason])] };
};
const products = async (of = merchantId) => {
  const { rows } = await listProducts(scope(of), { size: 100 });
  return new Map(
    rows.map((row) => [
      row.sku,
      {
        name: row.name,
        categories: row.categories.map(({ name }) => name),
        stores: row.allStores ? "all" : row.stores.map(({ name }) => name),
        prices: row.prices,
      },
    ]),
  );
};

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    theirs = await makeMerchant(tx);
    await makeStore(tx, merchantId, { name: "Pier", code: "P1" });
    await makeStore(tx, merchantId, { name: "Shibuya", code: "S1", currency: "JPY", timeZone: "Asia/Tokyo" });
    await makeStore(tx, merchantId, { name: "Closed", archivedAt: new Date() });
    await makeCategory(tx, merchantId, { name: "Tea" });
    await makeStore(tx, theirs, { name: "Elsewhere" });
    await makeProduct(tx, theirs, { sku: "T1" });
  });
});

const file = [
  "T1|Milk tea|tea; Drinks|all|32.5|600",
  "T2|Cake||Pier|40|",
  "T3|Bun|drinks|s1||500",
  "|No number|||1|1",
  "T1|Again|||1|1",
  "T4|Free of price|||HKD 12|",
  "T5|Odd price|||12.345|100",
  "T6|Nowhere||Atlantis|1|1",
  "T7|Shut||Closed|1|1",
  `T8|${"x".repeat(81)}|||1|1`,
  "T9||||1|1",
  "T10|Fractions of a yen|||1|1.5",
];

describe("an import of products", () => {
  it("takes the rows that can be taken, makes what categories are new, and tells of every other row why not", async () => {
    expect(await take(file)).toEqual({
      ...{ created: 3, updated: 0, unchanged: 0 },
      refused: [
        [5, "sku_missing"],
        [6, "sku_repeated"],
        [8, "price_invalid"],
        [11, "too_long"],
        [13, "price_invalid"],
        [7, "price_missing"],
        [9, "store_unknown"],
        [10, "store_unknown"],
        [12, "name_missing"],
      ],
    });
    expect(await products()).toEqual(
      new Map([
        [
          "T1",
          {
            ...{ name: "Milk tea", categories: ["Drinks", "Tea"], stores: "all" },
            prices: [
              { currency: "HKD", priceMinor: 3250, onOffer: false },
              { currency: "JPY", priceMinor: 600, onOffer: false },
            ],
          },
        ],
        [
          "T2",
          {
            name: "Cake",
            categories: [],
            stores: ["Pier"],
            prices: [{ currency: "HKD", priceMinor: 4000, onOffer: false }],
          },
        ],
        [
          "T3",
          {
            name: "Bun",
            categories: ["Drinks"],
            stores: ["Shibuya"],
            prices: [{ currency: "JPY", priceMinor: 500, onOffer: false }],
          },
        ],
      ]),
    );
    const { rows } = await listCategories(scope());
    expect(rows.map(({ name }) => name)).toEqual(["Drinks", "Tea"]);
  });

  it("taken again changes nothing, and a blank never empties what is known", async () => {
    expect(await take(file)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
    const before = await products();
    expect(await take(["T1|||||", "T2|||||", "T3|||||"])).toMatchObject({ updated: 0, unchanged: 3 });
    expect(await products()).toEqual(before);
  });

  it("changes by the SKU what a row says otherwise, and keeps from what to what", async () => {
    expect(await take(["T2|Cheese cake|Cakes|Pier; s1|41|700"])).toMatchObject({ updated: 1, created: 0 });
    expect((await products()).get("T2")).toEqual({
      ...{ name: "Cheese cake", categories: ["Cakes"], stores: ["Pier", "Shibuya"] },
      prices: [
        { currency: "HKD", priceMinor: 4100, onOffer: false },
        { currency: "JPY", priceMinor: 700, onOffer: false },
      ],
    });
    const [entry] = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.merchantId, merchantId), eq(auditEntries.action, "product.edit")));
    expect(entry).toMatchObject({ before: { name: "Cake" }, after: { name: "Cheese cake", by: "import" } });
  });

  it("marks prices that are on offer, all or by currency, and leaves them as they are where a row does not say", async () => {
    const marked = async (sku: string) =>
      (await products()).get(sku)?.prices.flatMap(({ currency, onOffer }) => (onOffer ? [currency] : []));
    expect(await take(["T1||||||yes", "T2||||||jpy"])).toMatchObject({ updated: 2, refused: [] });
    expect([await marked("T1"), await marked("T2")]).toEqual([["HKD", "JPY"], ["JPY"]]);
    expect(await take(["T1||||33||", "T2||||||No"])).toMatchObject({ updated: 2 });
    expect([await marked("T1"), await marked("T2")]).toEqual([["HKD", "JPY"], []]);
    const refused = [
      [3, "offer_invalid"],
      [2, "offer_invalid"],
    ];
    expect(await take(["T3||||||HKD", "T2||||||perhaps"])).toMatchObject({ updated: 0, refused });
  });

  it("takes back what our own export wrote", async () => {
    const before = await products();
    const lines = [...before].map(([sku, { name, categories, stores, prices }]) => {
      const sold = typeof stores === "string" ? "All stores" : stores.join(", ");
      const cost = prices.map(({ currency, priceMinor }) =>
        currency === "JPY" ? `JPY ${priceMinor}` : `HKD ${(priceMinor / 100).toFixed(2)}`,
      );
      const offers = prices.filter(({ onOffer }) => onOffer).map(({ currency }) => currency);
      const marks = offers.join(", ") || "No";
      return [sku, name, categories.join(", "), sold, cost.join(", "), "", marks].join("|");
    });
    expect(await take(lines)).toMatchObject({ created: 0, updated: 0, unchanged: 3, refused: [] });
    expect(await products()).toEqual(before);
  });

  it("makes one product and one category, however many files name them at once", async () => {
    const line = ["TWIN|Twin|Twins||9|9"];
    const came = await Promise.all(Array.from({ length: 6 }, () => take(line)));
    expect(came.reduce((sum, one) => sum + one.created, 0)).toBe(1);
    const { rows } = await listCategories(scope(), { q: "Twins" });
    expect(rows).toHaveLength(1);
  });

  it("never sees another merchant's products, stores or categories", async () => {
    const before = await products(theirs);
    expect(await take(["T1|Mine|Tea|Elsewhere|1|1"])).toMatchObject({ refused: [[2, "store_unknown"]] });
    expect(await take(["X1|Theirs|Tea|Pier|1|"], theirs)).toMatchObject({ refused: [[2, "store_unknown"]] });
    expect(await products(theirs)).toEqual(before);
  });
});
