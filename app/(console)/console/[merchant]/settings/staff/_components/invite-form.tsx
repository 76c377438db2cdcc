"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { FormSection } from "@/components/ui/form-page";
import { asRoute } from "@/components/ui/link";
import { inviteStaff } from "@/lib/merchants/actions/staff";
import { staffInviteSchema } from "@/lib/merchants/schema";
import { PostFields } from "./post-fields";

const schema = z.object({ invite: staffInviteSchema });

type InviteFormProps = { place: ActionPlace; stores: readonly { id: string; name: string }[] };

export function InviteForm({ place, stores }: InviteFormProps) {
  const t = useTranslations("staff.form");
  const router = useRouter();
  const form = useActionForm({
    schema,
    defaultValues: { invite: { email: "", role: "marketer", storeIds: [] } },
    action: inviteStaff,
    where: place,
    success: t("invited"),
    onSuccess: () => router.push(asRoute(consolePath(place, "settings", "staff"))),
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormSection id="person" title={t("person")}>
        <FormText
          name="invite.email"
          label={t("email")}
          type="email"
          inputMode="email"
          autoComplete="off"
          help={t("emailHelp")}
          isRequired
          maxLength={254}
        />
      </FormSection>
      <FormSection id="post" title={t("post")}>
        <PostFields of="invite" stores={stores} />
      </FormSection>
      <FormActions submitLabel={t("send")} />
    </ActionForm>
  );
}
