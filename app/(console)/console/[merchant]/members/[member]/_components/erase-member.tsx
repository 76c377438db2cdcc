"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { z } from "zod";
import { consolePath } from "@/components/merchants/console-path";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormText } from "@/components/ui/form-fields";
import { asRoute } from "@/components/ui/link";
import { eraseMember } from "@/lib/members/actions/directory";

type EraseMemberProps = {
  place: ActionPlace;
  member: { id: string; name: string };
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

/** S-39: the end of what is known of somebody, after the last digits of their phone were typed. */
export function EraseMember({ place, member, isOpen, onOpenChange }: EraseMemberProps) {
  const t = useTranslations("members.erase");
  return (
    <Dialog
      title={t("title", { name: member.name })}
      size="sm"
      role="alertdialog"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {(close) => <EraseForm place={place} memberId={member.id} onDone={close} />}
    </Dialog>
  );
}

const schema = z.object({
  confirmation: z.string().trim().min(1, { message: "confirmation_wrong" }).max(10),
});
type EraseFormProps = { place: ActionPlace; memberId: string; onDone: () => void };

function EraseForm({ place, memberId, onDone }: EraseFormProps) {
  const t = useTranslations("members.erase");
  const ui = useTranslations("ui");
  const router = useRouter();
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { confirmation: "" },
    action: eraseMember,
    where: place,
    input: (typed) => ({ memberId, ...typed }),
    success: t("done"),
    onSuccess: () => {
      onDone();
      router.replace(asRoute(consolePath(place, "members")));
    },
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <Banner tone="danger">{t("final")}</Banner>
      <p className="text-sm text-ink">{t("text")}</p>
      <FormText
        name="confirmation"
        label={t("confirm")}
        inputMode="numeric"
        autoComplete="off"
        maxLength={10}
        isRequired
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onPress={onDone}>{ui("cancel")}</Button>
        <Button type="submit" variant="danger" isPending={form.pending}>
          {t("erase")}
        </Button>
      </div>
    </ActionForm>
  );
}
