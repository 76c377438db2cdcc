import { z } from "zod";
import { exportJob } from "@/lib/jobs/export-rows";
import { type RunningJob, trackedJob } from "@/lib/jobs/run-job";
import { ok } from "@/lib/kernel/result";
import { can } from "@/lib/platform/auth/permissions";
import { systemScope } from "@/lib/platform/auth/scope";
import { countClaim } from "@/lib/platform/count-outcomes";
import { BYTE_ORDER_MARK, csvText } from "@/lib/platform/csv-file";
import { subscribe } from "@/lib/platform/deliver-outbox";
import { EXPORT_PAGE, type ExportColumn, totalOf } from "@/lib/platform/export-spec";
import { fileWords } from "@/lib/platform/file-words";
import { defineJob } from "@/lib/platform/jobs";
import { endGifts, forgetGifts } from "@/lib/vouchers/end-gifts";
import { GIVING_START, type GivingPlace, type GivingStep, giveNext } from "@/lib/vouchers/give-next";
import { getGiving, listGivingRows } from "@/lib/vouchers/queries/givings";
import { type CouponVoucher, listCouponVouchers } from "@/lib/vouchers/queries/records";
import { usesOf, type VoucherUse } from "@/lib/vouchers/queries/uses";
import { linesOfTable, readLines } from "@/lib/vouchers/read-list";
import {
  type GivingJob,
  givingJobSchema,
  type RecordFilter,
  recordFilterSchema,
} from "@/lib/vouchers/schema";
import { tellExpired } from "@/lib/vouchers/tell-expired";

/** Every minute: tells others which vouchers ended unused. */
export const tellExpiredJob = defineJob({
  name: "vouchers.tellExpired",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    await tellExpired(signal);
    return undefined;
  },
});

/** Every minute: ends gifts that nobody took in time. */
export const endGiftsJob = defineJob({
  name: "vouchers.endGifts",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    await endGifts(signal);
    return undefined;
  },
});

/** What a forgotten member wrote with gifts goes, and what they were giving is taken back (S-39). */
export const giftErasureFollower = subscribe({
  name: "vouchers.forgetMembers",
  types: ["member.erased"],
  handle: async ({ merchantId, subjectId, id }) => await forgetGifts(systemScope(merchantId, id), subjectId),
});

/** A record, and where it was used; undefined = it was not, or nobody may know. */
type FileRecord = CouponVoucher & { readonly use: VoucherUse | undefined };
type Column = ExportColumn<FileRecord>;

/** Whose: for those only who may take lists of members away. */
const people: readonly Column[] = [
  { of: "member", header: ({ t }) => t("jobs.columns.name"), cell: (row) => row.name },
  { of: "member", header: ({ t }) => t("jobs.columns.nickname"), cell: (row) => row.nickname },
  { of: "member", header: ({ t }) => t("jobs.columns.phone"), cell: (row) => row.phone },
];

const facts: readonly Column[] = [
  { header: ({ t }) => t("coupons.records.code"), cell: (row) => row.code },
  {
    of: "status",
    header: ({ t }) => t("coupons.records.status"),
    cell: (row, { t }) => t(`ui.status.${row.status}`),
  },
  {
    of: "claimed",
    header: ({ t }) => t("coupons.records.claimedAt"),
    cell: (row, { at }) => at(row.issuedAt),
  },
  {
    of: "source",
    header: ({ t }) => t("coupons.records.source"),
    cell: (row, { t }) => t(`coupons.records.${row.source}`),
  },
  { of: "source", header: ({ t }) => t("jobs.columns.activity"), cell: (row) => row.activityName },
  {
    of: "source",
    header: ({ t }) => t("coupons.records.fromFriend"),
    cell: (row, { t }) => (row.issuedTo ? t("ui.status.yes") : null),
  },
  {
    of: "validity",
    header: ({ t }) => t("jobs.columns.validFrom"),
    cell: (row, { at }) => at(row.validFrom),
  },
  {
    of: "validity",
    header: ({ t }) => t("jobs.columns.validUntil"),
    cell: (row, { at }) => at(row.validUntil),
  },
  { of: "used", header: ({ t }) => t("coupons.records.usedAt"), cell: (row, { at }) => at(row.usedAt) },
  { of: "store", header: ({ t }) => t("coupons.records.store"), cell: (row) => row.use?.storeName ?? null },
  {
    of: "order",
    header: ({ t }) => t("coupons.records.order"),
    cell: (row) => row.use?.order?.number ?? null,
  },
  {
    of: "saved",
    header: ({ t }) => t("coupons.records.saved"),
    cell: ({ use }, { amount }) =>
      use?.currency && use.savedMinor !== null ? amount(use.savedMinor, use.currency) : null,
  },
  {
    of: "saved",
    header: ({ t }) => t("coupons.records.credited"),
    cell: ({ use }, { amount }) => {
      if (!use?.credited) return null;
      const { unit, amount: much } = use.credited;
      return unit === "points" ? much : amount(much, unit);
    },
  },
  {
    of: "saved",
    header: ({ t }) => t("coupons.records.creditedIn"),
    cell: ({ use }, { t }) =>
      use?.credited?.unit === "points" ? t("coupons.records.pointsUnit") : (use?.credited?.unit ?? null),
  },
  { of: "terms", header: ({ t }) => t("coupons.records.terms"), cell: (row) => row.termsVersion },
  { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
];

const day = (text: string | null) => (text === null ? null : new Date(text));

/** A coupon's records (C-16) as a file. Codes are for whoever sees them in the list, members for who may take them. */
export const exportRecords = exportJob<RecordFilter, FileRecord>({
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
    const used = page.rows.filter(({ status }) => status === "used").map(({ id }) => id);
    const uses = await usesOf(scope, used);
    const rows = page.rows.map((row) => ({ ...row, use: uses.get(row.id) }));
    return { ...page, rows, total: totalOf(page.total) };
  },
});

/** Lines to a transaction when a file is read. */
const LINES_AT_ONCE = 1000;

/** Looks up whom a file of phones or members names, for somebody to look at before anything is given. */
export const readList = trackedJob<GivingJob>({
  kind: "vouchers.readList",
  input: givingJobSchema,
  run: async (job) => {
    const lines = linesOfTable(await job.readInput());
    let read: number;
    do {
      read = await job.step<number>(
        async (tx, kept) => {
          const from = kept ?? 0;
          const until = Math.min(lines.length, from + LINES_AT_ONCE);
          const isLast = until === lines.length;
          await readLines(tx, job.scope, job.input.givingId, { lines: lines.slice(from, until), isLast });
          return until;
        },
        (done) => ({ done, total: lines.length }),
      );
    } while (read < lines.length);
    return ok({ counts: { rows: lines.length } });
  },
});

/**
 * Gives a coupon to everybody whom a giving names (C13): some hundred to a transaction, which writes what came of each of
 * them, too. Begun again after a crash, and after a stop, it goes on with whom is left; nobody is given twice.
 */
export const giveToMany = trackedJob<GivingJob, GivingPlace>({
  kind: "vouchers.give",
  input: givingJobSchema,
  told: ({ given, refused }) => ({ counts: { given, refused } }),
  run: async (job) => {
    const { givingId, locale } = job.input;
    const before = await getGiving(job.scope, givingId);
    // An audience was counted when the giving was started; whoever joined it since is more than that.
    const total = before?.audience ? job.total : (before?.waiting ?? 0);
    let place: GivingPlace;
    do {
      let came: GivingStep["came"] = [];
      place = await job.step<GivingPlace>(
        async (tx, kept) => {
          const step = await giveNext(tx, job.scope, givingId, kept ?? { ...GIVING_START, total });
          came = step.came;
          return step.place;
        },
        (at) => {
          const done = at.given + at.refused;
          return { done, total: at.total === null ? null : Math.max(at.total, done) };
        },
      );
      // Only what is committed is counted: a step that was rolled back is done again.
      for (const reason of came) countClaim("grant", reason ?? "ok");
    } while (!place.isOver);
    // As the rows have it, with those of the list that named nobody.
    const { given, refused } = (await getGiving(job.scope, givingId)) ?? place;
    if (refused > 0) await writeRefused(job, givingId, locale);
    return ok({ counts: { given, refused } });
  },
});

async function writeRefused(job: RunningJob<GivingJob>, givingId: string, locale: GivingJob["locale"]) {
  const { t } = await fileWords(locale, "UTC");
  const lines = async function* () {
    const header = ["line", "value", "name", "reason"].map((key) => t(`coupon-giving.columns.${key}`));
    yield BYTE_ORDER_MARK + csvText([header]);
    for (let cursor: string | null = null, first = true; first || cursor !== null; first = false) {
      const page = await listGivingRows(job.scope, givingId, { status: "refused", cursor, limit: 1000 });
      cursor = page.nextCursor;
      if (page.rows.length === 0) return;
      yield csvText(
        page.rows.map(({ line, value, memberId, name, nickname, reason }) => [
          line,
          memberId ?? value,
          name ?? nickname,
          t(`coupon-giving.reasons.${reason}`),
        ]),
      );
    }
  };
  const name = `${t("coupon-giving.refusedFile")}.csv`;
  await job.writeFile({ role: "refused", name, type: "csv" }, lines());
}
