import { hereHref } from "@/components/ui/beside-href";
import type { OpenList } from "@/components/workspace/open-list";
import { getVoucher } from "@/lib/vouchers/queries";
import { usesOf } from "@/lib/vouchers/queries/uses";
import { ExtendRecord } from "./extend-record";
import type { LoadedCoupon } from "./load-coupon";
import { RecordDetail } from "./record-detail";
import { RecordDrawer, RevokeRecord } from "./record-drawer";

type RecordBesideProps = { loaded: LoadedCoupon; list: OpenList; voucherId: string };

/** The record that the address opens beside the list; nothing where it is another coupon's, or not theirs to see. */
export async function RecordBeside({ loaded, list, voucherId }: RecordBesideProps) {
  const { scope, merchant, coupon, basePath, where, mine, can } = loaded;
  const record = await getVoucher(scope, voucherId);
  if (record?.couponId !== coupon.id) return null;
  const uses = await usesOf(scope, [record.id]);
  const pathOf = (room: string) => basePath.replace(/coupons$/, room);
  const members = can("member.read") ? pathOf("members") : null;
  // Whose copy it is they may see; who gave it may be a member of another store.
  const givers = scope.storeIds === "all" && scope.storeId === null ? members : null;
  const paths = { members, givers, orders: pathOf("orders") };
  const { validUntil } = record;
  // One that is offered as a gift is its member's still.
  const isUsable = mine && (record.status === "available" || record.status === "transferred");
  return (
    <RecordDrawer title={record.terms.name} listHref={hereHref(list.basePath, list.state)}>
      <RecordDetail voucher={record} use={uses.get(record.id)} paths={paths} timeZone={merchant.timeZone} />
      {isUsable ? (
        <div className="flex flex-wrap gap-2">
          {can("voucher.extend") && validUntil ? (
            <ExtendRecord
              place={where}
              voucherId={record.id}
              {...{ validUntil, timeZone: merchant.timeZone }}
            />
          ) : null}
          {can("voucher.revoke") ? (
            <RevokeRecord place={where} voucherId={record.id} coupon={record.terms.name} />
          ) : null}
        </div>
      ) : null}
    </RecordDrawer>
  );
}
