"use client";

import { ListBox, SearchField } from "@heroui/react";
import { ChevronLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { FilterRange } from "./filter-range";
import { type ListState, listHref, notKey, toggleFilter } from "./list-state";
import { ListedNote } from "./listed-note";
import { useNavigation } from "./navigation";
import { RadioGroup } from "./radio-group";
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

/** First which field, then by what it is asked and which of its values; what is typed finds fields and values. */
export function FilterPicker({ basePath, state, filters, onDone }: FilterPickerProps) {
  const t = useTranslations("ui.list");
  const { go } = useNavigation();
  const [fieldKey, setField] = useState<string | null>(null);
  const [isNot, setNot] = useState(false);
  const [query, setQuery] = useState("");
  const field = filters.find(({ key }) => key === fieldKey);
  const wanted = query.trim().toLocaleLowerCase();
  const open = (key: string | null) => {
    setField(key);
    // As the field is asked already.
    setNot(key !== null && !state.filters[key] && Boolean(state.filters[notKey(key)]));
    setQuery("");
  };
  const apply = (next: Record<string, string[]>) => {
    go(listHref(basePath, state, { filters: next }));
    onDone();
  };
  const isOn = ({ key }: ListFilter) =>
    [key, notKey(key)].some((name) => (state.filters[name]?.length ?? 0) > 0);
  const fields = filters.map(
    (filter): Entry => ({
      ...{ id: filter.key, label: filter.label, on: isOn(filter) },
      choose: () => open(filter.key),
    }),
  );
  const valuesOf = (filter: ListFilter, name: string): Entry[] =>
    filter.options.map(({ value, label }) => ({
      ...{ id: `${name}:${value}`, label, detail: filter.label },
      on: state.filters[name]?.includes(value) ?? false,
      choose: () => apply(toggleFilter(state.filters, name, value, filter.multiple ?? true)),
    }));
  const entries = field
    ? valuesOf(field, isNot ? notKey(field.key) : field.key).map((one) => ({ ...one, detail: undefined }))
    : wanted === ""
      ? fields
      : [...fields, ...filters.flatMap((filter) => valuesOf(filter, filter.key))];
  const all = entries.filter(({ label }) => label.toLocaleLowerCase().includes(wanted));
  const more = all.length - SHOWN;
  const title = field ? t(isNot ? "isNoneOf" : "isOneOf", { name: field.label }) : t("addFilter");
  if (field?.range) {
    const { [field.key]: asked, ...rest } = state.filters;
    return (
      <div className="grid gap-3 p-1">
        <FieldTitle title={field.label} onBack={() => open(null)} />
        <FilterRange
          range={field.range}
          asked={asked?.[0] ?? ""}
          onApply={(text) => apply({ ...rest, [field.key]: [text] })}
        />
      </div>
    );
  }
  return (
    <div className="grid gap-2">
      {field ? <FieldTitle title={title} onBack={() => open(null)} /> : null}
      {field && state.none.includes(field.key) ? (
        <RadioGroup
          label={t("operator")}
          labelHidden
          variant="segments"
          value={isNot ? "none" : "one"}
          onChange={(value) => setNot(value === "none")}
          options={[
            { value: "one", label: t("oneOf") },
            { value: "none", label: t("noneOf") },
          ]}
        />
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
        aria-label={title}
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
      {field && !field.note ? <ListedNote count={field.options.length} /> : null}
      {field?.note ? <p className="px-2 text-xs text-ink-2">{field.note}</p> : null}
    </div>
  );
}

function FieldTitle({ title, onBack }: { title: string; onBack: () => void }) {
  const t = useTranslations("ui.list");
  return (
    <div className="flex items-center gap-1">
      <Button variant="ghost" size="sm" iconOnly aria-label={t("allFields")} onPress={onBack}>
        <ChevronLeft aria-hidden="true" />
      </Button>
      <span className="text-sm font-[550]">{title}</span>
    </div>
  );
}
