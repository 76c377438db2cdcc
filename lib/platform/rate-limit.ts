import { isIPv6 } from "node:net";
import { sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader, Tx } from "@/db/client";
import { rateBuckets } from "@/db/schema/merchants";
import type { Instant } from "@/lib/kernel/time";

/** At most `limit` hits in a window that begins with the first hit. */
export type RateLimit = { readonly bucket: string; readonly limit: number; readonly minutes: number };

export type RateAnswer =
  | { readonly allowed: true; readonly left: number }
  | { readonly allowed: false; readonly until: Instant };

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const first = head.split(":").filter(Boolean);
  if (tail === undefined) return first;
  const last = tail.split(":").filter(Boolean);
  return [...first, ...Array<string>(8 - first.length - last.length).fill("0"), ...last];
}

/**
 * Whom a limit per address counts: an IPv4 address, whether written as such or within IPv6; the /64 of an IPv6 address,
 * since whoever has one address of it has them all. What is no address is counted as it is.
 */
export function rateAddress(address: string): string {
  if (!address.includes(":")) return address;
  const [bare = ""] = address.split("%");
  if (!isIPv6(bare)) return address;
  const groups = groupsOf(bare);
  if (groups.slice(0, 6).join() === "0,0,0,0,0,ffff") {
    const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/**
 * Counts one hit, or so many, and tells whether they were within the limit. One statement, so that it holds over any number of
 * processes; the database's clock decides. The hit that is refused is counted no further than one past the limit.
 */
export async function hit(reader: Reader, rate: RateLimit, times = 1): Promise<RateAnswer> {
  const window = sql`clock_timestamp() + make_interval(mins => ${rate.minutes})`;
  const [row] = await reader
    .insert(rateBuckets)
    .values({ bucket: rate.bucket, hits: Math.min(times, rate.limit + 1), resetsAt: sql`${window}` })
    .onConflictDoUpdate({
      target: rateBuckets.bucket,
      set: {
        hits: sql`case when ${rateBuckets.resetsAt} <= clock_timestamp() then least(${times}::int, ${rate.limit + 1}::int)
                       else least(${rateBuckets.hits} + ${times}::int, ${rate.limit + 1}::int) end`,
        resetsAt: sql`case when ${rateBuckets.resetsAt} <= clock_timestamp() then ${window}
                           else ${rateBuckets.resetsAt} end`,
      },
    })
    .returning({ hits: rateBuckets.hits, resetsAt: rateBuckets.resetsAt });
  if (!row) throw new Error("a rate bucket was neither made nor counted");
  return row.hits <= rate.limit
    ? { allowed: true, left: rate.limit - row.hits }
    : { allowed: false, until: row.resetsAt };
}

/** Takes one counted hit back: what was tried turned out not to be a wrong try. */
export async function giveBack(reader: Reader, rate: RateLimit): Promise<void> {
  await reader
    .update(rateBuckets)
    .set({ hits: sql`greatest(${rateBuckets.hits} - 1, 0)` })
    .where(sql`${rateBuckets.bucket} = ${rate.bucket}`);
}

/** Whether one of the limits is used up already, without counting; the latest end among those that are. */
export async function usedUp(reader: Reader, rates: readonly RateLimit[]): Promise<Instant | null> {
  const full = await fullBuckets(reader, rates);
  return full.reduce<Instant | null>(
    (latest, row) => (latest && latest > row.resetsAt ? latest : row.resetsAt),
    null,
  );
}

/** Which of the limits are used up already, without counting: their buckets. */
export async function usedUpBuckets(
  reader: Reader,
  rates: readonly RateLimit[],
): Promise<ReadonlySet<string>> {
  return new Set((await fullBuckets(reader, rates)).map(({ bucket }) => bucket));
}

async function fullBuckets(reader: Reader, rates: readonly RateLimit[]) {
  const limits = new Map(rates.map(({ bucket, limit }) => [bucket, limit]));
  const rows = await reader
    .select({ bucket: rateBuckets.bucket, hits: rateBuckets.hits, resetsAt: rateBuckets.resetsAt })
    .from(rateBuckets)
    .where(
      sql`${among(rateBuckets.bucket, [...limits.keys()])} and ${rateBuckets.resetsAt} > clock_timestamp()`,
    );
  return rows.filter((row) => row.hits >= (limits.get(row.bucket) ?? 0));
}

/**
 * Makes the bucket's row if it is missing and holds its lock until the transaction ends, so that parallel tries of one
 * subject are looked at one after another.
 */
export async function lockBucket(tx: Tx, rate: RateLimit): Promise<void> {
  await tx
    .insert(rateBuckets)
    .values({
      bucket: rate.bucket,
      hits: 0,
      resetsAt: sql`clock_timestamp() + make_interval(mins => ${rate.minutes})`,
    })
    .onConflictDoNothing();
  await tx
    .select({ bucket: rateBuckets.bucket })
    .from(rateBuckets)
    .where(sql`${rateBuckets.bucket} = ${rate.bucket}`)
    .for("update");
}

/** Part of a window's hits that one process may use up by itself. */
export type RateLease = {
  /** From 0 to what was asked for. */
  readonly granted: number;
  /** How many nobody has leased yet. */
  readonly left: number;
  /** Milliseconds until the window ends, and with it the lease. */
  readonly msLeft: number;
};

/**
 * Takes up to `wanted` hits of a window at once, so that not every hit writes a row. All leases of one window together
 * are never more than the limit, over any number of processes; what is not used before the window ends is lost.
 */
export async function leaseHits(reader: Reader, rate: RateLimit, wanted: number): Promise<RateLease> {
  // One instant for both columns: the statement's own.
  const isOver = sql`${rateBuckets.resetsAt} <= statement_timestamp()`;
  const end = sql`statement_timestamp() + make_interval(mins => ${rate.minutes})`;
  const [row] = await reader
    .insert(rateBuckets)
    .values({ bucket: rate.bucket, hits: wanted, resetsAt: end })
    .onConflictDoUpdate({
      target: rateBuckets.bucket,
      set: {
        // Capped at one lease beyond the limit: what was there before can be told from what is there now.
        hits: sql`case when ${isOver} then ${wanted}::int
                       else least(${rateBuckets.hits} + ${wanted}::int, ${rate.limit}::int + ${wanted}::int) end`,
        resetsAt: sql`case when ${isOver} then ${end} else ${rateBuckets.resetsAt} end`,
      },
    })
    .returning({
      hits: rateBuckets.hits,
      msLeft: sql<number>`extract(epoch from ${rateBuckets.resetsAt} - clock_timestamp()) * 1000`.mapWith(
        Number,
      ),
    });
  if (!row) throw new Error("a rate bucket was neither made nor counted");
  const before = row.hits - wanted;
  const granted = Math.min(wanted, Math.max(0, rate.limit - before));
  return { granted, left: Math.max(0, rate.limit - row.hits), msLeft: row.msLeft };
}
