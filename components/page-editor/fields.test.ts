import { describe, expect, it } from "vitest";
import { type Field, fieldsOf } from "@/components/page-editor/fields";
import { blockProps, blockTypes } from "@/lib/activities/schema/blocks";

describe("the settings of blocks", () => {
  it.each(blockTypes)("of %s ask for all of its properties and nothing else", (type) => {
    const asked = ["hidden", "translations", ...fieldsOf[type].map((field) => field.key)];
    expect(asked.sort()).toEqual(Object.keys(blockProps[type].shape).sort());
  });

  const fitting = (field: Field): unknown => {
    if (field.as === "choice") return field.options.at(-1);
    if (field.as === "switch") return true;
    if (field.as === "image" || field.as === "film" || field.as === "captions") return null;
    if (field.as === "colour") return "#bc3a15";
    if (field.as === "phone") return "+852 2345 6789";
    if (field.as === "percent") return 100;
    if (field.as === "product") return `prd_${"0".repeat(26)}`;
    if (field.as === "coupon") return `cpn_${"0".repeat(26)}`;
    if (field.as === "pack") return `pak_${"0".repeat(26)}`;
    if (field.as === "link") return "/m/harbour";
    if (field.as === "items")
      return Array.from({ length: field.most }, () =>
        Object.fromEntries(field.of.map((inner) => [inner.key, fitting(inner)])),
      );
    return "x".repeat("most" in field ? field.most : 0);
  };
  it.each(blockTypes)("of %s take as much as the schema does, and no more", (type) => {
    const good = Object.fromEntries(fieldsOf[type].map((field) => [field.key, fitting(field)]));
    expect(blockProps[type].safeParse(good).success).toBe(true);
    for (const field of fieldsOf[type]) {
      if (!("most" in field)) continue;
      const value = fitting(field);
      const more = Array.isArray(value) ? [...value, value[0]] : `${value}x`;
      expect(blockProps[type].safeParse({ ...good, [field.key]: more }).success).toBe(false);
    }
  });
});
