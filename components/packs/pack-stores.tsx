"use client";

import { useTranslations } from "next-intl";
import { useFormContext } from "react-hook-form";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import type { PackForm } from "@/components/packs/form-values";
import { Button } from "@/components/ui/button";
import { FormMultiSelect, FormRadio } from "@/components/ui/form-fields";

/** The stores a pack is sold in: all that use its currency, or chosen ones, many at a press (K4). */
export function PackStores() {
  const t = useTranslations("packs.form.sale");
  const { stores } = usePackFormFacts();
  const { currency, stores: which, storeIds } = usePackDraft();
  const { setValue } = useFormContext<PackForm>();
  const offered = stores.filter(
    (store) => (!store.archived && store.currency === currency) || storeIds.includes(store.id),
  );
  const choose = (ids: string[]) =>
    setValue("storeIds", ids, { shouldDirty: true, shouldTouch: true, shouldValidate: true });
  return (
    <>
      <FormRadio
        name="stores"
        label={t("stores")}
        help={t("storesHelp")}
        variant="cards"
        options={[
          { value: "all", label: t("storesAll"), description: t("storesAllHelp", { currency }) },
          { value: "some", label: t("storesSome"), description: t("storesSomeHelp") },
        ]}
      />
      {which === "some" ? (
        <div className="grid gap-2">
          <FormMultiSelect
            name="storeIds"
            label={t("storeList")}
            help={t("storeListHelp", { currency })}
            options={offered.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              isDisabled={storeIds.length === offered.length}
              onPress={() => choose(offered.map(({ id }) => id))}
            >
              {t("chooseAll", { count: offered.length })}
            </Button>
            <Button
              size="sm"
              isDisabled={storeIds.length === offered.length}
              onPress={() => choose(offered.flatMap(({ id }) => (storeIds.includes(id) ? [] : [id])))}
            >
              {t("turnAround")}
            </Button>
            <Button size="sm" isDisabled={storeIds.length === 0} onPress={() => choose([])}>
              {t("chooseNone")}
            </Button>
          </div>
        </div>
      ) : null}
    </>
  );
}
