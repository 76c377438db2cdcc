import type { CouponBenefit, CouponText } from "@/lib/coupons/schema";
import { type Translations, textIn } from "@/lib/kernel/language";

type Worded = {
  readonly name: string;
  readonly description: string;
  readonly usageRules: string;
  readonly benefit: CouponBenefit;
  readonly translations: Translations<CouponText>;
};

type Offered = Pick<Worded, "name" | "benefit" | "translations">;

/** A coupon as something to be had, with its name and what it is good for in `language`. */
export function prizeInLanguage<T extends Offered>(coupon: T, language: string): T {
  const { name, benefit, translations } = coupon;
  const say = (field: CouponText, main: string) => textIn(main, translations, field, language);
  return {
    ...coupon,
    name: say("name", name),
    benefit: benefit.type === "generic" ? { ...benefit, text: say("benefitText", benefit.text) } : benefit,
  };
}

/** Terms with their words in `language`, each by itself: its translation where there is one, else the main text. */
export function termsInLanguage<T extends Worded>(terms: T, language: string): T {
  const { description, usageRules, translations } = terms;
  return {
    ...prizeInLanguage(terms, language),
    description: textIn(description, translations, "description", language),
    usageRules: textIn(usageRules, translations, "usageRules", language),
  };
}
