import { and, asc, eq, inArray, like, ne, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { activities, activitySlugs, activityStock, prizePools, prizes } from "@/db/schema/activities";
import { type ActivityInput, type ActivityKind, type ActivityRules, rulesOf } from "@/lib/activities/schema";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const SHARDS = 16;
export type ActivityRow = typeof activities.$inferSelect;
export type PoolRow = typeof prizePools.$inferSelect;

const mine = (scope: Scope, id: string) =>
  and(eq(activities.merchantId, scope.merchantId), eq(activities.id, id));
const poolIs = (scope: Scope, id: string) =>
  and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.id, id));

/** Locks an activity and all its pools until the transaction ends: a claim in flight is waited for, later ones wait. */
export async function lockActivity(tx: Tx, scope: Scope, id: string) {
  const [activity] = await tx.select().from(activities).where(mine(scope, id)).for("update");
  if (!activity) return null;
  const pools = await tx
    .select()
    .from(prizePools)
    .where(and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, id)))
    .orderBy(asc(prizePools.id))
    .for("update");
  const stock = await lockStockRows(tx, scope, id);
  return { activity, pools: pools.sort((a, b) => a.position - b.position), ...stock };
}

async function lockStockRows(tx: Tx, scope: Scope, activityId: string) {
  const rows = await tx
    .select()
    .from(activityStock)
    .where(and(eq(activityStock.merchantId, scope.merchantId), eq(activityStock.activityId, activityId)))
    .orderBy(asc(activityStock.shard))
    .for("update");
  return {
    total: rows[0]?.total ?? null,
    participations: rows.reduce((sum, row) => sum + row.participations, 0),
  };
}

/** The ids of an activity's pools, unlocked. */
export async function poolIdsOf(reader: Reader, scope: Scope, activityId: string): Promise<string[]> {
  const rows = await reader
    .select({ id: prizePools.id })
    .from(prizePools)
    .where(and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, activityId)));
  return rows.map((row) => row.id);
}

/** The prizes of pools, in their order. */
export async function loadPrizes(reader: Reader, scope: Scope, poolIds: readonly string[]) {
  if (poolIds.length === 0) return [];
  return await reader
    .select()
    .from(prizes)
    .where(and(eq(prizes.merchantId, scope.merchantId), inArray(prizes.poolId, [...poolIds])))
    .orderBy(asc(prizes.poolId), asc(prizes.position));
}

/**
 * Puts all choices of codes and addresses in a row until the transaction ends: two people who choose the same word at
 * once get an answer each, not a broken constraint. Addresses are unique in the installation, so the lock is one.
 */
export async function lockNames(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('activity-names', 0))`);
}

/** Whether another activity of the merchant has this code, without regard to case. */
export async function codeTaken(tx: Tx, scope: Scope, code: string, except: string | null): Promise<boolean> {
  const rows = await tx
    .select({ id: activities.id })
    .from(activities)
    .where(
      and(
        eq(activities.merchantId, scope.merchantId),
        sql`lower(${activities.code}) = lower(${code})`,
        except ? ne(activities.id, except) : undefined,
      ),
    )
    .limit(1);
  return rows.length > 0;
}

/** The addresses, present and past and not this activity's own, that are `word` or begin with `word-`. */
export async function takenSlugs(tx: Tx, word: string, except: string | null): Promise<Set<string>> {
  const pattern = `${word.replace(/[\\%_]/g, "\\$&")}-%`;
  const now = await tx
    .select({ slug: activities.slug })
    .from(activities)
    .where(
      and(
        or(eq(activities.slug, word), like(activities.slug, pattern)),
        except ? ne(activities.id, except) : undefined,
      ),
    );
  const past = await tx
    .select({ slug: activitySlugs.slug })
    .from(activitySlugs)
    .where(
      and(
        or(eq(activitySlugs.slug, word), like(activitySlugs.slug, pattern)),
        except ? ne(activitySlugs.activityId, except) : undefined,
      ),
    );
  return new Set([...now, ...past].map((row) => row.slug));
}

/** The columns an input fills. */
export function activityColumns(
  input: Omit<ActivityInput, "rules" | "kind"> & { rules: Omit<ActivityRules, "kind"> },
  kind: ActivityKind,
) {
  return {
    name: input.name,
    code: input.code,
    timeZone: input.timeZone,
    startsAt: new Date(input.startsAt),
    endsAt: new Date(input.endsAt),
    description: input.description,
    rulesText: input.rulesText,
    translations: input.translations,
    rules: rulesOf(kind, input.rules),
    audience: input.audience,
    perMember: input.limits.perMember,
    perMemberPerDay: input.limits.perMemberPerDay,
    shareAllowed: input.sharing.allowed,
    shareTitle: input.sharing.title,
    shareSubtitle: input.sharing.subtitle,
    shareImage: input.sharing.image,
    heroImage: input.heroImage,
  };
}

const stockRows = (scope: Scope, activityId: string, total: number | null, from = 0) =>
  Array.from({ length: total === null ? SHARDS - from : 1 }, (_, i) => ({
    merchantId: scope.merchantId,
    activityId,
    shard: i + from,
    total,
  }));

/** Stores a new activity with its counters; gives its id and when it was made. */
export async function insertActivity(
  tx: Tx,
  scope: Scope,
  input: ActivityInput,
  slug: string,
  publishedAt: Instant | null,
): Promise<{ id: string; createdAt: Instant }> {
  const id = newId("act");
  const [row] = await tx
    .insert(activities)
    .values({
      merchantId: scope.merchantId,
      id,
      kind: input.kind,
      slug,
      publishedAt,
      createdBy: scope.actor.id,
      ...activityColumns(input, input.kind),
    })
    .returning({ createdAt: activities.createdAt });
  if (!row) throw new Error("an activity was not made");
  await tx.insert(activityStock).values(stockRows(scope, id, input.limits.total));
  return { id, createdAt: row.createdAt };
}

/** A pool about to be stored, its password already hashed and sealed. */
export type NewPool = {
  readonly position: number;
  readonly passwordHash: string;
  readonly passwordCipher: string;
  readonly inventory: number;
  readonly prizes: readonly { readonly couponId: string; readonly quantity: number }[];
};

/** Stores a pool and its prizes. */
export async function insertPool(tx: Tx, scope: Scope, activityId: string, pool: NewPool): Promise<string> {
  const { prizes: list, ...columns } = pool;
  const id = newId("pol");
  await tx.insert(prizePools).values({ merchantId: scope.merchantId, id, activityId, ...columns });
  await replacePrizes(tx, scope, id, list);
  return id;
}

/** Makes the pool give these prizes from now on; what was won stays won. */
export async function replacePrizes(
  tx: Tx,
  scope: Scope,
  poolId: string,
  list: NewPool["prizes"],
): Promise<void> {
  await tx.delete(prizes).where(and(eq(prizes.merchantId, scope.merchantId), eq(prizes.poolId, poolId)));
  await tx
    .insert(prizes)
    .values(list.map((prize, position) => ({ merchantId: scope.merchantId, poolId, position, ...prize })));
}

/** Changes a locked pool's place and password; the inventory is `growInventory`'s. */
export async function updatePool(
  tx: Tx,
  scope: Scope,
  poolId: string,
  columns: Pick<PoolRow, "position" | "passwordHash" | "passwordCipher">,
): Promise<void> {
  await tx.update(prizePools).set(columns).where(poolIs(scope, poolId));
}

/** Deletes a pool that nobody won from; a foreign key refuses otherwise. */
export async function deletePool(tx: Tx, scope: Scope, poolId: string): Promise<void> {
  await tx.delete(prizePools).where(poolIs(scope, poolId));
}

/** Adds to a pool's inventory; concurrent additions all count (I-10). Null = no such pool. */
export async function growInventory(tx: Tx, scope: Scope, poolId: string, add: number) {
  const [row] = await tx
    .update(prizePools)
    .set({ inventory: sql`${prizePools.inventory} + ${add}` })
    .where(poolIs(scope, poolId))
    .returning({ inventory: prizePools.inventory, activityId: prizePools.activityId });
  return row ?? null;
}

/** Writes columns of a locked activity and counts the change; gives the new revision. */
export async function updateActivity(
  tx: Tx,
  scope: Scope,
  id: string,
  columns: Partial<ActivityRow>,
  now: Instant,
): Promise<number> {
  const [row] = await tx
    .update(activities)
    .set({ ...columns, revision: sql`${activities.revision} + 1`, updatedAt: now })
    .where(mine(scope, id))
    .returning({ revision: activities.revision });
  if (!row) throw new Error(`activity ${id} vanished under its lock`);
  return row.revision;
}

/** Remembers an address the activity had, so that it leads on; an address taken up again is forgotten as a former one. */
export async function rememberSlug(tx: Tx, scope: Scope, activityId: string, before: string, after: string) {
  await tx.delete(activitySlugs).where(eq(activitySlugs.slug, after));
  await tx.insert(activitySlugs).values({ slug: before, merchantId: scope.merchantId, activityId });
}

/** Sets the limit over all members of a locked activity, folding or spreading its counter rows as needed. */
export async function setTotal(
  tx: Tx,
  scope: Scope,
  activityId: string,
  before: number | null,
  total: number | null,
) {
  const all = and(eq(activityStock.merchantId, scope.merchantId), eq(activityStock.activityId, activityId));
  const first = and(all, eq(activityStock.shard, 0));
  if (before === null && total !== null) {
    const removed = await tx
      .delete(activityStock)
      .where(and(all, sql`${activityStock.shard} > 0`))
      .returning();
    const sum = (pick: (row: typeof activityStock.$inferSelect) => number) =>
      removed.reduce((n, row) => n + pick(row), 0);
    const counts = {
      participations: sum((row) => row.participations),
      participants: sum((row) => row.participants),
    };
    await tx
      .update(activityStock)
      .set({
        total,
        participations: sql`${activityStock.participations} + ${counts.participations}`,
        participants: sql`${activityStock.participants} + ${counts.participants}`,
      })
      .where(first);
    return;
  }
  await tx.update(activityStock).set({ total }).where(first);
  if (before !== null && total === null)
    await tx.insert(activityStock).values(stockRows(scope, activityId, null, 1));
}

/**
 * Takes the pools of a locked activity out of each other's way before they are written anew: places and passwords may
 * be swapped in one edit although both are unique at every moment.
 */
export async function parkPools(tx: Tx, scope: Scope, activityId: string): Promise<void> {
  await tx
    .update(prizePools)
    .set({ position: sql`-${prizePools.position}`, passwordHash: sql`'parked:' || ${prizePools.id}` })
    .where(and(eq(prizePools.merchantId, scope.merchantId), eq(prizePools.activityId, activityId)));
}
