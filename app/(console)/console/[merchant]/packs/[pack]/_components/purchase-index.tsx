import { useLocale, useTranslations } from "next-intl";
import { ExportButton } from "@/components/jobs/export-button";
import type { Row } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { isNarrowed } from "@/components/ui/list-state";
import { Time } from "@/components/ui/time";
import type { OpenList } from "@/components/workspace/open-list";
import { RangeFilter } from "@/components/workspace/range-filter";
import { WorkspaceIndex } from "@/components/workspace/workspace-index";
import { formatMoney } from "@/lib/kernel/money";
import { exportPurchases } from "@/lib/packs/actions";
import type { listPurchases } from "@/lib/packs/queries/purchases";
import { type PurchaseFilter, purchaseChannels, purchaseStatuses } from "@/lib/packs/schema";
import type { LoadedPack } from "./load-pack";
import { MemberCell } from "./member-cell";
import { PurchaseBadge } from "./purchase-status";

type PurchaseIndexProps = {
  loaded: LoadedPack;
  list: OpenList;
  page: Awaited<ReturnType<typeof listPurchases>>;
  range: { from: string | null; until: string | null };
  filter: Omit<PurchaseFilter, "from" | "until"> & { from: Date | null; until: Date | null };
};

/** Who had the pack, where they bought it, and what became of it; the newest first. */
export function PurchaseIndex({ loaded, list, page, range, filter }: PurchaseIndexProps) {
  const { merchant, where, may, pack } = loaded;
  const { state, basePath: path } = list;
  const t = useTranslations("packs.records");
  const words = useTranslations("packs.purchase");
  const rows = useRows({ loaded, list, page });
  const texts = { from: filter.from?.toISOString() ?? null, until: filter.until?.toISOString() ?? null };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {page.rows.length > 0 || isNarrowed(state) ? (
        <div className="flex flex-wrap items-end justify-between gap-3">
          <RangeFilter
            label={t("range")}
            path={path}
            state={state}
            range={range}
            timeZone={merchant.timeZone}
          />
          {may.export ? (
            <ExportButton
              place={where}
              action={exportPurchases}
              filter={{ ...filter, ...texts }}
              name={pack.name}
            />
          ) : null}
        </div>
      ) : null}
      <WorkspaceIndex
        list={list}
        where={where}
        label={t("purchases")}
        columns={[
          { key: "number", label: t("number") },
          { key: "status", label: t("status"), card: "badge" },
          { key: "member", label: t("member") },
          { key: "channel", label: t("channel") },
          { key: "price", label: t("price"), align: "end" },
          { key: "placed", label: t("placed") },
          { key: "delivered", label: t("delivered"), align: "end", card: "none" },
          { key: "paid", label: t("paid"), card: "none", extra: true },
        ]}
        rows={rows}
        total={page.total}
        nextCursor={page.nextCursor}
        search={{ placeholder: t("searchPurchases") }}
        filters={[
          {
            key: "status",
            label: t("status"),
            options: purchaseStatuses.map((value) => ({ value, label: words(`status.${value}`) })),
          },
          {
            key: "channel",
            label: t("channel"),
            options: purchaseChannels.map((value) => ({ value, label: words(`channel.${value}`) })),
          },
          { key: "asked", label: t("refunds"), options: [{ value: "yes", label: words("asked") }] },
        ]}
        empty={<EmptyState title={t("noPurchases")} text={t("noPurchasesText")} />}
      />
    </div>
  );
}

function useRows({ loaded, list, page }: Pick<PurchaseIndexProps, "loaded" | "list" | "page">): Row[] {
  const t = useTranslations("packs.purchase");
  const locale = useLocale();
  const { timeZone } = loaded.merchant;
  return page.rows.map((purchase) => ({
    id: purchase.id,
    href: `${list.basePath}/${purchase.id}`,
    cells: {
      number: <span className="font-mono">{purchase.number}</span>,
      status: <PurchaseBadge status={purchase.status} asked={purchase.isAsked} />,
      member: <MemberCell member={purchase.member} phone={purchase.member.phone} />,
      channel: t(`channel.${purchase.channel}`),
      price: (
        <span className="tabular whitespace-nowrap">
          {purchase.giftId === null ? formatMoney(purchase.priceMinor, purchase.currency, locale) : "–"}
        </span>
      ),
      placed: <Time at={purchase.placedAt} timeZone={timeZone} />,
      delivered: (
        <span className="tabular">
          {t("deliveredOf", { done: purchase.nextCycle - 1, all: purchase.cycles })}
        </span>
      ),
      paid: purchase.paidAt ? <Time at={purchase.paidAt} timeZone={timeZone} /> : "–",
    },
  }));
}
