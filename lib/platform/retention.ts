import { getTableName, type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import { z } from "zod";
import { jobFiles, jobs } from "@/db/schema/jobs";
import { linkVisitors, memberVisits } from "@/db/schema/links";
import { memberSessions, otpChallenges } from "@/db/schema/members";
import {
  answeredRequests,
  merchants,
  outboxBatches,
  rateBuckets,
  staffSessions,
} from "@/db/schema/merchants";
import { mails, messages, webhookDeliveries } from "@/db/schema/notifications";
import { workerHeartbeats } from "@/db/schema/operations";
import { paymentEvents, testPayments } from "@/db/schema/payments";
import { passwordResets } from "@/db/schema/staff";
import { givings } from "@/db/schema/vouchers";
import { drafts } from "@/db/schema/workspace";
import { inTransaction } from "@/db/transaction";
import { type IdPrefix, newId } from "@/lib/kernel/id";
import { defineJob } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";

const DAY_MS = 86_400_000;

/** How long events that were handed over are kept: I-15 (db/oracles.ts) asks after vouchers younger than this. */
export const OUTBOX_DAYS = 35;

/** Rows found by an index over their age. */
type Aged = {
  readonly table: PgTable;
  readonly by: string;
  readonly gone: SQL;
  /** Rows to a transaction, where each takes much with it. */
  readonly batch?: number;
};
/** Rows found by their key, which begins with the time they were made. */
type Dated = {
  readonly table: PgTable;
  readonly prefix: IdPrefix;
  readonly days: number;
  readonly gone: SQL;
  readonly perMerchant: boolean;
};

const before = (column: string, interval: string) =>
  sql`${sql.identifier(column)} < now() - ${sql.raw(`interval '${interval}'`)}`;

const aged: readonly Aged[] = [
  { table: otpChallenges, by: "created_at", gone: before("created_at", "24 hours") },
  { table: messages, by: "created_at", gone: before("created_at", "7 days") },
  { table: mails, by: "created_at", gone: before("created_at", "7 days") },
  { table: passwordResets, by: "created_at", gone: before("created_at", "24 hours") },
  { table: rateBuckets, by: "resets_at", gone: before("resets_at", "7 days") },
  { table: answeredRequests, by: "created_at", gone: before("created_at", "48 hours") },
  { table: outboxBatches, by: "delivered_at", gone: before("delivered_at", `${OUTBOX_DAYS} days`) },
  // Its attempts go with it.
  { table: webhookDeliveries, by: "created_at", gone: before("created_at", `${OUTBOX_DAYS} days`) },
  // Longer than any provider sends an event again.
  { table: paymentEvents, by: "created_at", gone: before("created_at", "90 days") },
  { table: testPayments, by: "created_at", gone: before("created_at", "90 days") },
  { table: workerHeartbeats, by: "seen_at", gone: before("seen_at", "1 day") },
  { table: drafts, by: "updated_at", gone: before("updated_at", "30 days") },
  // A file's parts go with it, some megabytes each; a job's files were written before it was over.
  { table: jobFiles, by: "expires_at", gone: sql`expires_at < now()`, batch: 10 },
  { table: jobs, by: "expires_at", gone: sql`expires_at < now()`, batch: 10 },
  // Who came again after that is counted anew; counts stay.
  { table: linkVisitors, by: "day", gone: sql`day < current_date - 90` },
  // Twice as long as anything is owed to one.
  { table: memberVisits, by: "at", gone: before("at", "60 days") },
  // What was given stays in the vouchers' history; lines that name nobody are other people's phones.
  { table: givings, by: "created_at", gone: before("created_at", "180 days"), batch: 1 },
];

// A session that nobody ended is over when it expires; least() passes over null.
const over = sql`least(ended_at, expires_at) < now() - interval '30 days'`;

const dated: readonly Dated[] = [
  { table: staffSessions, prefix: "ses", days: 30, gone: over, perMerchant: false },
  { table: memberSessions, prefix: "ses", days: 30, gone: over, perMerchant: true },
];

const BATCH = 1000;

async function purgeAged({ table, by, gone, batch = BATCH }: Aged): Promise<number> {
  const removed = await inTransaction(
    async (tx) =>
      await tx.execute(sql`delete from ${table} where ctid = any(array(
        select ctid from ${table} where ${gone} order by ${sql.identifier(by)} limit ${batch}
        for update skip locked)) returning 1`),
  );
  return removed.length;
}

type Window = { readonly last: string | null; readonly seen: number; readonly gone: number };

// Looks at the next thousand rows of that age, and deletes those of them that are over.
async function purgeWindow(rule: Dated, merchantId: string | null, after: string): Promise<Window> {
  const { table, prefix, days, gone } = rule;
  const until = newId(prefix, Date.now() - days * DAY_MS).slice(0, prefix.length + 11);
  const mine = merchantId === null ? sql`true` : sql`merchant_id = ${merchantId}`;
  const [row] = await inTransaction(
    async (tx) =>
      await tx.execute<{ last: string | null; seen: string; gone: string }>(sql`
        with part as (
          select ctid as at, id, ${gone} as gone from ${table}
          where ${mine} and id > ${after} and id < ${until} order by id limit ${BATCH}
        ), removed as (delete from ${table} where ctid = any(array(select at from part where gone)) returning 1)
        select max(id) as last, count(*)::text as seen, (select count(*) from removed)::text as gone from part`),
  );
  return { last: row?.last ?? null, seen: Number(row?.seen ?? 0), gone: Number(row?.gone ?? 0) };
}

async function purgeDated(rule: Dated, merchantId: string | null, signal: AbortSignal): Promise<number> {
  let removed = 0;
  for (let after = ""; !signal.aborted; ) {
    const { last, seen, gone } = await purgeWindow(rule, merchantId, after);
    removed += gone;
    if (seen < BATCH || last === null) break;
    after = last;
  }
  return removed;
}

async function merchantIds(): Promise<string[]> {
  const rows = await inTransaction(async (tx) => await tx.select({ id: merchants.id }).from(merchants));
  return rows.map((row) => row.id);
}

/**
 * Deletes what is past its time, a thousand rows to a transaction so that nobody waits for it. Tells how many rows of
 * each table are gone. Repeated or cut off, it does no harm.
 */
export async function purge(signal: AbortSignal): Promise<Record<string, number>> {
  const removed: Record<string, number> = {};
  const add = (table: PgTable, rows: number) => {
    const name = getTableName(table);
    removed[name] = (removed[name] ?? 0) + rows;
  };
  for (const rule of aged) {
    for (let rows = Number.POSITIVE_INFINITY; rows >= (rule.batch ?? BATCH) && !signal.aborted; ) {
      rows = await purgeAged(rule);
      add(rule.table, rows);
    }
  }
  const everyMerchant = await merchantIds();
  for (const rule of dated) {
    for (const merchantId of rule.perMerchant ? everyMerchant : [null]) {
      add(rule.table, await purgeDated(rule, merchantId, signal));
    }
  }
  return removed;
}

/** Runs `purge` at the tenth minute of every hour. */
export const purgeJob = defineJob({
  name: "platform.purge",
  input: z.object({}),
  cron: "10 * * * *",
  handle: async (_, signal) => {
    const removed = Object.entries(await purge(signal)).filter(([, rows]) => rows > 0);
    if (removed.length > 0) {
      log.info("purged", { code: removed.map(([table, rows]) => `${table} ${rows}`).join(", ") });
    }
    return undefined;
  },
});
