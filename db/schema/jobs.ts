import { sql } from "drizzle-orm";
import {
  check,
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { count, createdAt, id, instant, merchantId } from "@/db/schema/columns";
import { merchants } from "@/db/schema/merchants";

const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => "bytea" });

/** Work that somebody started and may look at, cancel and take the result of: imports, exports, bulk changes. */
export const jobs = pgTable(
  "job",
  {
    merchantId: merchantId(),
    /** `job_…` */
    id: id().notNull(),
    /** `<slice>.<what>` of platform/auth/job-kinds.ts. */
    kind: text("kind").notNull(),
    /** What its starter had to be allowed; who sees it or takes its files must be allowed it, too. */
    capability: text("capability").notNull(),
    /** What it is called beyond its kind, e.g. `{ name: "Winter" }`: parameters of the words for the kind. */
    title: jsonb("title").$type<Readonly<Record<string, string | number>>>().notNull(),
    status: text("status", { enum: ["queued", "running", "done", "failed", "cancelled"] })
      .notNull()
      .default("queued"),
    /** How many there are to do; null = not known yet. */
    total: count("total"),
    done: count("done").notNull().default(0),
    /** What was asked for, as the kind's schema takes it. */
    input: jsonb("input").notNull(),
    /** How far it came, for whoever goes on after a crash; null = at the beginning. Written with the effects up to there. */
    place: jsonb("place"),
    /** Counts and the first refused rows, once it is over; null before. */
    result: jsonb("result"),
    /** Why it failed: a code of ours, never the error's own words. Null unless failed. */
    error: text("error"),
    /** How often a worker began it. Who writes for it says which time it is, so that one left behind writes nothing. */
    tries: integer("tries").notNull().default(0),
    /** Same starter, same key: the same job. */
    requestId: text("request_id").notNull(),
    actorType: text("actor_type", { enum: ["staff", "system"] }).notNull(),
    /** Null for the system. */
    createdBy: text("created_by"),
    /** The store view it was started in; null = group view. */
    storeId: text("store_id"),
    createdAt: createdAt(),
    /** Null until a worker began it. */
    startedAt: instant("started_at"),
    /** Null while it is queued or running. */
    finishedAt: instant("finished_at"),
    /** When it and its files are deleted: seven days after it was started, and again after it was over. */
    expiresAt: instant("expires_at").notNull(),
    /** Null unless somebody asked it to stop. */
    cancelRequestedAt: instant("cancel_requested_at"),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    uniqueIndex("job_once").on(t.merchantId, sql`coalesce(${t.createdBy}, '')`, t.kind, t.requestId),
    // The tray: what is at work now.
    index("job_active").on(t.merchantId, t.id).where(sql`status in ('queued', 'running')`),
    // Home: what failed lately.
    index("job_failed").on(t.merchantId, t.id).where(sql`status = 'failed'`),
    index("job_by_expiry").on(t.expiresAt),
    check("job_done", sql`${t.done} >= 0 and ${t.total} >= 0`),
    check("job_over", sql`(${t.finishedAt} is not null) = (${t.status} in ('done', 'failed', 'cancelled'))`),
  ],
);

/** A file that a job reads or has made. Its bytes are in parts. */
export const jobFiles = pgTable(
  "job_file",
  {
    merchantId: merchantId(),
    /** `fil_…` */
    id: id().notNull(),
    /** The job that made it or reads it; null = sent in, and no job has taken it yet. */
    jobId: text("job_id"),
    role: text("role", { enum: ["input", "result", "refused"] }).notNull(),
    name: text("name").notNull(),
    type: text("type", { enum: ["csv", "xlsx", "txt", "json"] }).notNull(),
    /** How many bytes, once it is whole. */
    bytes: count("bytes").notNull().default(0),
    /** Null while it is being written: nobody is given half a file. */
    completedAt: instant("completed_at"),
    /** Who sent it in; null for what a job made. */
    createdBy: text("created_by"),
    createdAt: createdAt(),
    expiresAt: instant("expires_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.id] }),
    foreignKey({ columns: [t.merchantId], foreignColumns: [merchants.id] }),
    foreignKey({ columns: [t.merchantId, t.jobId], foreignColumns: [jobs.merchantId, jobs.id] }).onDelete(
      "cascade",
    ),
    index("job_file_by_job").on(t.merchantId, t.jobId),
    index("job_file_by_expiry").on(t.expiresAt),
  ],
);

/** The bytes of a file, a quarter of a megabyte a row. */
export const jobFileParts = pgTable(
  "job_file_part",
  {
    merchantId: merchantId(),
    fileId: text("file_id").notNull(),
    /** From 0. */
    part: integer("part").notNull(),
    data: bytes("data").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.merchantId, t.fileId, t.part] }),
    foreignKey({
      columns: [t.merchantId, t.fileId],
      foreignColumns: [jobFiles.merchantId, jobFiles.id],
    }).onDelete("cascade"),
  ],
);
