"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { createCategory, renameCategory } from "@/lib/catalogue/actions";
import { categoryInputSchema } from "@/lib/catalogue/schema";

const schema = z.object({ category: categoryInputSchema });

type CategoryFormProps = {
  place: ActionPlace;
  /** Given: this one is renamed. */
  category?: { id: string; name: string };
  onDone: () => void;
};

function CategoryForm({ place, category, onDone }: CategoryFormProps) {
  const t = useTranslations("catalogue.category");
  const ui = useTranslations("ui");
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { category: { name: category?.name ?? "" } },
    action: category ? renameCategory : createCategory,
    where: place,
    input: (typed) => (category ? { categoryId: category.id, ...typed } : typed),
    success: t(category ? "renamed" : "created"),
    onSuccess: onDone,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      <FormText name="category.name" label={t("name")} help={t("nameHelp")} isRequired maxLength={40} />
      <FormActions
        guard={false}
        submitLabel={t(category ? "rename" : "create")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}

/** C-71, a new category. */
export function CreateCategory({ place }: { place: ActionPlace }) {
  const t = useTranslations("catalogue.category");
  return (
    <Dialog
      title={t("createTitle")}
      size="sm"
      trigger={
        <Button variant="primary" data-key="c" aria-keyshortcuts="C">
          {t("create")}
        </Button>
      }
    >
      {(close) => <CategoryForm place={place} onDone={close} />}
    </Dialog>
  );
}

type RenameCategoryProps = {
  place: ActionPlace;
  category: { id: string; name: string };
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

/** C-71, another name for a category. */
export function RenameCategory({ place, category, isOpen, onOpenChange }: RenameCategoryProps) {
  const t = useTranslations("catalogue.category");
  return (
    <Dialog
      title={t("renameTitle", { name: category.name })}
      size="sm"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
    >
      {(close) => <CategoryForm place={place} category={category} onDone={close} />}
    </Dialog>
  );
}
