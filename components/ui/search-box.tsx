"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { type ListState, listHref } from "./list-state";
import { useNavigation } from "./navigation";

type SearchBoxProps = { basePath: string; state: ListState; placeholder: string };

/** Searches 250 ms after typing stops; Enter searches at once, also without JavaScript. "/" puts the cursor in it. */
export function SearchBox({ basePath, state, placeholder }: SearchBoxProps) {
  const t = useTranslations("ui.list");
  const { go, pending } = useNavigation();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // What a form sent without a script keeps of the list beside the words.
  const kept = [...new URLSearchParams(listHref("", state, { q: "" }))];
  const search = (q: string) => {
    clearTimeout(timer.current);
    if (q.trim() === state.q) return;
    go(listHref(basePath, state, { q: q.trim() }), { replace: true, scroll: false });
  };
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = state.q;
  }, [state.q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  return (
    <search className="w-full sm:w-64">
      <form
        action={basePath}
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          search(input.current?.value ?? "");
        }}
      >
        {kept.map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        {pending ? (
          <LoaderCircle
            aria-hidden="true"
            className="absolute top-2 left-2.5 size-4 animate-spin text-ink-3 max-sm:top-3"
          />
        ) : (
          <Search aria-hidden="true" className="absolute top-2 left-2.5 size-4 text-ink-3 max-sm:top-3" />
        )}
        <input
          ref={input}
          type="search"
          name="q"
          defaultValue={state.q}
          aria-label={placeholder}
          aria-keyshortcuts="/"
          data-key="/"
          placeholder={placeholder}
          autoComplete="off"
          className="input w-full pl-8"
          onChange={(event) => {
            const { value } = event.target;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(value), 250);
          }}
        />
        <span role="status" className="sr-only">
          {pending ? t("searching") : ""}
        </span>
      </form>
    </search>
  );
}
