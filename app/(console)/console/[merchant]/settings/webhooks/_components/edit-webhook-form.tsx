"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { EditGuards } from "@/components/ui/edit-guards";
import { SaveBar } from "@/components/ui/save-bar";
import { type Change, useEditForm } from "@/components/ui/use-edit-form";
import { editWebhook } from "@/lib/notifications/actions";
import { type WebhookInput, webhookInputSchema } from "@/lib/notifications/schema";
import { WebhookFields } from "./webhook-fields";

const schema = z.object({ webhook: webhookInputSchema });

type EditWebhookFormProps = {
  place: ActionPlace;
  webhookId: string;
  revision: number;
  change: Change;
  webhook: WebhookInput;
};

export function EditWebhookForm({ place, webhookId, revision, change, webhook }: EditWebhookFormProps) {
  const t = useTranslations("webhooks.form");
  const router = useRouter();
  const edit = useEditForm({
    schema,
    ...{ values: { webhook }, revision, change },
    thing: webhookId,
    // An address may carry a secret of whoever it leads to.
    withoutSecrets: ({ webhook: { url: _, ...rest } }) => ({ webhook: rest }),
    action: editWebhook,
    where: place,
    input: (typed, known) => ({ webhookId, revision: known, ...typed }),
    success: t("saved"),
    onSuccess: () => router.refresh(),
  });
  return (
    <ActionForm form={edit.form} className="grid gap-4">
      <EditGuards edit={edit} />
      <WebhookFields />
      <SaveBar />
    </ActionForm>
  );
}
