import type { CouponBenefit, CouponText } from "@/lib/coupons/schema";
import { type Translations, textIn } from "@/lib/kernel/language";

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
