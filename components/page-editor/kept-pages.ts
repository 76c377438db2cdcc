import { editKey, forgetEdit, keepEdit, readKept } from "@/components/ui/kept-edits";
import { newRequestId } from "@/components/ui/request-id";
import { isSame } from "@/components/ui/same-value";
import { readPage } from "@/lib/activities/rules/page-upgrades";
import type { Page } from "@/lib/activities/schema/page";

/** A page that could not be saved: which version it was made from, and under what name this browser keeps it. */
export type KeptPage = { readonly key: string; readonly version: number; readonly page: Page };

/** What a person's windows kept of an activity's page and is not what is `shown` anyway, newest first. */
export function keptPages(person: string, activityId: string, shown: Page): KeptPage[] {
  try {
    const all = Object.keys(localStorage).filter((key) => key.startsWith(`${editKey(person, activityId)}:`));
    const read = all.flatMap((key) => {
      const kept = readKept(localStorage.getItem(key), undefined, Date.now());
      const { version, page } = { version: null, page: null, ...(kept?.values as object | undefined) };
      const fit = readPage(page);
      return kept && fit && typeof version === "number" && !isSame(fit, shown)
        ? [{ key, at: kept.at, version, page: fit }]
        : [];
    });
    return read.sort((a, b) => b.at - a.at).map(({ at: _, ...kept }) => kept);
  } catch {
    // Nothing can be read here, and nothing was kept.
    return [];
  }
}

/**
 * Where one window keeps what it could not save: by a name of its own, so that neither another window nor its own next
 * visit writes over what nobody has taken up yet.
 */
export function pageKeeper(person: string, activityId: string) {
  let key = `${editKey(person, activityId)}:${newRequestId()}`;
  return {
    keep: (kept: { version: number; page: Page } | null) => (kept ? keepEdit(key, kept) : forgetEdit(key)),
    /** What was kept by another window is this one's from now on: it goes when it is saved. */
    adopt: (other: string) => {
      key = other;
    },
  };
}
