"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ColourField } from "@/components/members/colour-field";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { editTag } from "@/lib/members/actions/labels";
import { tagInputSchema } from "@/lib/members/schema";
import type { TagFacts } from "./tag-menu";

const schema = z.object({ tag: tagInputSchema });

type EditTagProps = {
  place: ActionPlace;
  tag: TagFacts;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

/** C-63, another name or colour. */
export function EditTag({ place, tag, isOpen, onOpenChange }: EditTagProps) {
  const t = useTranslations("organise.tags");
  return (
    <Dialog title={t("editTitle", { name: tag.name })} size="sm" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <EditForm place={place} tag={tag} onDone={close} />}
    </Dialog>
  );
}

function EditForm({ place, tag, onDone }: { place: ActionPlace; tag: TagFacts; onDone: () => void }) {
  const t = useTranslations("organise.tags");
  const ui = useTranslations("ui");
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { tag: { name: tag.name, colour: tag.colour } },
    action: editTag,
    where: place,
    input: (typed) => ({ tagId: tag.id, ...typed }),
    success: t("saved"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormText name="tag.name" label={t("name")} maxLength={40} isRequired />
      <ColourField name="tag.colour" />
      <FormActions
        guard={false}
        submitLabel={t("save")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
