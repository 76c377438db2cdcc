"use client";

import { LoaderCircle, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useTransition } from "react";
import { asRoute } from "./link";
import { type ListState, listHref } from "./list-state";

type SearchBoxProps = { basePath: string; state: ListState; placeholder: string };

/** Searches 250 ms after typing stops; Enter searches at once, also without JavaScript. "/" puts the cursor in it. */
export function SearchBox({ basePath, state, placeholder }: SearchBoxProps) {
  const t = useTranslations("ui.list");
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const search = (q: string) => {
    clearTimeout(timer.current);
    if (q.trim() === state.q) return;
    startTransition(() =>
      router.replace(asRoute(listHref(basePath, state, { q: q.trim() })), { scroll: false }),
    );
  };
  useSlashFocus(input);
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
        {Object.entries(state.filters).map(([key, values]) => (
          <input key={key} type="hidden" name={key} value={values.join(",")} />
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

function useSlashFocus(input: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.metaKey || event.ctrlKey || event.altKey) return;
      const { target } = event;
      if (
        target instanceof HTMLElement &&
        target.closest("input, textarea, select, [contenteditable], [role=dialog]")
      ) {
        return;
      }
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [input]);
}
