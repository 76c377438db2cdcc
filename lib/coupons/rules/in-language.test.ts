import { expect, it } from "vitest";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";

const terms = {
  name: "Free refill",
  description: "One a day",
  usageRules: "",
  benefit: { type: "generic", text: "A free refill" } as const,
  translations: { "zh-CN": { name: "免费续杯", benefitText: "免费续一杯" } },
};

it("says a coupon's words in the language, what it is good for included, and the rest in the main language", () => {
  const said = termsInLanguage(terms, "zh-CN");
  expect(said).toMatchObject({ name: "免费续杯", description: "One a day", usageRules: "" });
  expect(said.benefit).toEqual({ type: "generic", text: "免费续一杯" });
  expect(termsInLanguage(terms, "en")).toEqual(terms);
});

it("leaves the benefit of other types alone", () => {
  const off = { ...terms, benefit: { type: "amount_off", amountMinor: 100 } as const };
  expect(termsInLanguage(off, "zh-CN").benefit).toEqual(off.benefit);
});
