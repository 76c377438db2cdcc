"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { useRunAction } from "@/components/ui/use-run-action";
import { findPageVersions, readPageVersion, restorePage } from "@/lib/activities/actions/pages";
import type { PageVersions } from "@/lib/activities/queries/pages";
import type { Page } from "@/lib/activities/schema/page";
import type { CanvasLook } from "./canvas";
import { CompareVersions, type NumberedPage } from "./compare-versions";
import { NotRead } from "./not-read";
import type { OpenDialog } from "./open-on-press";
import { changedTo } from "./page-saver";
import type { Autosave } from "./use-autosave";
import { VersionList } from "./version-list";

type VersionsProps = {
  place: ActionPlace;
  activityId: string;
  look: CanvasLook;
  save: Autosave;
  /** A version was taken up again as the newest draft. */
  onRestored: (page: Page, version: number, savedAt: string) => void;
  /** Another's save stands against it: that is asked about elsewhere. */
  onConflict: () => void;
};

/** Every version there is, what went live when, a look at each beside the present one or any other, and the way back to it. */
export function VersionsDialog({
  isOpen,
  onOpenChange,
  ...props
}: Omit<VersionsProps, "onConflict"> & OpenDialog) {
  const t = useTranslations("page-editor");
  return (
    <Dialog title={t("versions.title")} size="xl" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => (
        <Versions
          {...props}
          onRestored={(...restored) => {
            props.onRestored(...restored);
            close();
          }}
          onConflict={close}
        />
      )}
    </Dialog>
  );
}

function Versions({ place, activityId, look, save, onRestored, onConflict }: VersionsProps) {
  const t = useTranslations("page-editor");
  const [all, setAll] = useState<PageVersions | null>(null);
  /** What could not be read, to be tried again. */
  const [again, setAgain] = useState<(() => void) | null>(null);
  const [other, setOther] = useState<NumberedPage | null>(null);
  const restore = useRunAction(restorePage, place);
  const { merchant, store } = place;

  const { saveNow } = save;
  useEffect(() => {
    let isHere = true;
    const work = async () => {
      setAgain(null);
      await saveNow();
      const found = await findPageVersions({ merchant, store, input: { activityId } }).catch(() => null);
      if (!isHere) return;
      if (found?.ok) setAll(found.value);
      else setAgain(() => () => void work());
    };
    void work();
    return () => {
      isHere = false;
    };
  }, [merchant, store, activityId, saveNow]);

  const open = async (number: number) => {
    setAgain(null);
    const found = await readPageVersion({ merchant, store, input: { activityId, number } }).catch(() => null);
    if (found?.ok) setOther({ number, page: found.value });
    else setAgain(() => () => void open(number));
  };
  const takeUp = async (number: number) => {
    if (!(await saveNow())) return toast.danger(t("unsaved"));
    const result = await restore.run({ activityId, version: save.latest(), number });
    if (result?.ok) return onRestored(result.value.page, result.value.version, result.value.savedAt);
    const theirs = changedTo(result);
    if (theirs === null) return;
    onConflict();
    save.meet(theirs);
  };
  if (!all) {
    return again ? <NotRead onRetry={again} /> : <p role="status">{t("versions.loading")}</p>;
  }
  if (other) {
    return (
      <CompareVersions
        {...{ place, activityId, look }}
        version={other}
        versions={all.versions}
        isRestoring={restore.pending}
        onBack={() => setOther(null)}
        onRestore={() => void takeUp(other.number)}
      />
    );
  }
  const more = async () => {
    setAgain(null);
    const before = all.versions.at(-1)?.number;
    const found = await findPageVersions({ merchant, store, input: { activityId, before } }).catch(
      () => null,
    );
    if (found?.ok) setAll({ versions: [...all.versions, ...found.value.versions], more: found.value.more });
    else setAgain(() => () => void more());
  };
  const noted = (number: number, note: string | null) =>
    setAll({ ...all, versions: all.versions.map((one) => (one.number === number ? { ...one, note } : one)) });
  return (
    <div className="grid gap-3">
      {again ? <NotRead onRetry={again} /> : null}
      <VersionList
        {...{ place, activityId, all }}
        timeZone={look.basis.facts.activity.timeZone}
        onNoted={noted}
        onMore={more}
        onOpen={(number) => void open(number)}
      />
    </div>
  );
}
