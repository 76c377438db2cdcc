import type { Metadata } from "next";
import type { SearchParams } from "@/components/ui/list-state";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listGifts } from "@/lib/packs/queries/gifts";
import { giftStates } from "@/lib/packs/schema";
import { GiftIndex } from "../_components/gift-index";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";
import { giftListSpec } from "../_components/record-specs";

type Props = PackPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackGiftsPage({ params, searchParams }: Props) {
  const loaded = await loadPack(params);
  const { scope, pack, basePath } = loaded;
  const shape = { spec: giftListSpec, basePath: `${basePath}/${pack.id}/gifts` };
  const list = await openList(scope, "pack-gifts", shape, searchParams);
  const { q, filters, cursor, size } = list.state;
  const state = giftStates.find((one) => filters.state?.includes(one)) ?? null;
  const filter = { packId: pack.id, q, state };
  return (
    <PackShell loaded={loaded} tab="gifts">
      <ListLater
        path={shape.basePath}
        columns={5}
        load={() => listGifts(scope, { ...filter, cursor, limit: size })}
      >
        {(page) => <GiftIndex {...{ loaded, list, page, filter }} />}
      </ListLater>
    </PackShell>
  );
}
