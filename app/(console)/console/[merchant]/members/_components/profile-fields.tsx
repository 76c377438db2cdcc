"use client";

import { useTranslations } from "next-intl";
import { useController } from "react-hook-form";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { Select } from "@/components/ui/select";

type ProfileFieldsProps = { stores: readonly { id: string; name: string }[]; mayBeOnline: boolean };

export function ProfileFields({ stores, mayBeOnline }: ProfileFieldsProps) {
  const t = useTranslations("members.form");
  return (
    <FormSection id="profile" title={t("profile")}>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <FormText name="profile.name" label={t("name")} maxLength={60} autoComplete="off" />
        <FormText name="profile.nickname" label={t("nickname")} maxLength={60} autoComplete="off" />
        <FormText name="profile.birthday" label={t("birthday")} help={t("birthdayHelp")} maxLength={10} />
        <FormText
          name="profile.externalId"
          label={t("externalId")}
          help={t("externalIdHelp")}
          maxLength={100}
        />
        <HomeStore stores={stores} mayBeOnline={mayBeOnline} />
      </div>
    </FormSection>
  );
}

function HomeStore({ stores, mayBeOnline }: ProfileFieldsProps) {
  const t = useTranslations("members");
  const { field } = useController<Record<string, string | null>>({ name: "profile.homeStoreId" });
  const options = stores.map(({ id, name }) => ({ value: id, label: name }));
  const kept = field.value !== null && !stores.some((store) => store.id === field.value);
  return (
    <Select
      label={t("form.store")}
      value={field.value ?? "online"}
      onChange={(value) => field.onChange(value === "online" ? null : value)}
      options={[
        ...(mayBeOnline || field.value === null ? [{ value: "online", label: t("online") }] : []),
        ...(kept && field.value !== null ? [{ value: field.value, label: t("form.presentStore") }] : []),
        ...options,
      ]}
    />
  );
}
