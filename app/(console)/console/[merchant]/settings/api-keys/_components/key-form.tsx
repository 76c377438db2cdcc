"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { FormActions } from "@/components/ui/form-actions";
import { FormCheckboxGroup, FormNumber, FormSelect, FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { SecretOnce } from "@/components/ui/secret-once";
import { createApiKey } from "@/lib/merchants/actions/api-keys";
import { type ApiKeyInput, apiKeyInputSchema, keyTerms } from "@/lib/merchants/schema";
import { keyScopes } from "@/lib/platform/auth/permissions";

const schema = z.object({ key: apiKeyInputSchema });

type KeyFormProps = { place: ActionPlace; like: ApiKeyInput };

/** Asks for a new key, and then shows it, once. */
export function KeyForm({ place, like }: KeyFormProps) {
  const t = useTranslations("api-keys.form");
  const scopes = useTranslations("api-keys.scopeLines");
  const [made, setMade] = useState<{ id: string; name: string; key: string } | null>(null);
  const form = useActionForm({
    schema,
    defaultValues: { key: like },
    action: createApiKey,
    where: place,
    onSuccess: (value, { key }) => setMade({ ...value, name: key.name }),
  });
  const back = consolePath(place, "settings", "api-keys");
  if (made) {
    return (
      <SecretOnce
        title={t("madeTitle", { name: made.name })}
        text={t("madeText")}
        secret={made.key}
        fileName={`${made.id}.txt`}
      >
        <ButtonLink href={back}>{t("done")}</ButtonLink>
      </SecretOnce>
    );
  }
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="key" title={t("about")}>
        <FormText name="key.name" label={t("name")} help={t("nameHelp")} isRequired maxLength={60} />
        <FormCheckboxGroup
          name="key.scopes"
          label={t("scopes")}
          help={t("scopesHelp")}
          options={keyScopes.map((value) => ({ value, label: scopes(value) }))}
        />
      </FormSection>
      <FormSection id="limits" title={t("limits")}>
        <FormNumber name="key.ratePerMinute" label={t("rate")} help={t("rateHelp")} isRequired />
        <FormSelect
          name="key.term"
          label={t("term")}
          help={t("termHelp")}
          options={keyTerms.map((value) => ({ value, label: t(`terms.${value}`) }))}
        />
      </FormSection>
      <FormActions submitLabel={t("create")} />
    </ActionForm>
  );
}
