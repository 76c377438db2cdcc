"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { changePassword } from "@/lib/merchants/actions/account";

const schema = z.object({ current: z.string().min(1), next: z.string().min(1) });
const empty = { current: "", next: "" };

export function PasswordForm({ place, email }: { place: ActionPlace; email: string }) {
  const [round, setRound] = useState(0);
  return <Fields key={round} place={place} email={email} onDone={() => setRound((number) => number + 1)} />;
}

type FieldsProps = { place: ActionPlace; email: string; onDone: () => void };

// Made anew after each change, so that no password stands in it any more.
function Fields({ place, email, onDone }: FieldsProps) {
  const t = useTranslations("account.password");
  const form = useActionForm({
    schema,
    defaultValues: empty,
    action: changePassword,
    where: place,
    success: t("changed"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="password" title={t("title")} help={t("help")}>
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <FormText
          name="current"
          label={t("current")}
          type="password"
          autoComplete="current-password"
          isRequired
        />
        <FormText
          name="next"
          label={t("next")}
          help={t("nextHelp")}
          type="password"
          autoComplete="new-password"
          isRequired
        />
        <FormActions submitLabel={t("change")} guard={false} />
      </FormSection>
    </ActionForm>
  );
}
