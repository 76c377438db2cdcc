"use client";

import { Tag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { MultiSelect } from "@/components/ui/multi-select";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { tagMembers } from "@/lib/members/actions/directory";

type EditTagsProps = {
  place: ActionPlace;
  memberId: string;
  worn: readonly string[];
  tags: readonly { id: string; name: string }[];
};

/** The tags of one member, changed where they stand. */
export function EditTags({ place, memberId, worn, tags }: EditTagsProps) {
  const t = useTranslations("members.tags");
  const undo = useTranslations("ui.undo");
  const [chosen, setChosen] = useState<string[]>([...worn]);
  const { run } = useRunAction(tagMembers, place);
  const words = useResultWords();
  const save = async () => {
    const add = chosen.filter((id) => !worn.includes(id));
    const remove = worn.filter((id) => !chosen.includes(id));
    if (add.length + remove.length === 0) return;
    const result = await run({ memberIds: [memberId], add, remove }, { quiet: true });
    if (!result?.ok) return (result && words(result)) ?? undefined;
    toast.undo(t("saved"), undo("label"), () => {
      void run({ memberIds: [memberId], add: remove, remove: add }, { success: undo("done") });
    });
  };
  return (
    <ConfirmDialog
      title={t("title")}
      confirmLabel={t("save")}
      onConfirm={save}
      onOpenChange={(open) => (open ? setChosen([...worn]) : undefined)}
      trigger={
        <Button size="sm" variant="ghost">
          <Tag aria-hidden="true" />
          {t("edit")}
        </Button>
      }
    >
      {tags.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <MultiSelect
          label={t("label")}
          value={chosen}
          onChange={setChosen}
          options={tags.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
    </ConfirmDialog>
  );
}
