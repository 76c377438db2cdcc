import type { Metadata } from "next";
import type { SearchParams } from "@/components/ui/list-state";
import { openList } from "@/components/workspace/open-list";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { listPurchases } from "@/lib/packs/queries/purchases";
import { purchaseChannels, purchaseStatuses } from "@/lib/packs/schema";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";
import { PurchaseIndex } from "../_components/purchase-index";
import { purchaseListSpec } from "../_components/record-specs";

type Props = PackPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackPurchasesPage({ params, searchParams }: Props) {
  const loaded = await loadPack(params);
  const { scope, merchant, pack, basePath } = loaded;
  const { timeZone } = merchant;
  const shape = { spec: purchaseListSpec, basePath: `${basePath}/${pack.id}/purchases` };
  const list = await openList(scope, "pack-purchases", shape, searchParams);
  const { filters, q, cursor, size } = list.state;
  const day = (key: string) => filters[key]?.find(isLocalDate) ?? null;
  const range = { from: day("from"), until: day("until") };
  const end = range.until ? startOfDay(addDays(range.until, 1), timeZone) : null;
  const known = <T extends string>(all: readonly T[], key: string) =>
    all.filter((one) => filters[key]?.includes(one));
  const filter = {
    packId: pack.id,
    q,
    status: known(purchaseStatuses, "status"),
    channel: known(purchaseChannels, "channel"),
    asked: filters.asked?.includes("yes") ?? false,
    from: range.from ? startOfDay(range.from, timeZone) : null,
    until: end && isOrdinary(end) ? end : null,
  };
  const page = await listPurchases(scope, { ...filter, cursor, limit: size });
  return (
    <PackShell loaded={loaded} tab="purchases">
      <PurchaseIndex {...{ loaded, list, page, range, filter }} />
    </PackShell>
  );
}
