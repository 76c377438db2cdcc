"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { tellJobsChanged } from "@/components/jobs/jobs-changed";
import { ActionMenu } from "@/components/ui/action-menu";
import type { ActionPlace } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";
import { foldTag } from "@/lib/members/actions/labels";
import type { LabelColour } from "@/lib/members/schema";
import { EditTag } from "./edit-tag";
import { MergeTag } from "./merge-tag";

export type TagFacts = { id: string; name: string; colour: LabelColour };
type TagMenuProps = { place: ActionPlace; tag: TagFacts; members: { count: number; capped: boolean } };

export function TagMenu({ place, tag, members }: TagMenuProps) {
  const t = useTranslations("organise.tags");
  const [open, setOpen] = useState<"edit" | "merge" | "delete" | null>(null);
  const { run } = useRunAction(foldTag, place);
  const words = useResultWords();
  const close = (isOpen: boolean) => (isOpen ? undefined : setOpen(null));
  const remove = async () => {
    const result = await run({ tagId: tag.id, into: null }, { quiet: true });
    if (!result) return;
    if (!result.ok) return words(result) ?? undefined;
    if (!("jobId" in result.value)) return void toast.success(t("deleted", { name: tag.name }));
    toast.success(t("folding"));
    tellJobsChanged();
  };
  return (
    <>
      <ActionMenu
        label={t("menu", { name: tag.name })}
        items={[
          { key: "edit", label: t("edit"), onAction: () => setOpen("edit") },
          { key: "merge", label: t("merge"), onAction: () => setOpen("merge") },
          { key: "delete", label: t("delete"), danger: true, onAction: () => setOpen("delete") },
        ]}
      />
      <EditTag place={place} tag={tag} isOpen={open === "edit"} onOpenChange={close} />
      <MergeTag place={place} tag={tag} isOpen={open === "merge"} onOpenChange={close} />
      <ConfirmDialog
        title={t("deleteTitle", { name: tag.name })}
        confirmLabel={t("delete")}
        danger
        isOpen={open === "delete"}
        onOpenChange={close}
        onConfirm={remove}
      >
        {t("deleteText", { count: members.count, more: members.capped ? "+" : "" })}
      </ConfirmDialog>
    </>
  );
}
