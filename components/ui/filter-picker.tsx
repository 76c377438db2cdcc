"use client";

import { ListBox, SearchField } from "@heroui/react";
import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { type ListState, listHref, toggleFilter } from "./list-state";
import { useNavigation } from "./navigation";
import type { ListFilter } from "./resource-index";

type FilterPickerProps = {
  basePath: string;
  state: ListState;
  filters: readonly ListFilter[];
  onDone: () => void;
};

type Entry = { id: string; label: string; detail?: string; on: boolean; choose: () => void };

/** Values that are listed at once; the rest is found by name, which the list says. */
const SHOWN = 100;

/** First which field, then which of its values; what is typed finds both. */
export function FilterPicker({ basePath, state, filters, onDone }: FilterPickerProps) {
  const t = useTranslations("ui.list");
  const { go } = useNavigation();
  const [fieldKey, setField] = useState<string | null>(null);
  const [query, setQuery] = useState("");
  const field = filters.find(({ key }) => key === fieldKey);
  const wanted = query.trim().toLocaleLowerCase();
  const open = (key: string | null) => {
    setField(key);
    setQuery("");
  };
  const fields = filters.map(
    ({ key, label }): Entry => ({
      ...{ id: key, label, on: (state.filters[key]?.length ?? 0) > 0 },
      choose: () => open(key),
    }),
  );
  const valuesOf = (filter: ListFilter): Entry[] =>
    filter.options.map(({ value, label }) => ({
      ...{ id: `${filter.key}:${value}`, label, detail: filter.label },
      on: state.filters[filter.key]?.includes(value) ?? false,
      choose: () => {
        const next = toggleFilter(state.filters, filter.key, value, filter.multiple ?? true);
        go(listHref(basePath, state, { filters: next }));
        onDone();
      },
    }));
  const entries = field
    ? valuesOf(field).map((entry) => ({ ...entry, detail: undefined }))
    : wanted === ""
      ? fields
      : [...fields, ...filters.flatMap(valuesOf)];
  const all = entries.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  const more = all.length - SHOWN;
  return (
    <div className="grid gap-2">
      {field ? (
        <div className="flex items-center gap-1">
          <Button variant="ghost" size="sm" iconOnly aria-label={t("allFields")} onPress={() => open(null)}>
            <ChevronLeft aria-hidden="true" />
          </Button>
          <span className="text-sm font-[550]">{t("isOneOf", { name: field.label })}</span>
        </div>
      ) : null}
      <SearchField
        key={fieldKey}
        autoFocus
        aria-label={t("searchFilters")}
        value={query}
        onChange={setQuery}
        fullWidth
      >
        <SearchField.Group>
          <SearchField.SearchIcon />
          <SearchField.Input placeholder={t("searchFilters")} />
          <SearchField.ClearButton />
        </SearchField.Group>
      </SearchField>
      <ListBox
        aria-label={field ? t("isOneOf", { name: field.label }) : t("addFilter")}
        escapeKeyBehavior="none"
        // As a selection, which a press focuses where it is: an action alone scrolls the list back under the pointer.
        selectionMode="single"
        selectedKeys={[]}
        onSelectionChange={(keys) => {
          const [key] = keys === "all" ? [] : [...keys];
          all.find(({ id }) => id === key)?.choose();
        }}
        renderEmptyState={() => <p className="p-2 text-xs text-ink-2">{t("noResults")}</p>}
        className="max-h-96 overflow-y-auto"
      >
        {all.slice(0, SHOWN).map(({ id, label, detail, on }) => (
          <ListBox.Item key={id} id={id} textValue={label}>
            <span className="flex w-full items-baseline justify-between gap-3 text-sm">
              <span className="wrap-anywhere">{label}</span>
              <span className="shrink-0 text-xs text-ink-2">
                {[detail, on ? t("filterOn") : null].filter(Boolean).join(" ")}
              </span>
            </span>
          </ListBox.Item>
        ))}
      </ListBox>
      {more > 0 ? <p className="px-2 text-xs text-ink-2">{t("moreValues", { count: more })}</p> : null}
      {field?.note ? <p className="px-2 text-xs text-ink-2">{field.note}</p> : null}
    </div>
  );
}
