import { describe, expect, it } from "vitest";
import { begunItem, type Field, fieldsOf } from "@/components/page-editor/fields";
import { blockProps, blockTypes } from "@/lib/activities/schema/blocks";

describe("one more point of a list", () => {
  const written = { main: "zh-CN", others: ["en"] } as const;
  const captions = fieldsOf.video.flatMap((field) => (field.as === "items" ? field.of : []));
  it("is, of captions, in the merchant's own language first, and in none that is there", () => {
    const first = begunItem(captions, [], written);
    const second = begunItem(captions, [first], written);
    const third = begunItem(captions, [first, second], written);
    expect([first, second, third].map(({ language }) => language)).toEqual(["zh-CN", "en", "zh-HK"]);
    expect(blockProps.video.safeParse({ items: [first, second, third] }).success).toBe(true);
  });
  it("is nothing yet, of anything else", () => {
    expect(begunItem([{ key: "coupon", as: "coupon" }], [], written)).toEqual({});
  });
});

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
