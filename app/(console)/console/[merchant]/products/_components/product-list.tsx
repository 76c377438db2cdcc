import { Package } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { OfferMark } from "@/components/catalogue/offer-mark";
import { consolePath } from "@/components/merchants/console-path";
import type { ActionPlace } from "@/components/ui/action-result";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { type ListSpec, type ListState, notKey } from "@/components/ui/list-state";
import { StatusBadge } from "@/components/ui/status-badge";
import type { OpenList } from "@/components/workspace/open-list";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import type { listProducts, ProductRow } from "@/lib/catalogue/queries/products";
import type { ProductFilter } from "@/lib/catalogue/schema";
import { formatMoney } from "@/lib/kernel/money";
import { ProductBulk } from "./product-bulk";
import { ProductMenu } from "./product-menu";

export const productListSpec = {
  filters: { status: ["archived"], category: "text", store: "text" },
  none: ["category", "store"],
  sorts: ["name", "created"],
  defaultSort: "name",
  views: { active: {}, archived: { status: ["archived"] } },
} satisfies ListSpec;

/** The state of the list as its query and its export take it. */
export function productFilter(state: ListState): ProductFilter {
  const { filters } = state;
  return {
    q: state.q,
    status: filters.status ? ["archived"] : ["active"],
    ...{ categoryIds: filters.category ?? [], storeIds: filters.store ?? [] },
    without: {
      categoryIds: filters[notKey("category")] ?? [],
      storeIds: filters[notKey("store")] ?? [],
    },
    sort: state.sortKey === "created" ? "created" : "name",
    descending: state.descending,
  };
}

type Choice = { id: string; name: string };

type ProductListProps = {
  place: ActionPlace;
  list: OpenList;
  page: Awaited<ReturnType<typeof listProducts>>;
  categories: readonly Choice[];
  stores: readonly Choice[];
  canWrite: boolean;
};

const choices = (options: readonly Choice[]) => options.map(({ id, name }) => ({ value: id, label: name }));

/** C-70: what is sold; in a store view, what is sold there. */
export function ProductList({ place, list, page, categories, stores, canWrite }: ProductListProps) {
  const t = useTranslations("catalogue.products");
  return (
    <WorkspaceIndex
      list={list}
      where={place}
      label={t("title")}
      columns={[
        { key: "name", label: t("name"), sort: true, card: "title" },
        { key: "status", label: t("status"), card: "badge" },
        { key: "categories", label: t("categories"), card: "metric" },
        { key: "price", label: t("price"), align: "end", card: "metric" },
        { key: "stores", label: t("stores"), card: "none" },
      ]}
      rows={page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        href: consolePath(place, "products", row.id),
        cells: cellsOf(row),
        actions: canWrite ? <ProductMenu place={place} product={row} withEdit /> : undefined,
      }))}
      total={page.total}
      nextCursor={page.nextCursor}
      search={{ placeholder: t("search") }}
      bulkTools={
        canWrite ? (
          <ProductBulk
            place={place}
            archived={list.state.filters.status !== undefined}
            names={page.rows.map(({ id, name }) => ({ id, name }))}
          />
        ) : undefined
      }
      filters={[
        { key: "category", label: t("category"), multiple: true, options: choices(categories) },
        ...(place.store
          ? []
          : [{ key: "store", label: t("store"), multiple: true, options: choices(stores) }]),
      ]}
      views={[
        { key: "active", label: t("viewActive"), filters: {} },
        { key: "archived", label: t("viewArchived"), filters: { status: ["archived"] } },
      ]}
      empty={<NoProducts place={place} canWrite={canWrite} />}
    />
  );
}

function cellsOf(row: ProductRow) {
  return {
    name: <NameCell row={row} />,
    status: <ProductStatus archivedAt={row.archivedAt} />,
    categories: row.categories.map((category) => category.name).join(" · ") || "–",
    price: <PriceCell prices={row.prices} />,
    stores: <StoresCell row={row} />,
  };
}

function NameCell({ row }: { row: ProductRow }) {
  return (
    <span className="grid min-w-0">
      <span className="wrap-anywhere">{row.name}</span>
      {row.sku ? <span className="font-mono text-xs font-normal text-ink-2">{row.sku}</span> : null}
    </span>
  );
}

export function ProductStatus({ archivedAt }: { archivedAt: Date | null }) {
  const t = useTranslations("catalogue.products");
  return (
    <StatusBadge status={archivedAt ? "archived" : "active"} label={t(archivedAt ? "archived" : "onSale")} />
  );
}

export function PriceCell({ prices }: { prices: ProductRow["prices"] }) {
  const locale = useLocale();
  return (
    <span className="tabular">
      {prices.map((price) => (
        <span key={price.currency} className="block whitespace-nowrap">
          {formatMoney(price.priceMinor, price.currency, locale)}{" "}
          <span className="text-xs text-ink-2">{price.currency}</span>
          {price.onOffer ? <OfferMark className="ms-1" /> : null}
        </span>
      ))}
    </span>
  );
}

function StoresCell({ row }: { row: ProductRow }) {
  const t = useTranslations("catalogue.products");
  return row.allStores ? t("allStores") : row.stores.map((store) => store.name).join(" · ");
}

function NoProducts({ place, canWrite }: { place: ActionPlace; canWrite: boolean }) {
  const t = useTranslations("catalogue.products");
  return (
    <EmptyState
      icon={<Package className="size-6" />}
      title={t("emptyTitle")}
      text={t(place.store ? "emptyStore" : "emptyText")}
      action={
        canWrite ? (
          <ButtonLink href={consolePath({ merchant: place.merchant }, "products", "new")} variant="primary">
            {t("create")}
          </ButtonLink>
        ) : undefined
      }
    />
  );
}
