import { describe, expect, it } from "vitest";
import { mayChangeView } from "@/lib/workspace/rules";

describe("who may change a view", () => {
  it("is its owner, shared or not", () => {
    for (const shared of [true, false]) {
      expect(mayChangeView({ ownerId: "stf_a", shared }, "stf_a", "analyst")).toBe(true);
    }
  });

  it("is a group admin, of shared ones only", () => {
    expect(mayChangeView({ ownerId: "stf_a", shared: true }, "stf_b", "group_admin")).toBe(true);
    expect(mayChangeView({ ownerId: "stf_a", shared: false }, "stf_b", "group_admin")).toBe(false);
  });

  it("is nobody else", () => {
    for (const role of ["marketer", "store_manager", "finance", "analyst", "cashier", null] as const) {
      expect(mayChangeView({ ownerId: "stf_a", shared: true }, "stf_b", role)).toBe(false);
    }
    expect(mayChangeView({ ownerId: "stf_a", shared: true }, null, null)).toBe(false);
  });
});
