import { expect, it } from "vitest";
import { changedFields } from "@/lib/kernel/changed-fields";

it("names exactly the fields that differ, old and new", () => {
  const before = { name: "A", regions: ["x"], revision: 3 };
  expect(changedFields(before, { name: "B", regions: ["x"] })).toEqual({
    before: { name: "A" },
    after: { name: "B" },
  });
  expect(changedFields(before, { name: "A", regions: ["x"] })).toBeNull();
});
