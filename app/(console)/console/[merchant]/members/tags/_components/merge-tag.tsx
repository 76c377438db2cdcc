"use client";

import { useTranslations } from "next-intl";
import { z } from "zod";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { ActionForm, useActionForm } from "@/components/ui/action-form";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormActions } from "@/components/ui/form-actions";
import { FormSelect } from "@/components/ui/form-fields";
import { toast } from "@/components/ui/toast";
import { foldTag } from "@/lib/members/actions/labels";
import type { TagFacts } from "./tag-menu";
import { useTags } from "./use-tags";

type MergeTagProps = {
  place: ActionPlace;
  tag: TagFacts;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
};

/** C-63, one tag in place of two. */
export function MergeTag({ place, tag, isOpen, onOpenChange }: MergeTagProps) {
  const t = useTranslations("organise.tags");
  return (
    <Dialog title={t("mergeTitle", { name: tag.name })} size="sm" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => <MergeForm place={place} tag={tag} onDone={close} />}
    </Dialog>
  );
}

const schema = z.object({ into: z.string().min(1, { message: "choose_a_tag" }) });

function MergeForm({ place, tag, onDone }: { place: ActionPlace; tag: TagFacts; onDone: () => void }) {
  const t = useTranslations("organise.tags");
  const ui = useTranslations("ui");
  const tags = useTags(place);
  const form = useActionForm<
    z.input<typeof schema>,
    z.output<typeof schema>,
    { members: number } | { jobId: string }
  >({
    schema,
    defaultValues: { into: "" },
    action: foldTag,
    where: place,
    input: ({ into }) => ({ tagId: tag.id, into }),
    onSuccess: (folded) => {
      const goesOn = "jobId" in folded;
      toast.success(goesOn ? t("folding") : t("merged", { name: tag.name }));
      if (goesOn) tellJobsChanged();
      onDone();
    },
  });
  const others = (tags ?? []).filter((one) => one.id !== tag.id);
  return (
    <ActionForm form={form} className="grid gap-4">
      <p className="text-sm text-ink-2">{t("mergeText", { name: tag.name })}</p>
      <FormSelect
        name="into"
        label={t("into")}
        placeholder={t(tags ? "chooseTag" : "loading")}
        options={others.map(({ id, name }) => ({ value: id, label: name }))}
        isRequired
      />
      <FormActions
        guard={false}
        submitLabel={t("merge")}
        secondary={<Button onPress={onDone}>{ui("cancel")}</Button>}
      />
    </ActionForm>
  );
}
