"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { renameTemplate, saveTemplate } from "@/lib/coupons/actions/templates";
import { templateNameSchema } from "@/lib/coupons/schema";

const schema = z.object({ name: templateNameSchema });

type NameTemplateProps = {
  where: ActionPlace;
  /** A coupon that becomes a template, or a template that gets another name. */
  of: { couponId: string } | { templateId: string };
  name: string;
  onClose: () => void;
};

/** Names a template: a new one made of a coupon, or one there is. */
export function NameTemplate(props: NameTemplateProps) {
  const t = useTranslations("templates");
  const isNew = "couponId" in props.of;
  return (
    <Dialog
      title={t(isNew ? "saveTitle" : "renameTitle", { name: props.name })}
      size="sm"
      isOpen
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <NameForm {...props} isNew={isNew} />
    </Dialog>
  );
}

function NameForm({ where, of, name, isNew, onClose }: NameTemplateProps & { isNew: boolean }) {
  const t = useTranslations("templates");
  const ui = useTranslations("ui");
  const action: StaffAction<{ templateId: string }> = isNew ? saveTemplate : renameTemplate;
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, { templateId: string }>({
    schema,
    defaultValues: { name },
    action,
    where,
    input: (values) => ({ ...of, ...values }),
    success: t(isNew ? "saved" : "renamed"),
    onSuccess: onClose,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      {isNew ? <p className="text-ink-2">{t("saveText")}</p> : null}
      <FormText name="name" label={t("name")} maxLength={60} isRequired />
      <FormActions
        guard={false}
        submitLabel={t(isNew ? "save" : "rename")}
        secondary={<Button onPress={onClose}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
