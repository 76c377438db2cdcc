import { useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import { usePurchaseRows } from "@/components/packs/purchase-rows";
import type { ActionPlace } from "@/components/ui/action-result";
import { EmptyState } from "@/components/ui/empty-state";
import { isNarrowed } from "@/components/ui/list-state";
import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import { RangeFilter } from "@/components/workspace/range-filter";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { exportPurchases } from "@/lib/packs/actions";
import type { listPurchases } from "@/lib/packs/queries/purchases";
import { type PurchaseFilter, purchaseChannels, purchaseStatuses } from "@/lib/packs/schema";

type PurchaseIndexProps = {
  place: ActionPlace;
  timeZone: string;
  list: OpenList;
  page: Awaited<ReturnType<typeof listPurchases>>;
  range: { from: string | null; until: string | null };
  filter: Omit<PurchaseFilter, "from" | "until"> & { from: Date | null; until: Date | null };
  mayExport: boolean;
  /** The pack whose records these are; null = of every pack, bought ones alone (C-81). */
  pack: { name: string } | null;
};

/** Who had a pack, where they bought it, and what became of it; the newest first. */
export function PurchaseIndex(props: PurchaseIndexProps) {
  const { place, timeZone, list, page, range, filter, mayExport, pack } = props;
  const { state, basePath: path } = list;
  const t = useTranslations("packs.records");
  const orders = useTranslations("packs.orders");
  const rows = usePurchaseRows(page.rows, { path, timeZone });
  const filters = useFilters(pack !== null);
  const texts = { from: filter.from?.toISOString() ?? null, until: filter.until?.toISOString() ?? null };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {page.rows.length > 0 || isNarrowed(state) ? (
        <RangeFilter label={t("range")} path={path} state={state} range={range} timeZone={timeZone} />
      ) : null}
      <WorkspaceIndex
        list={list}
        where={place}
        tools={
          mayExport ? (
            <ExportButton
              place={place}
              action={exportPurchases}
              filter={{ ...filter, ...texts }}
              columns={columnsOf(list)}
            />
          ) : undefined
        }
        label={pack ? t("purchases") : orders("title")}
        columns={[
          { key: "number", label: t("number"), card: "title" },
          { key: "status", label: t("status"), card: "badge" },
          ...(pack ? [] : [{ key: "pack", label: orders("pack") }]),
          { key: "member", label: t("member") },
          { key: "channel", label: t("channel") },
          { key: "price", label: t("price"), align: "end" },
          { key: "placed", label: t("placed") },
          { key: "delivered", label: t("delivered"), align: "end" },
          { key: "paid", label: t("paid"), card: "none", extra: true },
        ]}
        rows={rows}
        total={page.total}
        nextCursor={page.nextCursor}
        search={{ placeholder: t("searchPurchases") }}
        filters={filters}
        empty={
          <EmptyState title={t("noPurchases")} text={pack ? t("noPurchasesText") : orders("emptyText")} />
        }
      />
    </div>
  );
}

/** A pack's own records have its gifts among them. */
function useFilters(withGifts: boolean) {
  const t = useTranslations("packs.records");
  const words = useTranslations("packs.purchase");
  const statuses = purchaseStatuses.filter((value) => withGifts || value !== "given");
  const channels = purchaseChannels.filter((value) => withGifts || value !== "gift");
  return [
    {
      key: "status",
      label: t("status"),
      options: statuses.map((value) => ({ value, label: words(`status.${value}`) })),
    },
    {
      key: "channel",
      label: t("channel"),
      options: channels.map((value) => ({ value, label: words(`channel.${value}`) })),
    },
    { key: "asked", label: t("refunds"), options: [{ value: "yes", label: words("asked") }] },
    { key: "waiting", label: t("delivered"), options: [{ value: "yes", label: words("waiting") }] },
  ];
}
