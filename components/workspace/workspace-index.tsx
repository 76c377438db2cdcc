import type { ReactNode } from "react";
import type { ActionPlace } from "@/components/ui/action-result";
import { choosable, shownColumns } from "@/components/ui/list-columns";
import { ResourceIndex, type ResourceIndexProps } from "@/components/ui/resource-index";
import { BulkActions, type BulkChanges } from "@/components/workspace/bulk-actions";
import { ColumnsMenu } from "@/components/workspace/columns-menu";
import type { OpenList } from "@/components/workspace/open-list";
import { ViewsBar } from "@/components/workspace/views-bar";

type WorkspaceIndexProps = Omit<ResourceIndexProps, "basePath" | "state" | "viewsBar" | "bulk" | "id"> & {
  list: OpenList;
  where: ActionPlace;
  /** What can be done with chosen rows; each row says its name then. */
  bulk?: BulkChanges;
  /** Beside `bulk` or alone, for what needs more than a press: it asks `useSelection` itself. */
  bulkTools?: ReactNode;
};

function matchingOf(total: ResourceIndexProps["total"], shown: number): number {
  return typeof total === "number" ? total : (total?.count ?? shown);
}

/** A list with the habits of its reader: saved views, their own columns, and what can be done with many rows at once. */
export function WorkspaceIndex({
  list,
  where,
  bulk,
  bulkTools,
  columns,
  views = [],
  tools,
  ...rest
}: WorkspaceIndexProps) {
  const { basePath, state, name } = list;
  const chosen = state.columns ?? list.columns;
  const shown = shownColumns(columns, chosen);
  const named = (some: typeof columns) => some.map(({ key, label }) => ({ key, label }));
  return (
    <ResourceIndex
      {...rest}
      basePath={basePath}
      state={state}
      columns={shown}
      viewsBar={
        <ViewsBar
          list={name}
          where={where}
          basePath={basePath}
          state={state}
          system={views}
          saved={list.views}
          defaultView={list.defaultView}
          columns={chosen === null ? null : shown.slice(1).map((column) => column.key)}
        />
      }
      tools={
        <>
          {tools}
          <ColumnsMenu
            list={name}
            where={where}
            basePath={basePath}
            state={state}
            columns={named(choosable(columns))}
            shown={shown.slice(1).map((column) => column.key)}
            isOwn={chosen !== null}
          />
        </>
      }
      bulk={
        bulk ? (
          <>
            <BulkActions
              {...bulk}
              where={where}
              filter={bulk.filter ?? { q: state.q, ...state.filters }}
              matching={matchingOf(rest.total, rest.rows.length)}
              names={rest.rows.map((row) => ({ id: row.id, name: row.name ?? row.id }))}
            />
            {bulkTools}
          </>
        ) : (
          bulkTools
        )
      }
    />
  );
}
