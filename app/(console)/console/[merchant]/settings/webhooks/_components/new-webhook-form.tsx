"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { FormActions } from "@/components/ui/form-actions";
import { SecretOnce } from "@/components/ui/secret-once";
import { createWebhook } from "@/lib/notifications/actions";
import { webhookInputSchema } from "@/lib/notifications/schema";
import { WebhookFields } from "./webhook-fields";

const schema = z.object({ webhook: webhookInputSchema });
const empty: string[] = [];

/** Asks for a new webhook, and then shows its secret, once. */
export function NewWebhookForm({ place }: { place: ActionPlace }) {
  const t = useTranslations("webhooks.form");
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const form = useActionForm({
    schema,
    defaultValues: { webhook: { name: "", url: "", events: empty } },
    action: createWebhook,
    where: place,
    onSuccess: setMade,
  });
  if (made) {
    return (
      <SecretOnce
        title={t("madeTitle")}
        text={t("madeText")}
        secret={made.secret}
        fileName={`${made.id}.txt`}
      >
        <ButtonLink href={consolePath(place, "settings", "webhooks", made.id)}>{t("done")}</ButtonLink>
      </SecretOnce>
    );
  }
  return (
    <ActionForm form={form} className="grid gap-4">
      <WebhookFields />
      <FormActions submitLabel={t("create")} />
    </ActionForm>
  );
}
