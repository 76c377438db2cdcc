import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { exportJob } from "@/lib/jobs/export-rows";
import { type RunningJob, trackedJob } from "@/lib/jobs/run-job";
import type { RefusedRow } from "@/lib/jobs/schema";
import { ok, refuse } from "@/lib/kernel/result";
import { foldPart } from "@/lib/members/fold-tag";
import { importMembers } from "@/lib/members/import-members";
import { applyPick } from "@/lib/members/pick-members";
import { type MemberFileRow, matchingIds, memberFilePage } from "@/lib/members/queries/file";
import { type GroupRow, groupSizesInTime, groupUseCounts, listGroups } from "@/lib/members/queries/groups";
import { listTags, type TagRow } from "@/lib/members/queries/tags";
import {
  faultsOf,
  type ImportRow,
  type MemberImport,
  memberImportSchema,
  rowsOfTable,
} from "@/lib/members/read-import";
import { BULK_AT_MOST } from "@/lib/members/schema";
import {
  type BulkJob,
  bulkJobSchema,
  type FoldJob,
  foldJobSchema,
  type MemberExport,
  memberExportSchema,
} from "@/lib/members/schema/each";
import {
  type GroupFilter,
  groupFilterSchema,
  type TagFilter,
  tagFilterSchema,
} from "@/lib/members/schema/filter";
import { applyTags } from "@/lib/members/tag-members";
import { findZone } from "@/lib/merchants/find-zone";
import { BYTE_ORDER_MARK, csvText } from "@/lib/platform/csv-file";
import { EXPORT_PAGE } from "@/lib/platform/export-spec";
import { fileWords } from "@/lib/platform/file-words";
import { countryOfZone } from "@/lib/platform/phone";

/** The member list (C-60) as a file, with the filter in view. Its columns are those that an import takes. */
export const exportMembers = exportJob<MemberExport, MemberFileRow>({
  kind: "members.export",
  filter: memberExportSchema,
  name: ({ t }) => t("members.list.title"),
  columns: [
    { header: ({ t }) => t("members.columns.phone"), cell: (row) => row.phone },
    { header: ({ t }) => t("members.columns.name"), cell: (row) => row.name },
    { header: ({ t }) => t("members.columns.nickname"), cell: (row) => row.nickname },
    { header: ({ t }) => t("members.columns.email"), cell: (row) => row.email },
    { header: ({ t }) => t("members.columns.birthday"), cell: (row) => row.birthday },
    { header: ({ t }) => t("members.columns.externalId"), cell: (row) => row.externalId },
    { of: "store", header: ({ t }) => t("members.columns.store"), cell: (row) => row.store },
    { of: "tags", header: ({ t }) => t("members.columns.tags"), cell: (row) => row.tags.join("; ") },
    {
      of: "card",
      header: ({ t }) => t("members.list.card"),
      cell: (row) => [...new Set(row.tiers.map((tier) => tier.plan))].join("; "),
    },
    { of: "coupons", header: ({ t }) => t("members.list.coupons"), cell: (row) => row.coupons },
    {
      of: "tier",
      header: ({ t }) => t("members.list.tier"),
      cell: (row) => row.tiers.map((tier) => `${tier.plan}: ${tier.name}`).join("; "),
    },
    {
      of: "joined",
      header: ({ t }) => t("members.list.joined"),
      cell: (row, { at }) => at(row.registeredAt),
    },
    { header: ({ t }) => t("members.profile.firstOrder"), cell: (row, { at }) => at(row.firstPaidAt) },
    {
      of: "spent",
      header: ({ t }) => t("members.list.spent"),
      cell: ({ spent }, { amount }) => (spent ? amount(spent.spentMinor, spent.currency) : null),
    },
    { of: "spent", header: ({ t }) => t("jobs.columns.currency"), cell: (row) => row.spent?.currency ?? "" },
    {
      of: "lastOrder",
      header: ({ t }) => t("members.list.lastOrder"),
      cell: (row, { at }) => at(row.spent?.lastOrderAt ?? null),
    },
    {
      of: "status",
      header: ({ t }) => t("members.list.status"),
      cell: (row, { t }) => t(row.blockedAt ? "members.blocked" : "members.active"),
    },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => await memberFilePage(scope, filter, { cursor, size: 500 }),
});

type ImportPlace = {
  /** How many of the rows that can be taken in themselves are done. */
  readonly done: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** What was refused for what stood in the way: row and reason. What is wrong in itself is seen in the file again. */
  readonly refused: readonly (readonly [number, string])[];
};
const START: ImportPlace = { done: 0, created: 0, updated: 0, unchanged: 0, refused: [] };

/** Members out of a file (M1): 200 rows to a transaction, what was refused in a file of its own with the reasons. */
export const importMemberFile = trackedJob<MemberImport, ImportPlace>({
  kind: "members.import",
  input: memberImportSchema,
  told: ({ created, updated, unchanged, refused }) => ({
    counts: { created, updated, unchanged, refused: refused.length },
  }),
  run: async (job) => {
    const table = await job.readInput();
    const country = countryOfZone(await inTransaction((tx) => findZone(tx, job.scope)));
    const rows = rowsOfTable(table, job.input.mapping, country);
    const faults = faultsOf(rows);
    const wrong = new Set(faults.map(([row]) => row));
    const place = await importRows(
      job,
      rows.filter((row) => !wrong.has(row.row)),
      faults.length,
    );
    const typed = new Map(rows.map((row) => [row.row, row.typed.slice(0, 40)]));
    const refused = [...faults, ...place.refused]
      .sort(([a], [b]) => a - b)
      .map(([row, reason]) => ({ row, value: typed.get(row) ?? "", reason }));
    if (refused.length > 0) await writeRefused(job, refused);
    const { created, updated, unchanged } = place;
    const counts = { created, updated, unchanged, refused: refused.length };
    return ok({ counts, refused: refused.slice(0, 20) });
  },
});

type ImportRun = RunningJob<MemberImport>;

async function importRows(job: ImportRun, rows: readonly ImportRow[], wrong: number): Promise<ImportPlace> {
  const { tagIds, despiteErasure } = job.input;
  let place = START;
  do {
    place = await job.step<ImportPlace>(
      async (tx, kept) => {
        const before = kept ?? START;
        const chunk = rows.slice(before.done, before.done + BULK_AT_MOST);
        const came = await importMembers(tx, job.scope, {
          ...{ rows: chunk, tagIds, despiteErasure },
          refusedBefore: new Map(before.refused),
        });
        return {
          done: before.done + chunk.length,
          created: before.created + came.created.length,
          updated: before.updated + came.updated.length,
          unchanged: before.unchanged + came.unchanged,
          refused: [...before.refused, ...came.refused.map(({ row, reason }) => [row, reason] as const)],
        };
      },
      ({ done }) => ({ done: done + wrong, total: rows.length + wrong }),
    );
  } while (place.done < rows.length);
  return place;
}

async function writeRefused(job: ImportRun, refused: readonly RefusedRow[]): Promise<void> {
  const { t } = await fileWords(job.input.locale, "UTC");
  const lines = async function* () {
    const header = ["row", "phone", "reason"].map((key) => t(`members.columns.${key}`));
    yield BYTE_ORDER_MARK + csvText([header]);
    for (let at = 0; at < refused.length; at += 1000) {
      const part = refused.slice(at, at + 1000);
      yield csvText(part.map(({ row, value, reason }) => [row, value, t(`jobs.reasons.${reason}`)]));
    }
  };
  await job.writeFile(
    { role: "refused", name: `${t("members.import.refusedFile")}.csv`, type: "csv" },
    lines(),
  );
}

/** Members of one transaction of a tag that is folded. */
const FOLDED_AT_ONCE = 2000;

type BulkPlace = {
  readonly after: string | null;
  readonly done: number;
  readonly updated: number;
  readonly isOver: boolean;
};
const BULK_START: BulkPlace = { after: null, done: 0, updated: 0, isOver: false };

/** Tags, or a hand-picked group, for all members that a filter leaves: 200 to a transaction, in the order of their ids. */
export const changeManyMembers = trackedJob<BulkJob, BulkPlace>({
  kind: "members.bulk",
  input: bulkJobSchema,
  told: ({ done, updated }) => ({ counts: { updated, unchanged: done - updated } }),
  run: async (job) => {
    const { change, total } = job.input;
    const filter = { ...job.input.filter, ...(job.words ? { q: job.words } : {}) };
    const progress = ({ done }: BulkPlace) => ({
      done,
      total: total === null ? null : Math.max(total, done),
    });
    const step = (work: (tx: Tx, place: BulkPlace) => Promise<BulkPlace>) =>
      job.step<BulkPlace>(async (tx, kept) => await work(tx, kept ?? BULK_START), progress);
    let place = await step(async (_, kept) => kept);
    while (!place.isOver) {
      // Whom the filter leaves is read before the step, which holds the job: the place cannot move between the two.
      const ids = await matchingIds(job.scope, filter, { after: place.after, most: BULK_AT_MOST });
      place = await step(async (tx, { after, done, updated }) => {
        const came =
          change.type === "tag"
            ? await applyTags(tx, job.scope, ids, change)
            : await applyPick(tx, job.scope, { ...change, memberIds: ids });
        const isOver = ids.length < BULK_AT_MOST;
        return {
          after: ids.at(-1) ?? after,
          done: done + ids.length,
          updated: updated + came.changed,
          isOver,
        };
      });
    }
    return ok({ counts: { updated: place.updated, unchanged: place.done - place.updated } });
  },
});

type FoldPlace = { readonly members: number; readonly isOver: boolean; readonly refusal?: string };

/** Merges or deletes a tag that more members wear than one transaction takes; the tag goes when nobody wears it. */
export const foldTagJob = trackedJob<FoldJob, FoldPlace>({
  kind: "members.foldTag",
  input: foldJobSchema,
  told: ({ members }) => ({ counts: { updated: members } }),
  run: async (job) => {
    let place: FoldPlace;
    do {
      place = await job.step<FoldPlace>(
        async (tx, kept) => {
          if (kept?.isOver) return kept;
          const before = kept?.members ?? 0;
          const came = await foldPart(tx, job.scope, job.input, { before, most: FOLDED_AT_ONCE });
          return came.ok ? came.value : { members: before, isOver: false, refusal: came.refusal.code };
        },
        ({ members }) => ({ done: members, total: null }),
      );
    } while (!place.isOver && !place.refusal);
    return place.refusal ? refuse(place.refusal) : ok({ counts: { updated: place.members } });
  },
});

/** Groups in one step of a file: to count each of them may take as long as a statement may. */
const GROUPS_AT_ONCE = 5;
type Sized = GroupRow & { readonly size: number | string | null; readonly uses: number };
/** A count as files have it: a number, or from how many on nobody counted; none where it is not known. */
const atLeast = (size: TagRow["members"] | null) => size && (size.capped ? `${size.count}+` : size.count);

/** The merchant's groups (C-62) as a file, each with how many are in it now. */
export const exportGroups = exportJob<GroupFilter, Sized>({
  kind: "members.groups",
  filter: groupFilterSchema,
  name: ({ t }) => t("organise.groups.title"),
  columns: [
    { header: ({ t }) => t("organise.groups.name"), cell: (row) => row.name },
    { of: "size", header: ({ t }) => t("organise.groups.size"), cell: (row) => row.size },
    {
      of: "rule",
      header: ({ t }) => t("organise.groups.kind"),
      cell: (row, { t }) => t(`organise.groups.${row.rule ? "byRule" : "byHand"}`),
    },
    { of: "uses", header: ({ t }) => t("organise.groups.usedBy"), cell: (row) => row.uses },
    {
      of: "updated",
      header: ({ t }) => t("organise.groups.updated"),
      cell: (row, { at }) => at(row.updatedAt),
    },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: async (scope, filter, cursor) => {
    const page = await listGroups(scope, { ...filter, cursor, size: GROUPS_AT_ONCE });
    const ids = page.rows.map(({ id }) => id);
    const [sizes, uses] = [await groupSizesInTime(scope, ids), await groupUseCounts(scope, ids)];
    const sizeOf = (id: string) => atLeast(sizes.get(id) ?? null);
    const sized = (row: GroupRow) => ({ ...row, size: sizeOf(row.id), uses: uses.get(row.id) ?? 0 });
    return { ...page, rows: page.rows.map(sized) };
  },
});

/** The merchant's tags (C-63) as a file, each with how many wear it. */
export const exportTags = exportJob<TagFilter, TagRow>({
  kind: "members.tags",
  filter: tagFilterSchema,
  name: ({ t }) => t("organise.tags.title"),
  columns: [
    { header: ({ t }) => t("organise.tags.name"), cell: (row) => row.name },
    { of: "members", header: ({ t }) => t("organise.tags.members"), cell: (row) => atLeast(row.members) },
    { header: ({ t }) => t("jobs.columns.id"), cell: (row) => row.id },
  ],
  rows: (scope, filter, cursor) => listTags(scope, { ...filter, cursor, size: EXPORT_PAGE }),
});
