"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { changeNote, noteMember } from "@/lib/members/actions/notes";

type NotesProps = { place: ActionPlace; memberId: string };
type NoteProps = NotesProps & { noteId: string; text: string };

const schema = z.object({ text: z.string().trim().min(1).max(1000) });
type Words = z.output<typeof schema>;

/** Where a colleague writes what the others should know. */
export function WriteNote({ place, memberId }: NotesProps) {
  const t = useTranslations("members.timeline.notes");
  const form = useActionForm<Words, Words, unknown>({
    schema,
    defaultValues: { text: "" },
    action: noteMember,
    where: place,
    input: ({ text }) => ({ memberId, text }),
    success: t("added"),
    onSuccess: () => form.methods.reset({ text: "" }),
  });
  return (
    <Card>
      <ActionForm form={form} className="grid gap-3">
        <FormText name="text" label={t("label")} help={t("help")} maxLength={1000} multiline rows={2} />
        <FormActions submitLabel={t("add")} pendingLabel={t("adding")} />
      </ActionForm>
    </Card>
  );
}

/** What can be done with a note by whoever may change it. */
export function NoteMenu({ by, ...note }: NoteProps & { by: string }) {
  const t = useTranslations("members.timeline.notes");
  const words = useResultWords();
  const { run } = useRunAction(changeNote, note.place);
  const [doing, setDoing] = useState<"edit" | "delete" | null>(null);
  const close = () => setDoing(null);
  const remove = async () => {
    const result = await run({ memberId: note.memberId, noteId: note.noteId, text: null }, { quiet: true });
    if (result?.ok) toast.success(t("deleted"));
    return result ? words(result) : null;
  };
  return (
    <>
      <ActionMenu
        label={t("menu", { by })}
        items={[
          { key: "edit", label: t("edit"), onAction: () => setDoing("edit") },
          { key: "delete", label: t("delete"), danger: true, onAction: () => setDoing("delete") },
        ]}
      />
      {doing === "edit" ? (
        <Dialog isOpen onOpenChange={(open) => (open ? undefined : close())} title={t("editTitle")} size="sm">
          <EditNote {...note} onDone={close} />
        </Dialog>
      ) : null}
      {doing === "delete" ? (
        <ConfirmDialog
          isOpen
          danger
          onOpenChange={(open) => (open ? undefined : close())}
          title={t("deleteTitle")}
          confirmLabel={t("delete")}
          onConfirm={remove}
        >
          <p>{t("deleteText")}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function EditNote({ place, memberId, noteId, text: kept, onDone }: NoteProps & { onDone: () => void }) {
  const t = useTranslations("members.timeline.notes");
  const ui = useTranslations("ui");
  const form = useActionForm<Words, Words, unknown>({
    schema,
    defaultValues: { text: kept },
    action: changeNote,
    where: place,
    input: ({ text }) => ({ memberId, noteId, text }),
    success: t("saved"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormText name="text" label={t("text")} maxLength={1000} multiline rows={4} isRequired />
      <FormActions
        guard={false}
        submitLabel={ui("form.save")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
