"use client";

import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { Button } from "@/components/ui/button";
import { InlineEdit } from "@/components/ui/inline-edit";
import { TextField } from "@/components/ui/text-field";
import { useRunAction } from "@/components/ui/use-run-action";
import { notePageVersion } from "@/lib/activities/actions/pages";
import type { PageVersions } from "@/lib/activities/queries/pages";

type Version = PageVersions["versions"][number];

type NotedIn = {
  place: ActionPlace;
  activityId: string;
  /** A version is known by this now; null = by nothing. */
  onNoted: (number: number, note: string | null) => void;
};

type VersionListProps = NotedIn & {
  all: PageVersions;
  /** Of the activity, whose times these are. */
  timeZone: string;
  onOpen: (number: number) => void;
  /** Looks for older ones; not called where there are none. */
  onMore: () => Promise<void>;
};

/** Versions, newest first: who made each and when, what it is known by, when it went live, and a look at it. */
export function VersionList({ all, timeZone, onOpen, onMore, ...noted }: VersionListProps) {
  const t = useTranslations("page-editor");
  const [isLooking, setLooking] = useState(false);
  if (all.versions.length === 0) return <p className="text-sm text-ink-2">{t("versions.none")}</p>;
  const more = async () => {
    setLooking(true);
    await onMore();
    setLooking(false);
  };
  return (
    <div className="grid gap-2">
      <p className="text-xs text-ink-2">
        {t("versions.noteHelp")} {t("versions.zone", { zone: timeZone })}
      </p>
      <ul className="grid max-h-[60vh] gap-1 overflow-y-auto">
        {all.versions.map((version) => (
          <VersionRow key={version.number} {...{ version, timeZone, onOpen }} {...noted} />
        ))}
        {all.more ? (
          <li className="grid justify-center py-2">
            <Button size="sm" isPending={isLooking} onPress={() => void more()}>
              {t("versions.more")}
            </Button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

type VersionRowProps = NotedIn & {
  version: Version;
  timeZone: string;
  onOpen: (number: number) => void;
};

function VersionRow({ version, timeZone, onOpen, ...noted }: VersionRowProps) {
  const t = useTranslations("page-editor");
  const locale = useLocale();
  const { number, at: when, by, note, restoredFrom, published } = version;
  const at = (date: Date) =>
    new Date(date).toLocaleString(locale, {
      dateStyle: "medium",
      timeStyle: "short",
      hourCycle: "h23",
      timeZone,
    });
  const said = t("versions.number", { number });
  const from = restoredFrom === null ? null : t("versions.restoredFrom", { number: restoredFrom });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border px-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-sm font-semibold wrap-break-word">
          <InlineEdit label={t("versions.noteOf", { number })} value={note ?? said}>
            {(close) => <NoteForm {...noted} {...{ number, note, close }} />}
          </InlineEdit>
        </p>
        <p className="text-xs text-ink-2">
          {[note ? said : null, at(when), by, from].filter(Boolean).join(" · ")}
        </p>
        {published ? (
          <p className="text-xs font-semibold text-success">
            {[t("versions.published", { at: at(published.at) }), published.by].filter(Boolean).join(" · ")}
          </p>
        ) : null}
      </div>
      <Button size="sm" onPress={() => onOpen(number)}>
        {t("versions.compare")}
        <span className="sr-only">{said}</span>
      </Button>
    </li>
  );
}

type NoteFormProps = NotedIn & { number: number; note: string | null; close: () => void };

function NoteForm({ place, activityId, onNoted, number, note, close }: NoteFormProps) {
  const t = useTranslations("page-editor");
  const [written, write] = useState(note ?? "");
  const { run, pending } = useRunAction(notePageVersion, place);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const result = await run({ activityId, number, note: written }, { success: t("versions.noted") });
    if (!result?.ok) return;
    onNoted(number, result.value.note || null);
    close();
  };
  return (
    <form className="grid gap-3" onSubmit={(event) => void save(event)}>
      <TextField
        label={t("versions.note")}
        value={written}
        onChange={write}
        maxLength={80}
        autoComplete="off"
      />
      <div className="flex justify-end gap-2">
        <Button size="sm" onPress={close}>
          {t("cancel")}
        </Button>
        <Button size="sm" variant="primary" type="submit" isPending={pending}>
          {t("versions.noteSave")}
        </Button>
      </div>
    </form>
  );
}
