"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { SaveBar } from "@/components/ui/save-bar";
import { editWebhook } from "@/lib/notifications/actions";
import { type WebhookInput, webhookInputSchema } from "@/lib/notifications/schema";
import { WebhookFields } from "./webhook-fields";

const schema = z.object({ webhook: webhookInputSchema });

type EditWebhookFormProps = {
  place: ActionPlace;
  webhookId: string;
  revision: number;
  webhook: WebhookInput;
};

export function EditWebhookForm({ place, webhookId, revision, webhook }: EditWebhookFormProps) {
  const t = useTranslations("webhooks.form");
  const router = useRouter();
  const form = useActionForm({
    schema,
    defaultValues: { webhook },
    action: editWebhook,
    where: place,
    input: (typed) => ({ webhookId, revision, ...typed }),
    success: t("saved"),
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <WebhookFields />
      <SaveBar />
    </ActionForm>
  );
}
