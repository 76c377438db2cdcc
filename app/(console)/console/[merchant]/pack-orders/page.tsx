import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { consolePath } from "@/components/merchants/console-path";
import { PurchaseIndex } from "@/components/packs/purchase-index";
import { purchaseFilter, purchaseListSpec } from "@/components/packs/purchase-list-spec";
import type { SearchParams } from "@/components/ui/list-state";
import { PageHeader } from "@/components/ui/page-header";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listPurchases } from "@/lib/packs/queries/purchases";
import { staffGate } from "@/lib/platform/auth/gates";

type Props = {
  params: Promise<{ merchant: string; store?: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("packs.orders");
  return { title: t("title") };
}

export default async function PackOrdersPage({ params, searchParams }: Props) {
  const place = await params;
  const { scope, merchant, can } = await staffGate(place, "pack.read");
  const { timeZone } = merchant;
  const t = await getTranslations("packs.orders");
  const shape = { spec: purchaseListSpec, basePath: consolePath(place, "pack-orders") };
  const list = await openList(scope, "pack-orders", shape, searchParams);
  const { range, filter } = purchaseFilter(list.state, timeZone);
  const bought = { ...filter, packId: null, kind: "bought" as const };
  const { cursor, size } = list.state;
  return (
    <>
      <PageHeader title={t("title")} meta={t("text")} />
      <ListLater
        path={shape.basePath}
        columns={6}
        load={() => listPurchases(scope, { ...bought, cursor, limit: size })}
      >
        {(page) => (
          <PurchaseIndex
            {...{ place, list, page, range, timeZone }}
            filter={bought}
            mayExport={can("pack.export")}
            pack={null}
          />
        )}
      </ListLater>
    </>
  );
}
