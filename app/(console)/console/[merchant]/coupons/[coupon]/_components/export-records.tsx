import { ExportButton } from "@/components/jobs/export-button";
import type { ActionPlace } from "@/components/ui/action-result";
import { exportRecords } from "@/lib/vouchers/actions";
import type { RecordFilter } from "@/lib/vouchers/schema";

type ExportRecordsProps = {
  where: ActionPlace;
  coupon: { name: string };
  filter: RecordFilter;
  /** The columns in view; null = as the product has them. */
  columns: readonly string[] | null;
};

/** The records in view as a file. */
export function ExportRecords({ where, coupon, filter, columns }: ExportRecordsProps) {
  return <ExportButton place={where} {...{ filter, columns }} action={exportRecords} name={coupon.name} />;
}
