import type { Metadata } from "next";
import type { SearchParams } from "@/components/ui/list-state";
import { openList } from "@/components/workspace/open-list";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { listCouponVouchers } from "@/lib/vouchers/queries/records";
import { voucherStatuses } from "@/lib/vouchers/schema";
import { CouponShell } from "../_components/coupon-shell";
import { ExportRecords } from "../_components/export-records";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";
import { RecordIndex } from "../_components/record-index";
import { recordListSpec } from "../_components/record-list-spec";

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
  const day = (key: string) => state.filters[key]?.find(isLocalDate) ?? null;
  const [from, until] = [day("from"), day("until")];
  const end = until ? startOfDay(addDays(until, 1), timeZone) : null;
  const filter = {
    couponId: coupon.id,
    q: state.q,
    from: from ? startOfDay(from, timeZone) : null,
    until: end && isOrdinary(end) ? end : null,
    state: voucherStatuses.find((tab) => state.filters.state?.includes(tab)) ?? null,
  };
  const page = await listCouponVouchers(scope, { ...filter, cursor: state.cursor, limit: state.size });
  const texts = { from: filter.from?.toISOString() ?? null, until: filter.until?.toISOString() ?? null };
  return (
    <CouponShell loaded={loaded} tab="records">
      <RecordIndex
        page={page}
        list={list}
        where={where}
        tools={
          can("coupon.export") ? (
            <ExportRecords {...{ where, coupon }} filter={{ ...filter, ...texts }} />
          ) : null
        }
        range={{ from, until }}
        membersPath={basePath.replace(/coupons$/, "members")}
        activitiesPath={basePath.replace(/coupons$/, "activities")}
        timeZone={timeZone}
        sees={{ members: can("member.read"), activities: can("activity.read") }}
      />
    </CouponShell>
  );
}
