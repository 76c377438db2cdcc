import { useTranslations } from "next-intl";
import { ChangeButton, PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { PlainSelect } from "@/components/ui/plain";
import type { Checkout } from "@/lib/orders/open-checkout";

/** Where in the store the member is, in a store whose floor has parts: some coupons are for some of them alone (C9). */
export function StoreRegion({ checkout: { regions, region } }: { checkout: Checkout }) {
  const t = useTranslations("shop.checkout.region");
  if (regions.length === 0) return null;
  return (
    <div className="grid gap-1">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          {/* Made anew where another was chosen: a browser keeps what it has. */}
          <PlainSelect
            key={region}
            label={t("label")}
            name="region"
            form={PLACE_FORM}
            defaultValue={region ?? ""}
          >
            <option value="">{t("none")}</option>
            {regions.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </PlainSelect>
        </div>
        <ChangeButton say="region" variant="secondary">
          {t("submit")}
        </ChangeButton>
      </div>
      <p className="text-sm text-ink-2">{t("help")}</p>
    </div>
  );
}
