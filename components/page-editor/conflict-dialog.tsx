"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { readPageVersion } from "@/lib/activities/actions/pages";
import { pageChanges } from "@/lib/activities/rules/page-changes";
import type { Page } from "@/lib/activities/schema/page";
import { ChangeList } from "./change-list";
import { NotRead } from "./not-read";
import type { Autosave } from "./use-autosave";
import type { PageEditor } from "./use-page-editor";

type ConflictDialogProps = { place: ActionPlace; activityId: string; editor: PageEditor; save: Autosave };

/**
 * Somebody else saved the page meanwhile: what differs, and whose page to go on with. Nothing is lost either way. Where
 * nothing differs there is nothing to choose, as when two windows of one person sent what both of them had kept.
 */
export function ConflictDialog({ place, activityId, editor, save }: ConflictDialogProps) {
  const t = useTranslations("page-editor");
  const [theirs, setTheirs] = useState<Page | null>(null);
  /** Reads theirs again, when it could not be read. */
  const [again, setAgain] = useState<(() => void) | null>(null);
  const version = save.state.kind === "conflict" ? save.state.version : null;
  const { merchant, store } = place;
  const { isMet } = save;
  useEffect(() => {
    if (version === null) return setTheirs(null);
    let isHere = true;
    const read = async () => {
      setAgain(null);
      const input = { activityId, number: version };
      const found = await readPageVersion({ merchant, store, input }).catch(() => null);
      if (!isHere) return;
      if (!found?.ok) setAgain(() => () => void read());
      else if (!isMet(version, found.value)) setTheirs(found.value);
    };
    void read();
    return () => {
      isHere = false;
    };
  }, [version, merchant, store, activityId, isMet]);
  // Whether there is anything to choose is known when theirs was read.
  if (version === null || (!theirs && !again)) return null;
  const takeTheirs = () => {
    if (!theirs) return;
    // An edit like any other: one undo brings back what was here.
    editor.edit({ do: "replace", page: theirs });
    save.goOnFrom(version, theirs);
  };
  return (
    <Dialog
      title={t("conflict.title")}
      role="alertdialog"
      isOpen
      footer={
        <>
          <Button isDisabled={!theirs} onPress={takeTheirs}>
            {t("conflict.theirs")}
          </Button>
          <Button variant="primary" onPress={() => save.goOnFrom(version, null)}>
            {t("conflict.mine")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{t("conflict.text")}</p>
        {theirs ? <ChangeList changes={pageChanges(theirs, editor.page)} none={t("changes.same")} /> : null}
        {again ? <NotRead onRetry={again} /> : null}
      </div>
    </Dialog>
  );
}
