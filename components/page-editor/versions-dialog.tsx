"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useRunAction } from "@/components/ui/use-run-action";
import { findPageVersions, readPageVersion, restorePage } from "@/lib/activities/actions/pages";
import type { PageVersions } from "@/lib/activities/queries/pages";
import { pageChanges } from "@/lib/activities/rules/page-changes";
import type { Page } from "@/lib/activities/schema/page";
import { type CanvasLook, StillFrame } from "./canvas";
import { ChangeList } from "./change-list";
import type { OpenDialog } from "./open-on-press";
import type { Autosave } from "./use-autosave";
import { useGoods } from "./use-goods";
import { VersionList } from "./version-list";

type VersionsProps = {
  place: ActionPlace;
  activityId: string;
  look: CanvasLook;
  save: Autosave;
  /** A version was taken up again as the newest draft. */
  onRestored: (page: Page, version: number, savedAt: string) => void;
};

/** Every version there is, what went live when, a look at each beside the present one, and the way back to it. */
export function VersionsDialog({ isOpen, onOpenChange, ...props }: VersionsProps & OpenDialog) {
  const t = useTranslations("page-editor");
  return (
    <Dialog title={t("versions.title")} size="lg" isOpen={isOpen} onOpenChange={onOpenChange}>
      {(close) => (
        <Versions
          {...props}
          onRestored={(...restored) => {
            props.onRestored(...restored);
            close();
          }}
        />
      )}
    </Dialog>
  );
}

function Versions({ place, activityId, look, save, onRestored }: VersionsProps) {
  const t = useTranslations("page-editor");
  const [all, setAll] = useState<PageVersions | null>(null);
  const [other, setOther] = useState<{ number: number; page: Page } | null>(null);
  const restore = useRunAction(restorePage, place);
  const { merchant, store } = place;
  const basis = useGoods(place, other?.page ?? look.page, look.basis);

  useEffect(() => {
    let isHere = true;
    const work = async () => {
      await save.saveNow();
      const found = await findPageVersions({ merchant, store, input: { activityId } }).catch(() => null);
      if (isHere && found?.ok) setAll(found.value);
    };
    void work();
    return () => {
      isHere = false;
    };
  }, [merchant, store, activityId, save.saveNow]);

  const open = async (number: number) => {
    const found = await readPageVersion({ merchant, store, input: { activityId, number } }).catch(() => null);
    if (found?.ok) setOther({ number, page: found.value });
  };
  const takeUp = async (number: number) => {
    if (!(await save.saveNow())) return;
    const result = await restore.run({ activityId, version: save.latest(), number });
    if (result?.ok) onRestored(result.value.page, result.value.version, result.value.savedAt);
  };
  if (!all) return <p role="status">{t("versions.loading")}</p>;
  if (other) {
    return (
      <div className="grid gap-4">
        <div className="flex flex-wrap items-center gap-2">
          <Button size="sm" onPress={() => setOther(null)}>
            {t("versions.back")}
          </Button>
          <Button
            size="sm"
            variant="primary"
            isPending={restore.pending}
            onPress={() => void takeUp(other.number)}
          >
            {t("versions.restore", { number: other.number })}
          </Button>
        </div>
        <ChangeList changes={pageChanges(other.page, look.page)} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Compared
            title={t("versions.number", { number: other.number })}
            look={{ ...look, basis, page: other.page }}
          />
          <Compared title={t("versions.present")} look={look} />
        </div>
      </div>
    );
  }
  const more = async () => {
    const before = all.versions.at(-1)?.number;
    const found = await findPageVersions({ merchant, store, input: { activityId, before } }).catch(
      () => null,
    );
    if (found?.ok) setAll({ versions: [...all.versions, ...found.value.versions], more: found.value.more });
  };
  const noted = (number: number, note: string | null) =>
    setAll({ ...all, versions: all.versions.map((one) => (one.number === number ? { ...one, note } : one)) });
  return (
    <VersionList
      {...{ place, activityId, all }}
      onNoted={noted}
      onMore={more}
      onOpen={(number) => void open(number)}
    />
  );
}

function Compared({ title, look }: { title: string; look: CanvasLook }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="text-xs font-semibold text-ink-2">{title}</figcaption>
      <StillFrame look={look} title={title} className="h-[52vh] w-full rounded-xl border border-border" />
    </figure>
  );
}
