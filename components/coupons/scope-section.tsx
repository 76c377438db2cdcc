"use client";

import { useTranslations } from "next-intl";
import { useCouponDraft, useCouponFormFacts } from "@/components/coupons/form-context";
import { FormMultiSelect, FormNumber, FormRadio } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

type Named = { id: string; name: string; archived: boolean };

/** Which products count towards it (C9). */
export function ScopeSection() {
  const t = useTranslations("coupons.form");
  const { options } = useCouponFormFacts();
  const { scope } = useCouponDraft();
  const choices = (all: Named[], chosen: string[]) =>
    all
      .filter((one) => !one.archived || chosen.includes(one.id))
      .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FormSection id="scope" title={t("sections.scope")}>
      <FormRadio
        name="scope.mode"
        label={t("scopeMode")}
        variant="cards"
        options={[
          { value: "all", label: t("scopeAll") },
          { value: "some", label: t("scopeSome"), description: t("scopeSomeHelp") },
        ]}
      />
      {scope.mode === "some" ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormMultiSelect
            name="scope.categoryIds"
            label={t("categories")}
            help={t("scopeEmptyIncludes")}
            options={choices(options.categories, scope.categoryIds)}
          />
          <FormMultiSelect
            name="scope.productIds"
            label={t("products")}
            options={choices(options.products, scope.productIds)}
          />
          <FormMultiSelect
            name="scope.excludeCategoryIds"
            label={t("excludeCategories")}
            options={choices(options.categories, scope.excludeCategoryIds)}
          />
          <FormMultiSelect
            name="scope.excludeProductIds"
            label={t("excludeProducts")}
            options={choices(options.products, scope.excludeProductIds)}
          />
        </div>
      ) : null}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormNumber name="conditions.minItems" label={t("minItems")} help={t("minItemsHelp")} />
      </div>
    </FormSection>
  );
}
