import type { Metadata } from "next";
import type { SearchParams } from "@/components/ui/list-state";
import { ListLater } from "@/components/workspace/list-later";
import { openList } from "@/components/workspace/open-list";
import { listFrameStores } from "@/lib/merchants/queries";
import { listCouponVouchers } from "@/lib/vouchers/queries/records";
import { usesOf } from "@/lib/vouchers/queries/uses";
import { CouponShell } from "../_components/coupon-shell";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";
import { RecordBeside } from "../_components/record-beside";
import { RecordIndex } from "../_components/record-index";
import { recordFilter, recordListSpec } from "../_components/record-list-spec";
import { recordTools } from "../_components/record-tools";

type Props = CouponPageProps & { searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: CouponPageProps): Promise<Metadata> {
  const { coupon } = await loadCoupon(params);
  return { title: coupon.name };
}

export default async function CouponRecordsPage({ params, searchParams }: Props) {
  const loaded = await loadCoupon(params);
  const { scope, merchant, coupon, basePath, where, can } = loaded;
  const { timeZone } = merchant;
  const shape = { spec: recordListSpec, basePath: `${basePath}/${coupon.id}/records` };
  const list = await openList(scope, "coupon-records", shape, searchParams);
  const { state } = list;
  const { range, filter } = recordFilter(state, coupon.id, timeZone);
  const { record } = await searchParams;
  const load = async () => {
    const [page, stores] = await Promise.all([
      listCouponVouchers(scope, { ...filter, cursor: state.cursor, limit: state.size }),
      listFrameStores(scope),
    ]);
    const used = page.rows.filter(({ status }) => status === "used").map(({ id }) => id);
    return { page, stores, uses: await usesOf(scope, used) };
  };
  const texts = { from: filter.from?.toISOString() ?? null, until: filter.until?.toISOString() ?? null };
  return (
    <CouponShell loaded={loaded} tab="records">
      <ListLater path={shape.basePath} columns={8} load={load}>
        {({ page, stores, uses }) => (
          <RecordIndex
            {...{ page, stores, uses, list, where, range, timeZone }}
            {...recordTools({ loaded, list, page, filter: { ...filter, ...texts } })}
            pathOf={(room) => basePath.replace(/coupons$/, room)}
            sees={{ members: can("member.read"), activities: can("activity.read") }}
          />
        )}
      </ListLater>
      {typeof record === "string" ? <RecordBeside {...{ loaded, list }} voucherId={record} /> : null}
    </CouponShell>
  );
}
