import { describe, expect, it } from "vitest";
import { completeness, inLanguage, textIn } from "@/lib/kernel/language";

const row = {
  id: "cpn_1",
  name: "Autumn",
  description: "Ten off",
  translations: { "zh-CN": { name: "秋日", usageRules: "每人一次" } },
};

describe("a row in a language", () => {
  it("says each text in it where there is a translation, else in the main language", () => {
    expect(inLanguage(row, "zh-CN")).toEqual({ id: "cpn_1", name: "秋日", description: "Ten off" });
    expect(inLanguage(row, "en")).toEqual({ id: "cpn_1", name: "Autumn", description: "Ten off" });
    expect(textIn("Autumn", row.translations, "name", "zh-CN")).toBe("秋日");
    expect(textIn("Autumn", row.translations, "name", "en")).toBe("Autumn");
  });

  it("gets no field that it has not, and reads a blank or missing translation as the main text", () => {
    expect(inLanguage({ name: "A", translations: { "zh-CN": { name: "" } } }, "zh-CN")).toEqual({
      name: "A",
    });
    expect(inLanguage({ name: "A", translations: null }, "zh-CN")).toEqual({ name: "A" });
    expect(textIn("A", null, "name", "zh-CN")).toBe("A");
    expect(Object.keys(inLanguage(row, "zh-CN"))).not.toContain("usageRules");
  });
});

describe("how far a language is", () => {
  const fields = ["name", "description"] as const;

  it("is none, a part or all of what the main language says", () => {
    const main = { name: "Autumn", description: "Ten off" };
    expect(completeness(fields, main, undefined)).toEqual({ state: "none", written: 0, asked: 2 });
    expect(completeness(fields, main, { name: "秋日", description: " " }).state).toBe("part");
    expect(completeness(fields, main, { name: "秋日", description: "减十元" }).state).toBe("all");
  });

  it("asks for nothing that the main language does not say", () => {
    expect(completeness(fields, { name: "Autumn", description: "" }, { name: "秋日" }).state).toBe("all");
    expect(completeness(fields, { name: "", description: "" }, { name: "秋日" })).toEqual({
      state: "none",
      written: 0,
      asked: 0,
    });
  });
});
