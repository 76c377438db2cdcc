"use client";

import { Dropdown, Header, Popover } from "@heroui/react";
import { ArrowUpDown, Check, ListFilter as FilterIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "./button";
import { cx } from "./class-names";
import type { Column, SortLink } from "./data-table";
import { type ListState, listHref, toggleFilter } from "./list-state";
import type { ListFilter } from "./resource-index";

type FilterMenuProps = { basePath: string; state: ListState; filters: readonly ListFilter[] };

// A menu of a few values shows them all; more than that are searched, with what is brought when it is opened.
const AT_A_GLANCE = 24;
const loadPicker = async () => (await import("./filter-picker")).FilterPicker;
const FilterPicker = dynamic(loadPicker, { ssr: false });

export function FilterMenu(props: FilterMenuProps) {
  const { filters, state } = props;
  const count = filters.reduce((sum, { options }) => sum + options.length, 0);
  // A menu of values has no place for what else they can be asked by.
  const asksMore = filters.some(({ key, range }) => range || state.none.includes(key));
  return count > AT_A_GLANCE || asksMore ? <SearchedMenu {...props} /> : <PlainMenu {...props} />;
}

function SearchedMenu(props: FilterMenuProps) {
  const t = useTranslations("ui.list");
  const [open, setOpen] = useState(false);
  return (
    <Popover isOpen={open} onOpenChange={setOpen}>
      <Button
        data-key="f"
        aria-keyshortcuts="F"
        onHoverStart={() => void loadPicker()}
        onPressStart={() => void loadPicker()}
      >
        <FilterIcon aria-hidden="true" />
        {t("addFilter")}
      </Button>
      <Popover.Content placement="bottom start" className="w-80 max-w-[92vw]">
        <Popover.Dialog aria-label={t("addFilter")} className="p-2">
          <FilterPicker {...props} onDone={() => setOpen(false)} />
        </Popover.Dialog>
      </Popover.Content>
    </Popover>
  );
}

function PlainMenu({ basePath, state, filters }: FilterMenuProps) {
  const t = useTranslations("ui.list");
  return (
    <Dropdown>
      <Button data-key="f" aria-keyshortcuts="F">
        <FilterIcon aria-hidden="true" />
        {t("addFilter")}
      </Button>
      <Dropdown.Popover placement="bottom start" className="max-h-96 min-w-52">
        <Dropdown.Menu aria-label={t("addFilter")}>
          {filters.map((filter) => (
            <Dropdown.Section key={filter.key}>
              <Header className="px-2 pt-2 pb-1 text-xs font-[550] text-ink-2">{filter.label}</Header>
              {filter.options.map((option) => {
                const on = state.filters[filter.key]?.includes(option.value) ?? false;
                const next = toggleFilter(state.filters, filter.key, option.value, filter.multiple ?? true);
                return (
                  <Dropdown.Item
                    key={option.value}
                    id={`${filter.key}:${option.value}`}
                    textValue={option.label}
                    href={listHref(basePath, state, { filters: next })}
                  >
                    <Mark on={on} label={option.label} onWords={t("filterOn")} />
                  </Dropdown.Item>
                );
              })}
            </Dropdown.Section>
          ))}
        </Dropdown.Menu>
      </Dropdown.Popover>
    </Dropdown>
  );
}

function Mark({ on, label, onWords }: { on: boolean; label: string; onWords: string }) {
  return (
    <span className="flex w-full items-center gap-2 text-sm">
      <Check aria-hidden="true" className={cx("size-4 text-brand", !on && "invisible")} />
      {label}
      {on ? <span className="sr-only">{onWords}</span> : null}
    </span>
  );
}

type SortMenuProps = { links: Record<string, SortLink>; columns: readonly Column[] };

/** Sorting where the table head is not shown: narrow screens. */
export function SortMenu({ links, columns }: SortMenuProps) {
  const t = useTranslations("ui.list");
  const sortable = columns.filter((column) => links[column.key]);
  if (sortable.length === 0) return null;
  return (
    <div className="sm:hidden">
      <Dropdown>
        <Button>
          <ArrowUpDown aria-hidden="true" />
          {t("sort")}
        </Button>
        <Dropdown.Popover placement="bottom start" className="min-w-44">
          <Dropdown.Menu aria-label={t("sort")}>
            {sortable.map((column) => {
              const link = links[column.key];
              const arrow =
                link?.direction === "descending" ? " ↓" : link?.direction === "ascending" ? " ↑" : "";
              return (
                <Dropdown.Item key={column.key} id={column.key} textValue={column.label} href={link?.href}>
                  <span className="text-sm">{`${column.label}${arrow}`}</span>
                </Dropdown.Item>
              );
            })}
          </Dropdown.Menu>
        </Dropdown.Popover>
      </Dropdown>
    </div>
  );
}
