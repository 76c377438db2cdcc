import { z } from "zod";
import { bulkChangeSchema } from "@/lib/members/schema";
import { memberFilterSchema } from "@/lib/members/schema/filter";

/** Which tag goes, and what those who wear it get in its place; null = nothing. */
export const foldJobSchema = z.strictObject({
  tagId: z.string().startsWith("tag_").max(40),
  into: z.string().startsWith("tag_").max(40).nullable(),
});
export type FoldJob = z.output<typeof foldJobSchema>;

/** A file of the list has its order, too. */
export const memberExportSchema = memberFilterSchema.extend({
  sort: z.enum(["joined", "name", "spent", "lastOrder"]).default("joined"),
  descending: z.boolean().default(true),
});
export type MemberExport = z.output<typeof memberExportSchema>;

/** A bulk change of everybody that a filter leaves, as a job keeps it. */
export const bulkJobSchema = z.object({
  filter: memberFilterSchema,
  change: bulkChangeSchema,
  /** How many there were when it was asked for; null = more than are counted. */
  total: z.int().min(0).nullable(),
});
export type BulkJob = z.output<typeof bulkJobSchema>;
