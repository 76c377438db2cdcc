import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "@/components/ui/list-state";
import { openList } from "@/components/workspace/open-list";
import { packFigures } from "@/lib/packs/queries/figures";
import { listPackVouchers } from "@/lib/packs/queries/issued";
import { voucherStatuses } from "@/lib/vouchers/schema";
import { loadPack, type PackPageProps } from "../_components/load-pack";
import { PackShell } from "../_components/pack-shell";
import { packCouponListSpec } from "../_components/record-specs";
import { VoucherIndex } from "../_components/voucher-index";

type Props = PackPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: PackPageProps): Promise<Metadata> {
  const { pack } = await loadPack(params);
  return { title: pack.name };
}

export default async function PackCouponsPage({ params, searchParams }: Props) {
  const loaded = await loadPack(params);
  const { scope, pack, basePath } = loaded;
  const shape = { spec: packCouponListSpec, basePath: `${basePath}/${pack.id}/coupons` };
  const list = await openList(scope, "pack-coupons", shape, searchParams);
  const { q, filters, cursor, size } = list.state;
  const state = voucherStatuses.find((one) => filters.state?.includes(one)) ?? null;
  const filter = { packId: pack.id, q, state };
  const [page, figures] = await Promise.all([
    listPackVouchers(scope, { ...filter, cursor, limit: size }),
    packFigures(scope, pack.id),
  ]);
  if (!figures) notFound();
  return (
    <PackShell loaded={loaded} tab="coupons">
      <VoucherIndex {...{ loaded, list, page, filter }} total={state || q ? null : figures.couponsIssued} />
    </PackShell>
  );
}
