import type { Metadata } from "next";
import { listHref, type SearchParams } from "@/components/ui/list-state";
import { openList } from "@/components/workspace/open-list";
import { addDays, isLocalDate, isOrdinary, startOfDay } from "@/lib/kernel/time";
import { getVoucher } from "@/lib/vouchers/queries";
import { listCouponVouchers } from "@/lib/vouchers/queries/records";
import { usesOf } from "@/lib/vouchers/queries/uses";
import { voucherStatuses } from "@/lib/vouchers/schema";
import { CouponShell } from "../_components/coupon-shell";
import { ExportRecords } from "../_components/export-records";
import { type CouponPageProps, loadCoupon } from "../_components/load-coupon";
import { RecordDetail } from "../_components/record-detail";
import { RecordDrawer, RevokeRecord } from "../_components/record-drawer";
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
  const asked = (await searchParams).record;
  const [page, found] = await Promise.all([
    listCouponVouchers(scope, { ...filter, cursor: state.cursor, limit: state.size }),
    typeof asked === "string" ? getVoucher(scope, asked) : null,
  ]);
  const record = found?.couponId === coupon.id ? found : null;
  const used = [...page.rows, ...(record ? [record] : [])].filter(({ status }) => status === "used");
  const uses = await usesOf(scope, [...new Set(used.map(({ id }) => id))]);
  const pathOf = (room: string) => basePath.replace(/coupons$/, room);
  const paths = { activities: pathOf("activities"), orders: pathOf("orders") };
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
        {...{ uses, paths, timeZone }}
        sees={{ members: can("member.read"), activities: can("activity.read") }}
      />
      {record ? (
        <RecordDrawer
          title={record.terms.name}
          listHref={listHref(shape.basePath, state, { cursor: state.cursor })}
        >
          <RecordDetail
            voucher={record}
            use={uses.get(record.id)}
            paths={{ members: can("member.read") ? pathOf("members") : null, orders: paths.orders }}
            timeZone={timeZone}
          />
          {loaded.mine && can("voucher.revoke") && record.status === "available" ? (
            <RevokeRecord place={where} voucherId={record.id} coupon={record.terms.name} />
          ) : null}
        </RecordDrawer>
      ) : null}
    </CouponShell>
  );
}
