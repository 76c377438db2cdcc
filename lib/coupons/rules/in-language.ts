import type { CouponBenefit, CouponText } from "@/lib/coupons/schema";
import { languages, type Translations, textIn } from "@/lib/kernel/language";

type Worded = {
  readonly name: string;
  readonly description: string;
  readonly usageRules: string;
  readonly benefit: CouponBenefit;
  readonly translations: Translations<CouponText>;
};

/** Terms with their words in `language`, each by itself: its translation where there is one, else the main text. */
export function termsInLanguage<T extends Worded>(terms: T, language: string): T {
  const { benefit, translations } = terms;
  const say = (field: CouponText, main: string) => textIn(main, translations, field, language);
  return {
    ...terms,
    name: say("name", terms.name),
    description: say("description", terms.description),
    usageRules: say("usageRules", terms.usageRules),
    benefit: benefit.type === "generic" ? { ...benefit, text: say("benefitText", benefit.text) } : benefit,
  };
}

/** The names alone of a coupon's translations, for where it is told by its name. */
export function namesOf(translations: Translations<CouponText>): Translations<"name"> {
  const named = languages.flatMap((language) => {
    const name = translations[language]?.name;
    return name ? [[language, { name }] as const] : [];
  });
  return Object.fromEntries(named);
}
