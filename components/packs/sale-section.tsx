"use client";

import { useLocale, useTranslations } from "next-intl";
import { usePackDraft, usePackFormFacts } from "@/components/packs/form-context";
import { PackStores } from "@/components/packs/pack-stores";
import {
  FormCheckboxGroup,
  FormDateTimeRange,
  FormMoney,
  FormNumber,
  FormRadio,
  FormSelect,
} from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";

/** What a paid pack costs, where and when it is sold, and how many there are (K4). */
export function SaleSection() {
  const t = useTranslations("packs.form.sale");
  const sections = useTranslations("packs.form.sections");
  const locale = useLocale();
  const { currency } = usePackDraft();
  const { timeZone, currencies, exists, sold } = usePackFormFacts();
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const isSold = exists && sold > 0;
  return (
    <FormSection id="sale" title={sections("sale")}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormMoney
          name="priceMinor"
          label={t("price")}
          currency={currency}
          isRequired
          isDisabled={isSold}
          help={isSold ? t("priceFixed") : t("priceHelp")}
        />
        {currencies.length > 1 ? (
          <FormSelect
            name="currency"
            label={t("currency")}
            isDisabled={exists}
            help={t(exists ? "currencyFixed" : "currencyHelp")}
            options={currencies.map((code) => ({
              value: code,
              label: `${code} · ${names.of(code) ?? code}`,
            }))}
          />
        ) : null}
      </div>
      <FormCheckboxGroup
        name="channels"
        label={t("channels")}
        help={t("channelsHelp")}
        options={(["mall", "order"] as const).map((value) => ({ value, label: t(`channel.${value}`) }))}
      />
      <FormDateTimeRange
        fromName="salesFrom"
        untilName="salesUntil"
        label={t("period")}
        help={t("periodHelp")}
        timeZone={timeZone}
      />
      <SupplyFields />
      <PackStores />
    </FormSection>
  );
}

/** How many there are: as many as are bought, or not more than a number that was not sold yet. */
function SupplyFields() {
  const t = useTranslations("packs.form.sale");
  const { supply } = usePackDraft();
  const { issued } = usePackFormFacts();
  return (
    <>
      <FormRadio
        name="supply"
        label={t("supply")}
        variant="segments"
        options={[
          { value: "unlimited", label: t("unlimited") },
          { value: "limited", label: t("limited") },
        ]}
      />
      {supply === "limited" ? (
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <FormNumber
            name="quantity"
            label={t("quantity")}
            isRequired
            help={issued > 0 ? t("quantityIssued", { count: issued }) : undefined}
          />
        </div>
      ) : null}
    </>
  );
}
