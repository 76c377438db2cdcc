import type { Metadata } from "next";
import { PurchaseIndex } from "@/components/packs/purchase-index";
import { purchaseFilter, purchaseListSpec } from "@/components/packs/purchase-list-spec";
import type { SearchParams } from "@/components/ui/list-state";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listPurchases } from "@/lib/packs/queries/purchases";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";

type Props = PackPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackPurchasesPage({ params, searchParams }: Props) {
  const loaded = await loadPack(params);
  const { scope, merchant, where, may, pack, basePath } = loaded;
  const { timeZone } = merchant;
  const shape = { spec: purchaseListSpec, basePath: `${basePath}/${pack.id}/purchases` };
  const list = await openList(scope, "pack-purchases", shape, searchParams);
  const { range, filter } = purchaseFilter(list.state, timeZone);
  const asked = { ...filter, packId: pack.id, kind: null };
  const { cursor, size } = list.state;
  return (
    <PackShell loaded={loaded} tab="purchases">
      <ListLater
        path={shape.basePath}
        columns={6}
        load={() => listPurchases(scope, { ...asked, cursor, limit: size })}
      >
        {(page) => (
          <PurchaseIndex
            {...{ list, page, range, pack, timeZone }}
            place={where}
            filter={asked}
            mayExport={may.export}
          />
        )}
      </ListLater>
    </PackShell>
  );
}
