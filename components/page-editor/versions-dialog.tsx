"use client";

import { useLocale, useTranslations } from "next-intl";
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
  const read = useRunAction(readPageVersion, place);
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
  return <VersionList all={all} pending={read.pending} onOpen={(number) => void open(number)} />;
}

function Compared({ title, look }: { title: string; look: CanvasLook }) {
  return (
    <figure className="grid gap-1">
      <figcaption className="text-xs font-semibold text-ink-2">{title}</figcaption>
      <StillFrame look={look} title={title} className="h-[52vh] w-full rounded-xl border border-border" />
    </figure>
  );
}

type VersionListProps = { all: PageVersions; pending: boolean; onOpen: (number: number) => void };

function VersionList({ all, onOpen }: VersionListProps) {
  const t = useTranslations("page-editor");
  const locale = useLocale();
  const at = (date: Date) =>
    new Date(date).toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" });
  const live = new Map(all.publications.toReversed().map((one) => [one.number, one]));
  if (all.versions.length === 0) return <p className="text-sm text-ink-2">{t("versions.none")}</p>;
  return (
    <ul className="grid max-h-[60vh] gap-1 overflow-y-auto">
      {all.versions.map(({ number, at: when, by, restoredFrom }) => {
        const published = live.get(number);
        return (
          <li
            key={number}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border px-3 py-2"
          >
            <div className="min-w-0 flex-1">
              <p className="text-sm font-semibold">{t("versions.number", { number })}</p>
              <p className="text-xs text-ink-2">
                {[
                  at(when),
                  by,
                  restoredFrom === null ? null : t("versions.restoredFrom", { number: restoredFrom }),
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              {published ? (
                <p className="text-xs font-semibold text-success">
                  {t("versions.published", { at: at(published.at), by: published.by ?? "" })}
                </p>
              ) : null}
            </div>
            <Button size="sm" onPress={() => onOpen(number)}>
              {t("versions.compare")}
              <span className="sr-only">{t("versions.number", { number })}</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
