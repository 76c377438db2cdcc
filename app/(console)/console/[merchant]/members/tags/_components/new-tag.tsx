"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { ColourField } from "@/components/members/colour-field";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormText } from "@/components/ui/form-fields";
import { createTag } from "@/lib/members/actions/labels";
import { tagInputSchema } from "@/lib/members/schema";

const schema = z.object({ tag: tagInputSchema });

/** C-63, a new tag, made where the tags stand. */
export function NewTag({ place }: { place: ActionPlace }) {
  const t = useTranslations("organise.tags");
  const form = useActionForm<z.input<typeof schema>, z.output<typeof schema>, unknown>({
    schema,
    defaultValues: { tag: { name: "", colour: "grey" } },
    action: createTag,
    where: place,
    success: t("created"),
    onSuccess: () => form.methods.reset({ tag: { name: "", colour: form.methods.getValues("tag.colour") } }),
  });
  return (
    <Card>
      <ActionForm form={form} className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_180px_auto]">
        <FormText name="tag.name" label={t("newName")} maxLength={40} isRequired />
        <ColourField name="tag.colour" />
        <div className="sm:pt-6">
          <Button type="submit" variant="primary" isPending={form.pending}>
            {t("create")}
          </Button>
        </div>
      </ActionForm>
    </Card>
  );
}
