"use client";

import { useTranslations } from "next-intl";
import { useWatch } from "react-hook-form";
import { z } from "zod";
import { FormImage } from "@/components/images/form-image";
import { ActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import {
  FormCheckboxGroup,
  FormNumber,
  FormRadio,
  FormSelect,
  FormSwitch,
  FormText,
} from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { SaveBar } from "@/components/ui/save-bar";
import type { Option } from "@/components/ui/select";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { languages as spoken } from "@/lib/kernel/language";
import { editMerchant } from "@/lib/merchants/actions";
import { merchantInputSchema, redirectHostsSchema } from "@/lib/merchants/schema";

/** One host a line, as people write lists. */
const hostsOf = (text: string) =>
  text
    .split(/[\s,，;；]+/)
    .map((host) => host.trim().toLowerCase())
    .filter(Boolean);

const schema = z.object({
  merchant: merchantInputSchema,
  hosts: z
    .string()
    .max(6000)
    .refine((text) => redirectHostsSchema.safeParse(hostsOf(text)).success, { message: "host_form" }),
});

/** The language that is the default one is not written in beside itself. */
const merchantOf = (merchant: z.input<typeof merchantInputSchema>, hosts: string) => ({
  ...merchant,
  otherLanguages: merchant.otherLanguages?.filter((language) => language !== merchant.locale),
  redirectHosts: hostsOf(hosts),
});

type MerchantFormProps = {
  place: ActionPlace;
  values: z.input<typeof schema>;
  revision: number;
  change: Change;
  currencies: readonly Option[];
  timeZones: readonly Option[];
};

/** The languages that texts are written in beside the default one. */
function OtherLanguages() {
  const t = useTranslations("settings");
  const languages = useTranslations("common.languages");
  const main: unknown = useWatch({ name: "merchant.locale" });
  const others = spoken.filter((language) => language !== main);
  return (
    <FormCheckboxGroup
      name="merchant.otherLanguages"
      label={t("otherLanguages")}
      help={t("otherLanguagesHelp")}
      options={others.map((value) => ({ value, label: languages(value) }))}
    />
  );
}

/** C-120: the organisation. */
export function MerchantForm(props: MerchantFormProps) {
  const { place, values, revision, change, currencies, timeZones } = props;
  const t = useTranslations("settings");
  const languages = useTranslations("common.languages");
  const edit = useEditForm({
    schema,
    ...{ values, revision, change },
    thing: `${place.merchant}:organisation`,
    action: editMerchant,
    where: place,
    input: ({ merchant, hosts }, known) => ({ revision: known, merchant: merchantOf(merchant, hosts) }),
    success: t("saved"),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <FormSection id="basics" title={t("basics")}>
        <FormText name="merchant.name" label={t("name")} help={t("nameHelp")} isRequired maxLength={60} />
        <FormImage name="merchant.logo" label={t("logo")} help={t("logoHelp")} place={place} shape="square" />
      </FormSection>
      <FormSection id="defaults" title={t("defaults")} help={t("defaultsHelp")}>
        <div className="grid gap-4 sm:grid-cols-2">
          <FormSelect name="merchant.currency" label={t("currency")} options={currencies} isRequired />
          <FormSelect
            name="merchant.timeZone"
            label={t("timeZone")}
            help={t("timeZoneHelp")}
            options={timeZones}
            isRequired
          />
        </div>
        <FormRadio
          name="merchant.locale"
          label={t("language")}
          help={t("languageHelp")}
          options={spoken.map((value) => ({ value, label: languages(value) }))}
        />
        <OtherLanguages />
      </FormSection>
      <FormSection id="orders" title={t("orders")} help={t("ordersHelp")}>
        <FormNumber
          name="merchant.maxVouchersPerOrder"
          label={t("maxVouchers")}
          help={t("maxVouchersHelp")}
          isRequired
        />
        <FormRadio
          name="merchant.refundBasis"
          label={t("refundBasis")}
          options={(["units", "reprice"] as const).map((value) => ({
            value,
            label: t(`refund_${value}`),
            description: t(`refund_${value}Help`),
          }))}
        />
      </FormSection>
      <FormSection id="redirects" title={t("redirects")} help={t("redirectsHelp")}>
        <FormText name="hosts" label={t("hosts")} help={t("hostsHelp")} multiline rows={3} maxLength={6000} />
      </FormSection>
      <FormSection id="security" title={t("security")}>
        <FormSwitch
          name="merchant.requireTwoFactor"
          label={t("requireTwoFactor")}
          help={t("requireTwoFactorHelp")}
        />
      </FormSection>
      <SaveBar />
    </ActionForm>
  );
}
