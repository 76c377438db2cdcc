import { exportJob } from "@/lib/jobs/export-rows";
import { can } from "@/lib/platform/auth/permissions";
import { EXPORT_PAGE, type ExportColumn, totalOf } from "@/lib/platform/export-spec";
import { type CouponVoucher, listCouponVouchers } from "@/lib/vouchers/queries/records";
import { type RecordFilter, recordFilterSchema } from "@/lib/vouchers/schema";

type Column = ExportColumn<CouponVoucher>;

/** Whose: for those only who may take lists of members away. */
const people: readonly Column[] = [
  { header: ({ t }) => t("jobs.columns.name"), cell: (row) => row.name },
  { header: ({ t }) => t("jobs.columns.nickname"), cell: (row) => row.nickname },
  { header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.phone },
];

const facts: readonly Column[] = [
  { header: ({ t }) => t("coupons.records.code"), cell: (row) => row.code },
  { header: ({ t }) => t("coupons.records.status"), cell: (row, { t }) => t(`ui.status.${row.status}`) },
  { header: ({ t }) => t("coupons.records.claimedAt"), cell: (row, { at }) => at(row.issuedAt) },
  {
    header: ({ t }) => t("coupons.records.source"),
    cell: (row, { t }) => t(`coupons.records.${row.source}`),
  },
  { header: ({ t }) => t("jobs.columns.activity"), cell: (row) => row.activityName },
  { header: ({ t }) => t("jobs.columns.validFrom"), cell: (row, { at }) => at(row.validFrom) },
  { header: ({ t }) => t("jobs.columns.validUntil"), cell: (row, { at }) => at(row.validUntil) },
  { header: ({ t }) => t("coupons.records.usedAt"), cell: (row, { at }) => at(row.usedAt) },
  { header: ({ t }) => t("coupons.records.terms"), cell: (row) => row.termsVersion },
  { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
];

const day = (text: string | null) => (text === null ? null : new Date(text));

/** A coupon's records (C-16) as a file. Codes are for whoever sees them in the list, members for who may take them. */
export const exportRecords = exportJob<RecordFilter, CouponVoucher>({
  kind: "vouchers.export",
  filter: recordFilterSchema,
  name: ({ t }) => t("coupons.records.title"),
  columns: (scope) => (can(scope.role, "member.export") ? [...people, ...facts] : facts),
  rows: async (scope, filter, cursor, now) => {
    const { from, until, ...query } = filter;
    const page = await listCouponVouchers(scope, {
      ...query,
      from: day(from),
      until: day(until),
      cursor,
      limit: EXPORT_PAGE,
      now,
    });
    return { ...page, total: totalOf(page.total) };
  },
});
