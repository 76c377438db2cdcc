import { useTranslations } from "next-intl";
import { ChangeForm } from "@/app/(member)/m/[merchant]/checkout/_components/change-form";
import { PlainButton, PlainSelect } from "@/components/ui/plain";
import { chooseRegion } from "@/lib/orders/actions/shop";
import type { Checkout } from "@/lib/orders/open-checkout";

type StoreRegionProps = { slug: string; checkout: Checkout };

/** Where in the store the member is, in a store whose floor has parts: some coupons are for some of them alone (C9). */
export function StoreRegion({ slug, checkout: { regions, region, wish } }: StoreRegionProps) {
  const t = useTranslations("shop.checkout.region");
  if (regions.length === 0) return null;
  return (
    <ChangeForm {...{ slug, wish }} action={chooseRegion} className="grid gap-1">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          {/* Made anew where another was chosen: a browser keeps what it has. */}
          <PlainSelect key={region} label={t("label")} name="region" defaultValue={region ?? ""}>
            <option value="">{t("none")}</option>
            {regions.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </PlainSelect>
        </div>
        <PlainButton variant="secondary">{t("submit")}</PlainButton>
      </div>
      <p className="text-sm text-ink-2">{t("help")}</p>
    </ChangeForm>
  );
}
