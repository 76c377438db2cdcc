"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { blockMember } from "@/lib/members/actions/directory";

type BlockMemberProps = { place: ActionPlace; memberId: string; name: string; blocked: boolean };

/** Keeps a member out of everything, or lets them again; both with a reason. */
export function BlockMember(props: BlockMemberProps) {
  const t = useTranslations("members.block");
  const { blocked, name } = props;
  const title = t(blocked ? "unblockTitle" : "blockTitle", { name });
  return (
    <Dialog title={title} size="sm" trigger={<Button>{t(blocked ? "unblock" : "block")}</Button>}>
      {(close) => <BlockForm {...props} onDone={close} />}
    </Dialog>
  );
}

const schema = z.object({ reason: z.string().trim().min(1).max(200) });

function BlockForm({ place, memberId, name, blocked, onDone }: BlockMemberProps & { onDone: () => void }) {
  const t = useTranslations("members.block");
  const ui = useTranslations("ui");
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { reason: "" },
    action: blockMember,
    where: place,
    input: ({ reason }) => ({ memberId, blocked: !blocked, reason }),
    success: t(blocked ? "unblocked" : "blocked", { name }),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <p className="text-sm text-ink-2">{t(blocked ? "unblockText" : "blockText")}</p>
      <FormText
        name="reason"
        label={t("reason")}
        help={t("reasonHelp")}
        maxLength={200}
        multiline
        rows={2}
        isRequired
      />
      <FormActions
        guard={false}
        submitLabel={t(blocked ? "unblock" : "block")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
