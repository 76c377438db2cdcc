import { type CouponRow, listCoupons } from "@/lib/coupons/queries/coupons";
import { type CouponFilter, couponFilterSchema } from "@/lib/coupons/schema";
import { exportJob } from "@/lib/jobs/export-rows";
import { benefitWords } from "@/lib/platform/benefit-words";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";
import type { FileWords } from "@/lib/platform/file-words";

/** What a coupon is worth, as its row says it. */
function benefitCell({ terms, currency, productName }: CouponRow, { t, locale }: FileWords): string {
  const { benefit, conditions } = terms;
  const facts = { benefit, conditions, currency, productName: productName ?? undefined };
  return benefitWords(facts, locale, (key, values) => t(`ticket.${key}`, values));
}

/** The coupon list (C22) as a file: what the list shows, with the filter in view. */
export const exportCoupons = exportJob<CouponFilter, CouponRow>({
  kind: "coupons.export",
  filter: couponFilterSchema,
  name: ({ t }) => t("coupons.title"),
  columns: [
    { header: ({ t }) => t("coupons.list.name"), cell: (row) => row.name },
    { header: ({ t }) => t("jobs.columns.number"), cell: (row) => row.number },
    { header: ({ t }) => t("coupons.list.type"), cell: (row, { t }) => t(`coupons.types.${row.type}.name`) },
    { header: ({ t }) => t("jobs.columns.benefit"), cell: benefitCell },
    { header: ({ t }) => t("coupons.list.status"), cell: (row, { t }) => t(`ui.status.${row.status}`) },
    { header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.currency },
    { header: ({ t }) => t("jobs.columns.issued"), cell: (row) => row.issued },
    { header: ({ t }) => t("jobs.columns.quantity"), cell: (row) => row.quantity },
    { header: ({ t }) => t("coupons.list.used"), cell: (row) => row.used },
    { header: ({ t }) => t("jobs.columns.validFrom"), cell: (row, { at }) => at(row.validFrom) },
    { header: ({ t }) => t("jobs.columns.validUntil"), cell: (row, { at }) => at(row.validUntil) },
    {
      header: ({ t }) => t("coupons.list.method"),
      cell: (row, { t }) => row.methods.map((method) => t(`coupons.methods.${method}`)).join(", "),
    },
    { header: ({ t }) => t("coupons.list.tags"), cell: (row) => row.tags.join(", ") },
    { header: ({ t }) => t("coupons.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.createdBy },
    { header: ({ t }) => t("jobs.columns.updated"), cell: (row, { at }) => at(row.updatedAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor, now) => {
    const page = await listCoupons(scope, { ...filter, cursor, limit: EXPORT_PAGE, now });
    return { ...page, total: totalOf(page.total) };
  },
});
