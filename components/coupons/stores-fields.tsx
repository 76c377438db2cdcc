"use client";

import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import type { CouponForm } from "@/components/coupons/form-values";
import { FormMultiSelect, FormRadio } from "@/components/ui/form-fields";
import { MultiSelect } from "@/components/ui/multi-select";

/** The stores it is good in, and within a store the regions of its sales floor (C9). */
export function StoresFields() {
  const t = useTranslations("coupons.form");
  const { options, everyStore } = useCouponFormFacts();
  const { conditions, currency } = useCouponDraft();
  const { stores, storeIds } = conditions;
  const offered = options.stores.filter(
    (store) => (store.offered && store.currency === currency) || storeIds.includes(store.id),
  );
  const withRegions = options.stores.filter(
    (store) =>
      store.regions.length > 0 &&
      !store.archived &&
      (stores === "some" ? storeIds.includes(store.id) : store.currency === currency),
  );
  return (
    <>
      <FormRadio
        name="conditions.stores"
        label={t("stores")}
        variant="cards"
        options={[
          {
            value: "all",
            label: t("storesAll"),
            description: t("storesAllHelp"),
            disabledReason: everyStore ? undefined : t("storesAllDenied"),
          },
          { value: "some", label: t("storesSome") },
        ]}
      />
      {stores === "some" ? (
        <FormMultiSelect
          name="conditions.storeIds"
          label={t("storeList")}
          help={t("storeListHelp", { currency })}
          options={offered.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {withRegions.map((store) => (
        <RegionsField key={store.id} store={store} />
      ))}
    </>
  );
}

function RegionsField({ store }: { store: { id: string; name: string; regions: string[] } }) {
  const t = useTranslations("coupons.form");
  const { field } = useController<CouponForm, "conditions.regions">({ name: "conditions.regions" });
  const own = field.value.find((region) => region.storeId === store.id)?.names ?? [];
  const others = field.value.filter((region) => region.storeId !== store.id);
  const names = [...new Set([...store.regions, ...own])];
  return (
    <MultiSelect
      label={t("regions", { store: store.name })}
      placeholder={t("regionsAny")}
      value={own}
      onChange={(chosen) =>
        field.onChange(chosen.length > 0 ? [...others, { storeId: store.id, names: chosen }] : others)
      }
      options={names.map((name) => ({ value: name, label: name }))}
    />
  );
}
