import { expect, it } from "vitest";
import { findFaults } from "./find-faults";
import { guessColumns } from "./guess-columns";

it("marks the rows of a preview that the import refuses, each with its reason, and no other", async () => {
  const header = ["Phone", "Name", "Birthday"];
  const lines = [
    ["61230001", "Ada", "1990-05-31"],
    ["12", "Ben", ""],
    ["+852 6123 0001", "Ada again", ""],
    ["", "Cat", ""],
    ["61230002", "Dan", "1990-02-30"],
    ["90123456", "Eve", ""],
  ];
  const table = { header, rows: lines.map((cells, row) => ({ row, cells })) };
  const mapping = guessColumns(header);
  expect(await findFaults(table, mapping, "HK")).toEqual([
    [1, "phone_invalid"],
    [2, "repeated"],
    [3, "phone_missing"],
    [4, "birthday_invalid"],
  ]);
  expect(await findFaults(table, { ...mapping, phone: null }, "HK")).toBeNull();
});
