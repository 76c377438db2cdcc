import { X } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { BulkBar } from "./bulk-bar";
import { cx } from "./class-names";
import { type Column, DataTable, type Row, type SortLink } from "./data-table";
import { NoResults } from "./empty-state";
import { FilterMenu, SortMenu } from "./filter-menu";
import { filterWords } from "./filter-words";
import { Link } from "./link";
import { ListFrame } from "./list-frame";
import { isNarrowed, type ListState, listHref, notKey, toggleFilter } from "./list-state";
import { Pagination, type Total } from "./pagination";
import { RowClick } from "./row-click";
import { SearchBox } from "./search-box";
import { SelectionScope } from "./selection";

export type ListFilter = {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
  multiple?: boolean;
  /** Where a range of numbers or days is asked for, and not values. */
  range?: FilterRange;
  /** Where not all there is can be chosen: what is left out, and how it is found. */
  note?: string;
};

/** Sums are whole ones of `currency`; days are those of `timeZone`. */
export type FilterRange =
  | { readonly of: "numbers"; readonly currency?: string }
  | { readonly of: "days"; readonly timeZone: string };

export type ListView = { key: string; label: string; filters: Record<string, string[]> };

export type ResourceIndexProps = {
  basePath: string;
  label: string;
  state: ListState;
  columns: readonly Column[];
  rows: readonly Row[];
  total: Total | null;
  nextCursor: string | null;
  search?: { placeholder: string };
  filters?: readonly ListFilter[];
  views?: readonly ListView[];
  /** In place of the plain tabs of `views`. */
  viewsBar?: ReactNode;
  /** At the end of the row of filters: columns, export. */
  tools?: ReactNode;
  /** What can be done with chosen rows; without it none can be chosen. */
  bulk?: ReactNode;
  empty: ReactNode;
};

/** The one list of the console: everything it shows is in its address, everything it offers is a link. */
export function ResourceIndex(props: ResourceIndexProps) {
  const {
    basePath,
    label,
    state,
    columns,
    rows,
    total,
    nextCursor,
    search,
    filters = [],
    views = [],
    viewsBar,
    tools,
    bulk,
    empty,
  } = props;
  const t = useTranslations("ui.list");
  const id = useId();
  const isEmpty = rows.length === 0 && !isNarrowed(state) && state.cursor === null;
  const bar =
    viewsBar ??
    (views.length > 0 ? (
      <ViewsBar basePath={basePath} state={state} views={views} label={t("views")} />
    ) : null);
  if (isEmpty) {
    // What the plain list leaves out, such as the archived, stands in its other views.
    return (
      <ListFrame address={listHref(basePath, state)}>
        {bar}
        <div className="rounded-xl border border-border bg-surface shadow-e1">{empty}</div>
      </ListFrame>
    );
  }
  const sortLinks = linksForSorting(props, (name) => t("sortBy", { name }));
  const address = listHref(basePath, state, { cursor: state.cursor, page: state.page });
  return (
    <ListFrame address={address}>
      {bar}
      <div className="flex flex-wrap items-center gap-2">
        {search ? <SearchBox basePath={basePath} state={state} placeholder={search.placeholder} /> : null}
        {filters.length > 0 ? <FilterMenu basePath={basePath} state={state} filters={filters} /> : null}
        <SortMenu links={sortLinks} columns={columns} />
        <FilterChips basePath={basePath} state={state} filters={filters} />
        {tools ? <div className="ml-auto flex items-center gap-2">{tools}</div> : null}
      </div>
      {rows.length === 0 ? (
        <div className="rounded-xl border border-border bg-surface shadow-e1">
          <NoResults clearHref={listHref(basePath, state, { q: "", filters: {} })} />
        </div>
      ) : (
        <SelectionScope key={address} pageIds={rows.map((row) => row.id)}>
          <DataTable
            id={id}
            label={label}
            columns={columns}
            rows={rows}
            sortLinks={sortLinks}
            actionsLabel={t("actions")}
            footer={<Pagination basePath={basePath} state={state} total={total} nextCursor={nextCursor} />}
            bulkBar={bulk ? <BulkBar total={total}>{bulk}</BulkBar> : undefined}
          />
          <RowClick tableId={id} />
        </SelectionScope>
      )}
    </ListFrame>
  );
}

function linksForSorting(
  { basePath, state, columns }: ResourceIndexProps,
  words: (name: string) => string,
): Record<string, SortLink> {
  const links: Record<string, SortLink> = {};
  for (const column of columns) {
    if (!column.sort) continue;
    const current = state.sortKey === column.key;
    const next = current && !state.descending ? `-${column.key}` : column.key;
    links[column.key] = {
      href: listHref(basePath, state, { sort: next }),
      direction: current ? (state.descending ? "descending" : "ascending") : "none",
      label: words(column.label),
    };
  }
  return links;
}

type ViewsBarProps = { basePath: string; state: ListState; views: readonly ListView[]; label: string };

function ViewsBar({ basePath, state, views, label }: ViewsBarProps) {
  return (
    <nav aria-label={label} className="-mx-1 overflow-x-auto px-1">
      <ul className="flex gap-1 py-1">
        {views.map((view) => {
          const current = state.view === view.key;
          return (
            <li key={view.key}>
              <Link
                href={listHref(basePath, state, { q: "", filters: view.filters })}
                aria-current={current ? "true" : undefined}
                className={cx(
                  "inline-flex h-8 items-center rounded-md px-3 text-sm font-medium whitespace-nowrap",
                  current
                    ? "bg-surface text-ink shadow-e1 ring-1 ring-border"
                    : "text-ink-2 hover:bg-sunken hover:text-ink",
                )}
              >
                {view.label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

type ChipsProps = { basePath: string; state: ListState; filters: readonly ListFilter[] };

function FilterChips({ basePath, state, filters }: ChipsProps) {
  const t = useTranslations("ui.list");
  const locale = useLocale();
  const chips = filters.flatMap((filter) =>
    [filter.key, notKey(filter.key)].flatMap((key) =>
      (state.filters[key] ?? []).map((value) => ({
        key: `${key}:${value}`,
        text: filterWords(t, { filter, isNot: key !== filter.key, value, locale }),
        href: listHref(basePath, state, { filters: toggleFilter(state.filters, key, value, true) }),
      })),
    ),
  );
  if (chips.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-2" aria-label={t("activeFilters")}>
      {chips.map((chip) => (
        <li key={chip.key}>
          <Link
            href={chip.href}
            aria-label={t("removeFilter", { name: chip.text })}
            className="inline-flex h-7 items-center gap-1.5 rounded-md border border-border bg-surface pr-1.5 pl-2.5 text-xs text-ink hover:bg-sunken"
          >
            {chip.text}
            <X aria-hidden="true" className="size-3.5 text-ink-2" />
          </Link>
        </li>
      ))}
      <li>
        <Link
          href={listHref(basePath, state, { q: "", filters: {} })}
          className="inline-flex h-7 items-center rounded-md px-1.5 text-xs text-brand hover:underline"
        >
          {t("clearAll")}
        </Link>
      </li>
    </ul>
  );
}
