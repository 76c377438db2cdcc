import { prizeInLanguage } from "@/lib/coupons/rules/in-language";
import { inLanguage, type Translations } from "@/lib/kernel/language";

type Worded = { readonly translations: Translations };
type Prize = { readonly coupon: Parameters<typeof prizeInLanguage>[0] };
type Page = {
  readonly activity: Worded;
  readonly pools: readonly { readonly prizes: readonly Prize[] }[];
};

/** An activity with its words in `language`, each by itself: its translation where there is one, else the main text. */
export function activityInLanguage<A extends Worded>(activity: A, language: string): A {
  return { ...activity, ...inLanguage(activity, language) };
}

/** All that an activity's page says with the words of the activity and of its prizes in `language`. */
export function pageInLanguage<P extends Page>(page: P, language: string): P {
  const pools = page.pools.map((pool) => ({
    ...pool,
    prizes: pool.prizes.map((prize) => ({ ...prize, coupon: prizeInLanguage(prize.coupon, language) })),
  }));
  return { ...page, activity: activityInLanguage(page.activity, language), pools };
}
