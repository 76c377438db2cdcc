import { getTranslations } from "next-intl/server";
import type { PackForm } from "@/components/packs/form-values";
import { findActivities } from "@/lib/activities/queries/chosen";
import { listPrizeCoupons } from "@/lib/activities/queries/prizes";
import { activityPath } from "@/lib/activities/schema/path";
import { couponOptions } from "@/lib/coupons/queries/options";
import { getMerchant } from "@/lib/merchants/queries";
import type { Merchant } from "@/lib/platform/auth/gates";
import type { Scope } from "@/lib/platform/auth/scope";

/** What the form of a pack chooses from: stores, currencies, pages, hosts, and coupons with those that it names already. */
export async function formFacts(scope: Scope, merchant: Merchant, values: PackForm) {
  const ids = [...new Set([...values.contents, ...values.firstContents].map(({ couponId }) => couponId))];
  const kept = values.redirectPage;
  const [t, options, group, offered, chosen, keptName] = await Promise.all([
    getTranslations("packs.form.advanced.pages"),
    couponOptions(scope, { choose: false }),
    getMerchant(scope),
    listPrizeCoupons(scope),
    listPrizeCoupons(scope, { ids }),
    activityName(scope, kept),
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
          : [...pages, { value: kept, label: keptName ?? kept }],
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

/** The name of the activity whose page it is; null where it is none's, or gone. */
async function activityName(scope: Scope, page: string): Promise<string | null> {
  const [, slug] = /^\/a\/([^/?#]+)$/.exec(page) ?? [];
  if (slug === undefined) return null;
  const found = await findActivities(scope, slug);
  return found.find((one) => activityPath(one.slug) === page)?.name ?? null;
}
