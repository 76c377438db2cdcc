import { changeCoupon } from "@/lib/coupons/change-coupon-state";
import { extendCoupon } from "@/lib/coupons/extend-coupons";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { type CouponRow, listCoupons } from "@/lib/coupons/queries/coupons";
import { listTemplates, type TemplateRow } from "@/lib/coupons/queries/templates";
import { changeJobSchema, extendJobSchema, tagJobSchema } from "@/lib/coupons/schema/each";
import {
  type CouponFilter,
  couponFilterSchema,
  type TemplateFilter,
  templateFilterSchema,
} from "@/lib/coupons/schema/filter";
import { tagCoupon } from "@/lib/coupons/tag-coupons";
import { type EachSpec, eachJob } from "@/lib/jobs/change-each";
import { exportJob } from "@/lib/jobs/export-rows";
import { type BenefitLineFacts, benefitWords } from "@/lib/platform/benefit-words";
import { EXPORT_PAGE, totalOf } from "@/lib/platform/export-spec";
import type { FileWords } from "@/lib/platform/file-words";

const benefitInWords = (facts: BenefitLineFacts, { t, locale }: FileWords) =>
  benefitWords(facts, locale, (key, values) => t(`ticket.${key}`, values));

/** What a coupon is worth, as its row says it. */
function benefitCell({ terms, currency, productName }: CouponRow, words: FileWords): string {
  const { benefit, conditions } = terms;
  return benefitInWords({ benefit, conditions, currency, productName: productName ?? undefined }, words);
}

/** The coupon list (C22) as a file: what the list shows, with the filter in view. */
export const exportCoupons = exportJob<CouponFilter, CouponRow>({
  kind: "coupons.export",
  filter: couponFilterSchema,
  name: ({ t }) => t("coupons.title"),
  columns: [
    { header: ({ t }) => t("coupons.list.name"), cell: (row) => row.name },
    { header: ({ t }) => t("jobs.columns.number"), cell: (row) => row.number },
    {
      of: "type",
      header: ({ t }) => t("coupons.list.type"),
      cell: (row, { t }) => t(`coupons.types.${row.type}.name`),
    },
    { of: "benefit", header: ({ t }) => t("jobs.columns.benefit"), cell: benefitCell },
    {
      of: "status",
      header: ({ t }) => t("coupons.list.status"),
      cell: (row, { t }) => t(`ui.status.${row.status}`),
    },
    { of: "benefit", header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.currency },
    { of: "issued", header: ({ t }) => t("jobs.columns.issued"), cell: (row) => row.issued },
    { of: "issued", header: ({ t }) => t("jobs.columns.quantity"), cell: (row) => row.quantity },
    { of: "used", header: ({ t }) => t("coupons.list.used"), cell: (row) => row.used },
    { of: "end", header: ({ t }) => t("jobs.columns.validFrom"), cell: (row, { at }) => at(row.validFrom) },
    { of: "end", header: ({ t }) => t("jobs.columns.validUntil"), cell: (row, { at }) => at(row.validUntil) },
    {
      of: "stores",
      header: ({ t }) => t("coupons.list.stores"),
      cell: ({ terms: { conditions } }, { t }) =>
        conditions.storeIds === "all" ? t("catalogue.products.allStores") : conditions.storeIds.length,
    },
    {
      of: "budget",
      header: ({ t }) => t("coupons.list.budget"),
      cell: ({ budgetMinor, currency }, { amount }) =>
        budgetMinor === null ? null : amount(budgetMinor, currency),
    },
    {
      of: "method",
      header: ({ t }) => t("coupons.list.method"),
      cell: (row, { t }) => row.methods.map((method) => t(`coupons.methods.${method}`)).join(", "),
    },
    { of: "tags", header: ({ t }) => t("coupons.list.tags"), cell: (row) => row.tags.join(", ") },
    { of: "created", header: ({ t }) => t("coupons.list.created"), cell: (row, { at }) => at(row.createdAt) },
    { of: "creator", header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.createdBy },
    { of: "updated", header: ({ t }) => t("jobs.columns.updated"), cell: (row, { at }) => at(row.updatedAt) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor, now) => {
    const page = await listCoupons(scope, { ...filter, cursor, limit: EXPORT_PAGE, now });
    return { ...page, total: totalOf(page.total) };
  },
});

/** The merchant's own templates (C-20) as a file. */
export const exportTemplates = exportJob<TemplateFilter, TemplateRow>({
  kind: "coupons.templates",
  filter: templateFilterSchema,
  name: ({ t }) => t("templates.own"),
  columns: [
    { header: ({ t }) => t("templates.name"), cell: (row) => row.name },
    {
      of: "type",
      header: ({ t }) => t("coupons.list.type"),
      cell: ({ coupon }, { t }) => t(`coupons.types.${coupon.benefit.type}.name`),
    },
    {
      of: "benefit",
      header: ({ t }) => t("templates.benefit"),
      cell: ({ coupon }, words) => benefitInWords(coupon, words),
    },
    {
      of: "benefit",
      header: ({ t }) => t("jobs.columns.currency"),
      cell: ({ coupon }) => coupon.currency,
    },
    { of: "used", header: ({ t }) => t("templates.used"), cell: (row) => row.used },
    { of: "updated", header: ({ t }) => t("templates.updated"), cell: (row, { at }) => at(row.updatedAt) },
    { header: ({ t }) => t("jobs.columns.createdBy"), cell: (row) => row.createdBy },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter) => {
    const rows = await listTemplates(scope, filter);
    return { rows, total: rows.length, nextCursor: null };
  },
});

type Chosen = { readonly filter: CouponFilter };
const find: EachSpec<Chosen & { readonly locale: "en" | "zh-CN" }>["find"] = async (
  scope,
  { filter },
  page,
) => await chosenCoupons(scope, { filter }, page.most, page);

/** A later last day for all coupons that a filter leaves (C-10). */
export const extendManyCoupons = eachJob({
  kind: "coupons.extend",
  input: extendJobSchema,
  find,
  change: async (tx, scope, id, { lastDay }) => await extendCoupon(tx, scope, id, lastDay),
});

/** Pauses, resumes, archives or restores all coupons that a filter leaves. */
export const changeManyCoupons = eachJob({
  kind: "coupons.change",
  input: changeJobSchema,
  find,
  change: async (tx, scope, id, { change }) => await changeCoupon(tx, scope, id, change),
});

/** Tags on and off all coupons that a filter leaves. */
export const tagManyCoupons = eachJob({
  kind: "coupons.tag",
  input: tagJobSchema,
  find,
  change: async (tx, scope, id, { add, remove }) => await tagCoupon(tx, scope, id, { add, remove }),
});
