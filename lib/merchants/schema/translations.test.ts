import { describe, expect, it } from "vitest";
import { otherLanguagesSchema, translationsSchema } from "@/lib/merchants/schema/translations";

const schema = translationsSchema({ name: 5, description: 8 });
const pathOf = (value: unknown) => schema.safeParse(value).error?.issues[0]?.path.join(".");

describe("the texts of a thing in other languages", () => {
  it("are none where none are given", () => {
    expect(schema.parse({})).toEqual({});
    expect(schema.parse({ en: {}, "zh-CN": { name: "" } })).toEqual({});
  });

  it("are kept trimmed, in one order, and without blanks or empty languages", () => {
    const written = { "zh-CN": { description: " 减十元 ", name: "秋日" }, en: { name: "  " } };
    expect(JSON.stringify(schema.parse(written))).toBe('{"zh-CN":{"name":"秋日","description":"减十元"}}');
  });

  it("may be as long as in the main language and no longer", () => {
    expect(schema.safeParse({ "zh-CN": { name: "一二三四五" } }).success).toBe(true);
    expect(pathOf({ "zh-CN": { name: "一二三四五六" } })).toBe("zh-CN.name");
  });

  it("are refused in a language or for a field that there is not", () => {
    expect(schema.safeParse({ fr: { name: "Été" } }).success).toBe(false);
    expect(schema.safeParse({ "zh-CN": { price: "1" } }).success).toBe(false);
    expect(schema.safeParse({ "zh-CN": { name: 1 } }).success).toBe(false);
  });
});

describe("the languages a merchant writes in beside its own", () => {
  it("are each told once, in one order", () => {
    expect(otherLanguagesSchema.parse(["zh-CN", "en", "zh-CN"])).toEqual(["en", "zh-CN"]);
    expect(otherLanguagesSchema.safeParse(["fr"]).success).toBe(false);
  });
});
