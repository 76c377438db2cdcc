import { describe, expect, it } from "vitest";
import { parsePreview, previewText } from "@/lib/platform/auth/preview-text";

describe("looking as another role", () => {
  it("names a role, and a store where the role works in stores", () => {
    expect(parsePreview("acme~marketer", "acme")).toEqual({ role: "marketer", storeId: null });
    expect(parsePreview("acme~finance~str_1", "acme")).toEqual({ role: "finance", storeId: null });
    expect(parsePreview("acme~cashier~str_1", "acme")).toEqual({ role: "cashier", storeId: "str_1" });
  });

  it("is read as it was written", () => {
    for (const preview of [
      { role: "analyst", storeId: null },
      { role: "store_manager", storeId: "str_1" },
    ] as const)
      expect(parsePreview(previewText("acme", preview), "acme")).toEqual(preview);
  });

  it("is none at another merchant, for no role, for one's own, and for a role of stores without a store", () => {
    const none = [
      undefined,
      "",
      "acme",
      "acme~owner",
      "acme~group_admin",
      "acme~cashier",
      "acme~store_manager~",
    ];
    for (const text of none) expect(parsePreview(text, "acme")).toBeNull();
    expect(parsePreview("acme~marketer", "other")).toBeNull();
  });
});
