import { expect, it } from "vitest";
import { findFaults } from "./find-faults";
import { guessColumns } from "./guess-columns";

it("marks the rows of a preview that the import refuses, each with its reason, and no other", async () => {
  const header = ["SKU", "Name", "Price"];
  const lines = [
    ["A-1", "Tea", "12.50"],
    ["A-2", "Coffee", "twelve"],
    ["A-1", "Tea again", "12"],
    ["", "Cake", "9"],
    ["A-3", "Bun", ""],
  ];
  const table = { header, rows: lines.map((cells, row) => ({ row, cells })) };
  const mapping = guessColumns(header, ["HKD"]);
  expect(await findFaults(table, mapping, "HKD")).toEqual([
    [1, "price_invalid"],
    [2, "sku_repeated"],
    [3, "sku_missing"],
  ]);
  expect(await findFaults(table, { ...mapping, sku: null }, "HKD")).toBeNull();
});
