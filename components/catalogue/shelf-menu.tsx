"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionMenu, type ActionMenuItem } from "@/components/ui/action-menu";
import type { ActionPlace, StaffAction } from "@/components/ui/action-result";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useResultWords } from "@/components/ui/use-refusal-words";
import { useRunAction } from "@/components/ui/use-run-action";

export type ShelfWords = {
  menu: string;
  archive: string;
  restore: string;
  archiveTitle: string;
  archiveText: string;
  archived: string;
  restored: string;
};

type ShelfMenuProps = {
  place: ActionPlace;
  /** The object as its action names it, e.g. { storeId }. */
  subject: Record<string, string>;
  archived: boolean;
  action: StaffAction<unknown>;
  words: ShelfWords;
  items?: readonly ActionMenuItem[];
};

/** The ⋯ of something that is archived rather than deleted: products, categories, stores. */
export function ShelfMenu({ place, subject, archived, action, words, items = [] }: ShelfMenuProps) {
  const [asking, setAsking] = useState(false);
  const { run } = useRunAction(action, place);
  const t = useTranslations("ui.undo");
  const resultWords = useResultWords();
  const change = async (to: "archive" | "restore") => {
    const result = await run({ ...subject, change: to }, { quiet: to === "archive" });
    if (!result) return;
    if (!result.ok) return resultWords(result) ?? undefined;
    const back = to === "archive" ? "restore" : "archive";
    toast.undo(to === "archive" ? words.archived : words.restored, t("label"), () => {
      void run({ ...subject, change: back }, { success: t("done") });
    });
  };
  const last: ActionMenuItem = archived
    ? { key: "restore", label: words.restore, onAction: () => void change("restore") }
    : { key: "archive", label: words.archive, danger: true, onAction: () => setAsking(true) };
  return (
    <>
      <ActionMenu label={words.menu} items={[...items, last]} />
      <ConfirmDialog
        title={words.archiveTitle}
        confirmLabel={words.archive}
        danger
        isOpen={asking}
        onOpenChange={setAsking}
        onConfirm={() => change("archive")}
      >
        {words.archiveText}
      </ConfirmDialog>
    </>
  );
}
