"use client";

import { useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { newRequestId } from "@/components/ui/request-id";
import { savePage } from "@/lib/activities/actions/pages";
import type { Page } from "@/lib/activities/schema/page";
import { type KeptPage, pageKeeper } from "./kept-pages";
import { makeSaver, type SaverNow } from "./page-saver";

type Draft = {
  readonly activityId: string;
  readonly version: number;
  readonly savedAt: Date | null;
  /** Who edits: nobody else is offered what could not be saved. */
  readonly person: string;
};

/** Saves the page as `makeSaver` does; leaving it asks while anything is not saved. */
export function useAutosave(place: ActionPlace, draft: Draft, page: Page) {
  const { activityId, version, savedAt, person } = draft;
  const { merchant, store } = place;
  const [now, tell] = useState<SaverNow>({ state: { kind: "saved" }, version, savedAt });
  const [{ saver, keeper }] = useState(() => {
    const keeping = pageKeeper(person, activityId);
    const saving = makeSaver(
      { page, version, savedAt },
      {
        send: (input) => savePage({ merchant, store, input: { ...input, activityId } }),
        keep: keeping.keep,
        later: (work, ms) => {
          const timer = setTimeout(work, ms);
          return () => clearTimeout(timer);
        },
        newId: newRequestId,
        tell,
      },
    );
    return { saver: saving, keeper: keeping };
  });
  useLayoutEffect(() => saver.edit(page), [saver, page]);
  useEffect(() => {
    const again = () => void saver.saveNow();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      saver.rest();
    };
  }, [saver]);

  const dirty = now.state.kind !== "saved";
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [dirty]);

  const { saveNow, goOnFrom, meet, isMet } = saver;
  return useMemo(
    () => ({
      ...now,
      ...{ saveNow, goOnFrom, meet, isMet },
      /** The version that the newest save made. */
      latest: () => saver.now().version,
      adopt: ({ key }: KeptPage) => keeper.adopt(key),
    }),
    [now, saveNow, goOnFrom, meet, isMet, saver, keeper],
  );
}
export type Autosave = ReturnType<typeof useAutosave>;
