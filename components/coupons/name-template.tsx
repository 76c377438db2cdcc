"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormText } from "@/components/ui/form-fields";
import { copyTemplate, renameTemplate, saveTemplate } from "@/lib/coupons/actions/templates";
import { templateNameSchema } from "@/lib/coupons/schema";

const schema = z.object({ name: templateNameSchema });

type NameTemplateProps = {
  where: ActionPlace;
  /** A coupon that becomes a template, a template that gets another name, or one that another is made like. */
  of: { couponId: string } | { templateId: string } | { copyOf: string };
  name: string;
  onClose: () => void;
};

type Named = {
  action: StaffAction<{ templateId: string }>;
  input: { couponId: string } | { templateId: string };
  /** Words of `templates`. */
  words: { title: string; text?: string; submit: string; done: string };
};

const words = {
  save: { title: "saveTitle", text: "saveText", submit: "save", done: "saved" },
  copy: { title: "copyTitle", text: "copyText", submit: "copy", done: "copied" },
  rename: { title: "renameTitle", submit: "rename", done: "renamed" },
};

function namedOf(of: NameTemplateProps["of"]): Named {
  if ("couponId" in of) return { action: saveTemplate, input: of, words: words.save };
  if ("copyOf" in of) return { action: copyTemplate, input: { templateId: of.copyOf }, words: words.copy };
  return { action: renameTemplate, input: of, words: words.rename };
}

/** Names a template: a new one made of a coupon or of another template, or one there is. */
export function NameTemplate(props: NameTemplateProps) {
  const t = useTranslations("templates");
  const named = namedOf(props.of);
  return (
    <Dialog
      title={t(named.words.title, { name: props.name })}
      size="sm"
      isOpen
      onOpenChange={(open) => (open ? undefined : props.onClose())}
    >
      <NameForm {...props} named={named} />
    </Dialog>
  );
}

function NameForm({ where, named, name, onClose }: NameTemplateProps & { named: Named }) {
  const t = useTranslations("templates");
  const ui = useTranslations("ui");
  const { title: _, text, submit, done } = named.words;
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, { templateId: string }>({
    schema,
    defaultValues: { name },
    action: named.action,
    where,
    input: (values) => ({ ...named.input, ...values }),
    success: t(done),
    refusedAt: { name_taken: "name" },
    onSuccess: onClose,
  });
  return (
    <ActionForm form={form} className="grid gap-4">
      {text ? <p className="text-ink-2">{t(text)}</p> : null}
      <FormText name="name" label={t("name")} maxLength={60} isRequired />
      <FormActions
        guard={false}
        submitLabel={t(submit)}
        secondary={<Button onPress={onClose}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
