import type { ReactNode } from "react";
import { cx } from "./class-names";
import { Link } from "./link";
import { SelectPage, SelectRow } from "./selection";

export type Column = {
  key: string;
  label: string;
  sort?: boolean;
  align?: "start" | "end";
  /** Shown only when somebody chose it. */
  extra?: boolean;
  /** What the cell becomes in the stacked card of a narrow screen; a metric shows its label. */
  card?: "title" | "badge" | "metric" | "none";
};

export type Row = {
  id: string;
  /** What the row is called, for its checkbox. */
  name?: string;
  href?: string;
  cells: Record<string, ReactNode>;
  actions?: ReactNode;
  selected?: boolean;
};

export type SortLink = { href: string; direction: "ascending" | "descending" | "none"; label: string };

type DataTableProps = {
  label: string;
  columns: readonly Column[];
  rows: readonly Row[];
  actionsLabel?: string;
  sortLinks?: Record<string, SortLink>;
  footer?: ReactNode;
  id?: string;
  bare?: boolean;
  /** What stands in place of the head while rows are chosen; without it none can be. Needs a <SelectionScope>. */
  bulkBar?: ReactNode;
};

export function DataTable({
  label,
  columns,
  rows,
  actionsLabel,
  sortLinks = {},
  footer,
  id,
  bare,
  bulkBar,
}: DataTableProps) {
  const titleKey = (columns.find((column) => column.card === "title") ?? columns[0])?.key;
  const withActions = rows.some((row) => row.actions);
  return (
    <div
      className={cx(
        "data-table",
        !bare && "data-table--framed",
        bulkBar !== undefined && "data-table--choosable",
      )}
    >
      {bulkBar}
      <div className="data-table__scroll">
        <table id={id}>
          <caption className="sr-only">{label}</caption>
          <thead>
            <tr>
              {bulkBar ? (
                <td className="data-table__select">
                  <SelectPage />
                </td>
              ) : null}
              {columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={sortLinks[column.key]} />
              ))}
              {withActions ? (
                <th scope="col" className="data-table__actions">
                  <span className="sr-only">{actionsLabel}</span>
                </th>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <BodyRow
                key={row.id}
                row={row}
                columns={columns}
                titleKey={titleKey}
                withActions={withActions}
                choosable={Boolean(bulkBar)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {footer ? <div className="border-t border-border px-4 py-2.5">{footer}</div> : null}
    </div>
  );
}

function HeaderCell({ column, sort }: { column: Column; sort?: SortLink }) {
  const end = column.align === "end";
  return (
    <th
      scope="col"
      data-align={column.align}
      aria-sort={sort && sort.direction !== "none" ? sort.direction : undefined}
    >
      {sort ? (
        <Link
          href={sort.href}
          title={sort.label}
          className={cx("data-table__sort", end && "flex-row-reverse")}
        >
          {column.label}
          <span aria-hidden="true" className="data-table__arrow" data-direction={sort.direction}>
            {sort.direction === "descending" ? "↓" : "↑"}
          </span>
        </Link>
      ) : (
        column.label
      )}
    </th>
  );
}

type BodyRowProps = {
  row: Row;
  columns: readonly Column[];
  titleKey?: string;
  withActions: boolean;
  choosable: boolean;
};

function BodyRow({ row, columns, titleKey, withActions, choosable }: BodyRowProps) {
  return (
    <tr data-id={row.id} data-selected={row.selected} data-href={row.href}>
      {choosable ? (
        <td className="data-table__select">
          <SelectRow id={row.id} name={row.name ?? row.id} />
        </td>
      ) : null}
      {columns.map((column) => {
        const isTitle = column.key === titleKey;
        const content = row.cells[column.key];
        const card = isTitle ? "title" : (column.card ?? "metric");
        return (
          <td key={column.key} data-align={column.align} data-card={card} data-label={column.label}>
            {isTitle && row.href ? (
              <Link href={row.href} className="data-table__link">
                {content}
              </Link>
            ) : (
              content
            )}
          </td>
        );
      })}
      {withActions ? <td className="data-table__actions">{row.actions}</td> : null}
    </tr>
  );
}
