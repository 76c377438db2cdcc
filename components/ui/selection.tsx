"use client";

import { useTranslations } from "next-intl";
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";

type Selection = {
  /** False until the page's script runs: a box pressed before that would lose its mark, so it can't be pressed. */
  ready: boolean;
  /** The chosen rows of this page; all of it while `all`. */
  ids: readonly string[];
  /** Everything that the list's search and filters match, on whatever page. */
  all: boolean;
  pageIds: readonly string[];
  toggle: (id: string, range: boolean) => void;
  choose: (ids: readonly string[]) => void;
  chooseAll: () => void;
  clear: () => void;
};

const Context = createContext<Selection | null>(null);

export function useSelection(): Selection {
  const context = useContext(Context);
  if (!context) throw new Error("This part belongs inside <SelectionScope>.");
  return context;
}

const never = () => () => undefined;

type ScopeProps = { pageIds: readonly string[]; children: ReactNode };

/** What is chosen of a list. Rows that are no longer on the page are no longer chosen; another page begins with none. */
export function SelectionScope({ pageIds, children }: ScopeProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const ready = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const last = useRef<string>(undefined);
  const ids = useMemo(() => pageIds.filter((id) => all || chosen.includes(id)), [pageIds, chosen, all]);
  const selection = useMemo<Selection>(() => {
    const set = (next: readonly string[]) => {
      setAll(false);
      setChosen(next);
    };
    const span = (id: string) => {
      const [a, b] = [pageIds.indexOf(last.current ?? id), pageIds.indexOf(id)];
      return a < 0 ? [id] : pageIds.slice(Math.min(a, b), Math.max(a, b) + 1);
    };
    return {
      ready,
      ids,
      all,
      pageIds,
      toggle: (id, range) => {
        const on = !ids.includes(id);
        const these = range ? span(id) : [id];
        last.current = id;
        set(on ? [...new Set([...ids, ...these])] : ids.filter((one) => !these.includes(one)));
      },
      choose: set,
      chooseAll: () => setAll(true),
      clear: () => set([]),
    };
  }, [ready, ids, all, pageIds]);
  return <Context.Provider value={selection}>{children}</Context.Provider>;
}

/** The head's checkbox: all rows of this page, or none. */
export function SelectPage() {
  const t = useTranslations("ui.select");
  const { ready, ids, pageIds, choose, clear } = useSelection();
  const box = useRef<HTMLInputElement>(null);
  const every = ids.length === pageIds.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = ids.length > 0 && !every;
  }, [ids, every]);
  return (
    <label className="data-table__box">
      <input
        ref={box}
        type="checkbox"
        aria-label={t("page")}
        disabled={!ready}
        checked={every}
        onChange={() => (every ? clear() : choose(pageIds))}
      />
      <span aria-hidden="true" className="text-xs text-ink-2 sm:hidden">
        {t("page")}
      </span>
    </label>
  );
}

/** A row's checkbox; with Shift, all rows from the last one touched. */
export function SelectRow({ id, name }: { id: string; name: string }) {
  const t = useTranslations("ui.select");
  const { ready, ids, toggle } = useSelection();
  return (
    <label className="data-table__box">
      <input
        type="checkbox"
        aria-label={t("row", { name })}
        disabled={!ready}
        checked={ids.includes(id)}
        onChange={(event) => {
          const { nativeEvent } = event;
          toggle(id, "shiftKey" in nativeEvent && nativeEvent.shiftKey === true);
        }}
      />
    </label>
  );
}
