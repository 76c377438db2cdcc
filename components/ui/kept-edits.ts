import { mergeMine, restored } from "./form-diff";
import { isSame } from "./same-value";

/** What somebody changed and did not save, as this browser keeps it. */
export type KeptEdit = { readonly at: number; readonly values: unknown };

const PREFIX = "scrip:edit:";
const DAYS_7 = 7 * 86_400_000;
const MOST = 10;

/** What of `text` is an edit that is worth offering: not older than seven days, and not what is stored anyway. */
export function readKept(text: string | null, stored: unknown, now: number): KeptEdit | null {
  try {
    const kept: unknown = JSON.parse(text ?? "null");
    if (typeof kept !== "object" || kept === null || !("at" in kept) || !("values" in kept)) return null;
    const { at, values } = kept;
    if (typeof at !== "number" || now - at > DAYS_7 || at > now + 60_000) return null;
    return isSame(values, stored) ? null : { at, values };
  } catch {
    return null;
  }
}

/** Of the kept edits, those to throw away: what is too old, and all but the ten youngest. */
export function outdated(kept: readonly { key: string; at: number }[], now: number): string[] {
  const young = kept.filter(({ at }) => now - at <= DAYS_7).sort((a, b) => b.at - a.at);
  const stay = new Set(young.slice(0, MOST).map(({ key }) => key));
  return kept.map(({ key }) => key).filter((key) => !stay.has(key));
}

/** What was typed into a form and not saved: what it began from, and which version of the thing that was. */
export type KeptForm = {
  readonly at: number;
  readonly values: unknown;
  readonly base: unknown;
  readonly revision: unknown;
};

/**
 * What of `text` is an edit of a form that is worth offering: one whose beginning is known, as without it nobody can tell
 * what somebody else changed since, and which changed something that is not stored anyway.
 */
export function readKeptForm(text: string | null, stored: unknown, now: number): KeptForm | null {
  const kept = readKept(text, undefined, now);
  const { values, base, revision } = { ...(kept?.values as Partial<KeptForm> | undefined) };
  if (!kept || values === undefined || base === undefined || revision === undefined) return null;
  return isSame(mergeMine(base, values, stored), stored) ? null : { at: kept.at, values, base, revision };
}

/**
 * What a kept edit makes of a form that now shows `current`. Where nobody saved since, `mine` is what goes into the form;
 * where somebody did, `mine` and theirs stand against each other from `against` on, and only its author can decide.
 */
export function takeUp<V, R>(
  kept: KeptForm,
  shown: V,
  current: { values: V; revision: R },
): { mine: V; against: { values: V; revision: R } | null } {
  const [mine, base] = [restored(shown, kept.values), restored(current.values, kept.base)];
  if (kept.revision === current.revision)
    return { mine: mergeMine(base, mine, current.values), against: null };
  // Of the same kind as every revision of this thing: it was one.
  return { mine, against: { values: base, revision: kept.revision as R } };
}

/** The name under which one person's edit of one thing is kept. */
export const editKey = (person: string, thing: string) => `${PREFIX}${person}:${thing}`;

/** Keeps an edit in this browser; a browser that keeps nothing offers nothing, and without a key there is nothing to keep. */
export function keepEdit(key: string | null, values: unknown): void {
  if (key === null) return;
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
    const all = Object.keys(localStorage).filter((one) => one.startsWith(PREFIX));
    const dated = all.map((one) => {
      const kept: unknown = JSON.parse(localStorage.getItem(one) ?? "null");
      const at = typeof kept === "object" && kept !== null && "at" in kept ? Number(kept.at) : 0;
      return { key: one, at };
    });
    for (const one of outdated(dated, Date.now())) localStorage.removeItem(one);
  } catch {
    // Full or forbidden: the edit is still in the form.
  }
}

/** The edit of a form kept under `key`, if it is worth offering. */
export function keptForm(key: string | null, stored: unknown): KeptForm | null {
  if (key === null) return null;
  try {
    return readKeptForm(localStorage.getItem(key), stored, Date.now());
  } catch {
    return null;
  }
}

/** Forgets an edit: it was saved or thrown away. */
export function forgetEdit(key: string | null): void {
  if (key === null) return;
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}
