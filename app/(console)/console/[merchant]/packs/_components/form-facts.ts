import { getTranslations } from "next-intl/server";
import type { PackForm } from "@/components/packs/form-values";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import { couponOptions } from "@/lib/coupons/queries/options";
import { getMerchant } from "@/lib/merchants/queries";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";

/** What the form of a pack chooses from: stores, currencies, pages, hosts, and coupons with those that it names already. */
export async function formFacts(scope: Scope, merchant: Merchant, values: PackForm) {
  const ids = [...new Set([...values.contents, ...values.firstContents].map(({ couponId }) => couponId))];
  const [t, options, group, offered, chosen] = await Promise.all([
    getTranslations("packs.form.advanced.pages"),
    couponOptions(scope, { choose: false }),
    getMerchant(scope),
    listPrizeCoupons(scope),
    listPrizeCoupons(scope, { ids }),
  ]);
  const where = { merchant: merchant.slug, store: null };
  const home = `/m/${merchant.slug}`;
  const pages = [
    { value: `${home}/packs/mine`, label: t("mine") },
    { value: `${home}/coupons`, label: t("coupons") },
    { value: home, label: t("home") },
    { value: `${home}/packs`, label: t("mall") },
    { value: `${home}/menu`, label: t("menu") },
  ];
  const kept = values.redirectPage;
  const { timeZone } = merchant;
  return {
    facts: {
      where,
      timeZone,
      stores: options.stores,
      currencies: [...new Set([...options.currencies, values.currency])],
      pages:
        kept === "" || pages.some(({ value }) => value === kept)
          ? pages
          : [...pages, { value: kept, label: kept }],
      hosts: group.redirectHosts,
      brandColour: merchant.brandColour,
      settingsPath: `/console/${merchant.slug}/settings`,
    },
    coupons: {
      place: where,
      timeZone,
      now: new Date(),
      offered: offered.rows,
      more: offered.more,
      chosen: chosen.rows,
    },
  };
}
