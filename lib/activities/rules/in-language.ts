import { prizeInLanguage } from "@/lib/coupons/rules/in-language";
import { inLanguage, type Translations, textIn } from "@/lib/kernel/language";

type Worded = { readonly translations: Translations };
type Gift = Parameters<typeof prizeInLanguage>[0] & {
  readonly productName: string | null;
  readonly productTranslations: Translations<"name"> | null;
};
type Prize = { readonly coupon: Gift };
type Page = {
  readonly activity: Worded;
  readonly pools: readonly { readonly prizes: readonly Prize[] }[];
};

/** An activity with its words in `language`, each by itself: its translation where there is one, else the main text. */
export function activityInLanguage<A extends Worded>(activity: A, language: string): A {
  return { ...activity, ...inLanguage(activity, language) };
}

function giftInLanguage<G extends Gift>(gift: G, language: string): G {
  const { productName, productTranslations } = gift;
  const said = productName && textIn(productName, productTranslations, "name", language);
  return { ...prizeInLanguage(gift, language), productName: said };
}

/** All that an activity's page says with the words of the activity and of its prizes in `language`. */
export function pageInLanguage<P extends Page>(page: P, language: string): P {
  const pools = page.pools.map((pool) => ({
    ...pool,
    prizes: pool.prizes.map((prize) => ({ ...prize, coupon: giftInLanguage(prize.coupon, language) })),
  }));
  return { ...page, activity: activityInLanguage(page.activity, language), pools };
}
