import { Tags } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { ListSpec, ListState } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { ExportChosen } from "@/components/workspace/export-chosen";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportCategories } from "@/lib/catalogue/actions";
import type { CategoryRow, listCategories } from "@/lib/catalogue/queries/categories";
import type { CategoryFilter } from "@/lib/catalogue/schema";
import { CreateCategory } from "./category-dialog";
import { CategoryMenu } from "./category-menu";

export const categoryListSpec = {
  filters: { status: ["archived"] },
  sorts: ["name", "created"],
  defaultSort: "name",
  views: { active: {}, archived: { status: ["archived"] } },
} satisfies ListSpec;

/** What the address asks for, as the query and the file take it. */
export const categoryFilter = ({ q, filters, sortKey, descending }: ListState): CategoryFilter => ({
  ...{ q, descending },
  status: filters.status ? ["archived"] : ["active"],
  sort: sortKey === "created" ? "created" : "name",
});

type CategoryListProps = {
  place: ActionPlace;
  timeZone: string;
  list: OpenList;
  page: Awaited<ReturnType<typeof listCategories>>;
  canWrite: boolean;
};

/** C-71: the shelves products stand on. */
export function CategoryList({ place, timeZone, list, page, canWrite }: CategoryListProps) {
  const t = useTranslations("catalogue.categories");
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      bulkTools={
        <ExportChosen
          {...{ place, columns: columnsOf(list) }}
          action={exportCategories}
          filter={categoryFilter(list.state)}
        />
      }
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "products", label: t("products"), align: "end", card: "metric" },
        { key: "created", label: t("created"), sort: true, card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        cells: {
          name: row.name,
          status: <StatusCell row={row} />,
          products: <ProductsCell place={place} row={row} />,
          created: <CreatedCell row={row} timeZone={timeZone} />,
        },
        actions: canWrite ? (
          <CategoryMenu
            place={place}
            category={{ id: row.id, name: row.name }}
            archived={row.archivedAt !== null}
          />
        ) : undefined,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      views={[
        { key: "active", label: t("viewActive"), filters: {} },
        { key: "archived", label: t("viewArchived"), filters: { status: ["archived"] } },
      ]}
      empty={
        <EmptyState
          icon={<Tags className="size-6" />}
          title={t("emptyTitle")}
          text={t("emptyText")}
          action={canWrite ? <CreateCategory place={place} /> : undefined}
        />
      }
    />
  );
}

function StatusCell({ row }: { row: CategoryRow }) {
  const t = useTranslations("catalogue.categories");
  return (
    <StatusBadge
      status={row.archivedAt ? "archived" : "active"}
      label={t(row.archivedAt ? "archived" : "inUse")}
    />
  );
}

function ProductsCell({ place, row }: { place: ActionPlace; row: CategoryRow }) {
  const t = useTranslations("catalogue.categories");
  const format = useFormatter();
  if (row.products === 0) return <span className="tabular">0</span>;
  return (
    <Link
      href={`${consolePath(place, "products")}?category=${row.id}`}
      aria-label={t("showProducts", { name: row.name, count: row.products })}
      className="tabular text-brand underline underline-offset-2"
    >
      {format.number(row.products)}
    </Link>
  );
}

function CreatedCell({ row, timeZone }: { row: CategoryRow; timeZone: string }) {
  const format = useFormatter();
  return (
    <span className="whitespace-nowrap">
      {format.dateTime(row.createdAt, { dateStyle: "medium", timeZone })}
    </span>
  );
}
