import { useLocale, useTranslations } from "next-intl";
import type { SummaryItem } from "@/components/ui/summary-list";
import type { CouponOptions } from "@/lib/coupons/queries/options";
import type { CouponConditions, CouponTerms } from "@/lib/coupons/schema";
import type { AudienceOptions } from "@/lib/members/queries/audience";
import type { Audience } from "@/lib/members/schema/audience";

type Named = { id: string; name: string; archived?: boolean };

/** The names behind ids, archived things marked, what is gone said to be. */
function useNames() {
  const t = useTranslations("coupons.read");
  const locale = useLocale();
  return (ids: readonly string[], all: readonly Named[]) => {
    const names = ids.map((id) => {
      const found = all.find((one) => one.id === id);
      if (!found) return t("unknownName");
      return found.archived ? t("archivedName", { name: found.name }) : found.name;
    });
    return new Intl.ListFormat(locale, { type: "conjunction" }).format(names);
  };
}

export function useStoreWords({ storeIds, regions }: CouponConditions, options: CouponOptions): string {
  const t = useTranslations("coupons");
  const names = useNames();
  const stores = storeIds === "all" ? t("form.storesAll") : names(storeIds, options.stores);
  const floors = regions.map((region) =>
    t("read.regions", { store: names([region.storeId], options.stores), names: region.names.join(", ") }),
  );
  return [stores, ...floors].join("; ");
}

export function useScopeItems({ scope }: Pick<CouponTerms, "scope">, options: CouponOptions): SummaryItem[] {
  const t = useTranslations("coupons");
  const names = useNames();
  if ("products" in scope) return [{ label: t("form.scopeMode"), value: t("read.scopeAll") }];
  const { productIds, categoryIds, excludeProductIds, excludeCategoryIds } = scope;
  const all = (categories: string[], products: string[]) =>
    [
      categories.length > 0 ? names(categories, options.categories) : "",
      products.length > 0 ? names(products, options.products) : "",
    ]
      .filter(Boolean)
      .join("; ");
  return [
    { label: t("read.including"), value: all(categoryIds, productIds) || t("read.everything") },
    { label: t("read.excluding"), value: all(excludeCategoryIds, excludeProductIds) || t("read.none") },
  ];
}

/** An audience by the names of what it is made of. */
export function useAudienceWords(): (audience: Audience, options: AudienceOptions) => string {
  const t = useTranslations("coupons.read.audience");
  const names = useNames();
  return (audience, options) => {
    if (audience.type !== "match") return t(audience.type);
    const tiers = options.plans.flatMap((plan) => plan.tiers);
    const parts: [string, string[], readonly Named[]][] = [
      [t("plans"), audience.planIds, options.plans],
      [t("tiers"), audience.tierIds, tiers],
      [t("groups"), audience.groupIds, options.groups],
      [t("tags"), audience.tagIds, options.tags],
    ];
    const lists = parts
      .filter(([, ids]) => ids.length > 0)
      .map(([label, ids, all]) => `${label}: ${names(ids, all)}`);
    const count = audience.memberIds.length;
    return [...lists, ...(count > 0 ? [t("members", { count })] : [])].join("; ");
  };
}
