import { extendCoupon } from "@/lib/coupons/extend-coupons";
import { chosenCoupons } from "@/lib/coupons/queries/chosen";
import { type CouponRow, listCoupons } from "@/lib/coupons/queries/coupons";
import { type CouponFilter, couponFilterSchema } from "@/lib/coupons/schema";
import { extendJobSchema } from "@/lib/coupons/schema/extend";
import { exportJob } from "@/lib/jobs/export-rows";
import { trackedJob } from "@/lib/jobs/run-job";
import { ok, type Refusal } from "@/lib/kernel/result";
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

/** Coupons of one transaction: none of them is issued meanwhile. */
const EXTENDED_AT_ONCE = 50;
const TOLD = 20;

type Left = { readonly row: number; readonly value: string; readonly reason: string };
type ExtendPlace = {
  readonly after: string | null;
  readonly done: number;
  readonly updated: number;
  /** The first that were refused. */
  readonly left: readonly Left[];
  readonly isOver: boolean;
};
const START: ExtendPlace = { after: null, done: 0, updated: 0, left: [], isOver: false };

/** The words of `jobs.reasons`: a state is a reason of its own. */
const reasonOf = ({ code, params }: Refusal) => (code === "wrong_state" ? String(params?.state) : code);

/** A later last day for all coupons that a filter leaves (C-10), in the order of their ids; the first refused are told. */
export const extendManyCoupons = trackedJob({
  kind: "coupons.extend",
  input: extendJobSchema,
  run: async (job) => {
    const { filter, lastDay } = job.input;
    let place: ExtendPlace;
    do {
      place = await job.step<ExtendPlace>(
        async (tx, kept) => {
          const before = kept ?? START;
          const { after } = before;
          const found = await chosenCoupons(job.scope, { filter }, EXTENDED_AT_ONCE, {
            reader: tx,
            after,
            now: job.startedAt,
          });
          const left: Left[] = [];
          for (const [at, { id, name }] of found.entries()) {
            const came = await extendCoupon(tx, job.scope, id, lastDay);
            if (!came.ok)
              left.push({ row: before.done + at + 1, value: name, reason: reasonOf(came.refusal) });
          }
          return {
            after: found.at(-1)?.id ?? after,
            done: before.done + found.length,
            updated: before.updated + found.length - left.length,
            left: [...before.left, ...left].slice(0, TOLD),
            isOver: found.length < EXTENDED_AT_ONCE,
          };
        },
        ({ done }) => ({ done, total: null }),
      );
    } while (!place.isOver);
    const { done, updated, left } = place;
    return ok({ counts: { updated, refused: done - updated }, refused: [...left] });
  },
});
