import { columnsOf, type OpenList } from "@/components/workspace/open-list";
import type { listCouponVouchers } from "@/lib/vouchers/queries/records";
import type { RecordFilter } from "@/lib/vouchers/schema";
import { ExportRecords } from "./export-records";
import type { LoadedCoupon } from "./load-coupon";
import { RecordBulk } from "./record-bulk";

type Asked = {
  loaded: LoadedCoupon;
  list: OpenList;
  page: Awaited<ReturnType<typeof listCouponVouchers>>;
  filter: RecordFilter;
};

/** What the list of records offers as a whole, and for the chosen ones, as far as this person may. */
export function recordTools({ loaded, list, page, filter }: Asked) {
  const { where, coupon, mine, can } = loaded;
  const { timeZone } = loaded.merchant;
  const may = {
    revoke: mine && can("voucher.revoke"),
    extend: mine && can("voucher.extend"),
    export: can("coupon.export"),
  };
  const columns = columnsOf(list);
  const names = page.rows.map(({ id, name, nickname, code }) => ({
    id,
    name: name ?? nickname ?? code ?? id,
  }));
  return {
    tools: may.export ? <ExportRecords {...{ where, coupon, columns, filter }} /> : null,
    bulk:
      may.revoke || may.extend || may.export ? (
        <RecordBulk place={where} {...{ coupon, may, filter, columns, names, timeZone }} />
      ) : undefined,
  };
}
