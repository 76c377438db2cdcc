import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { cardPlans, memberTiers, tiers } from "@/db/schema/members";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { PlanInput, TierInput } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const planOf = (scope: Scope, id: string) =>
  and(eq(cardPlans.merchantId, scope.merchantId), eq(cardPlans.id, id));
const rungsOf = (scope: Scope, planId: string) =>
  and(eq(tiers.merchantId, scope.merchantId), eq(tiers.planId, planId));

/** Locks a plan until the transaction ends and loads its tiers, lowest first. Throws `not_found`. */
export async function lockPlan(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx.select().from(cardPlans).where(planOf(scope, id)).for("update");
  if (!row) throw new AppError("not_found");
  const rungs = await tx.select().from(tiers).where(rungsOf(scope, id)).orderBy(asc(tiers.rank));
  return { ...row, tiers: rungs };
}

/** Whether another plan of the merchant has this name, letter case aside. Call with the labels locked. */
export async function planNameTaken(tx: Tx, scope: Scope, name: string, except: string | null) {
  const rows = await tx
    .select({ id: cardPlans.id })
    .from(cardPlans)
    .where(
      and(
        eq(cardPlans.merchantId, scope.merchantId),
        sql`lower(${cardPlans.name}) = lower(${name})`,
        except ? ne(cardPlans.id, except) : undefined,
      ),
    );
  return rows.length > 0;
}

/** How many plans the merchant has. */
export async function countPlans(tx: Tx, scope: Scope): Promise<number> {
  return await tx.$count(cardPlans, eq(cardPlans.merchantId, scope.merchantId));
}

const columns = ({ name, thresholdMinor, benefits, colour }: TierInput) => ({
  ...{ name, thresholdMinor, benefits, colour },
});

/** Keeps a new plan at the end of the others, with its tiers, lowest first; gives its id. */
export async function insertPlan(tx: Tx, scope: Scope, plan: PlanInput, position: number): Promise<string> {
  const id = newId("pln");
  const { name, description } = plan;
  const of = { merchantId: scope.merchantId };
  await tx.insert(cardPlans).values({ ...of, id, name, description, position });
  const rungs = plan.tiers.map((tier, at) => ({
    ...of,
    planId: id,
    id: newId("tir"),
    rank: at + 1,
    ...columns(tier),
  }));
  await tx.insert(tiers).values(rungs);
  return id;
}

/**
 * Writes a locked plan anew: tiers with an id stay who they are, those without are new, those left out are deleted, and
 * the order is the ranks. Gives the plan's revision. Nobody may hold what is deleted (a foreign key refuses).
 */
export async function updatePlan(tx: Tx, scope: Scope, id: string, plan: PlanInput): Promise<number> {
  const of = { merchantId: scope.merchantId, planId: id };
  const kept = plan.tiers.flatMap((tier) => (tier.id ? [tier.id] : []));
  const gone = kept.length > 0 ? sql`${tiers.id} not in ${kept}` : sql`true`;
  await tx.delete(tiers).where(and(rungsOf(scope, id), gone));
  // A rank is unique in its plan: out of the way first, then each to its place.
  await tx
    .update(tiers)
    .set({ rank: sql`-${tiers.rank}` })
    .where(rungsOf(scope, id));
  for (const [at, tier] of plan.tiers.entries()) {
    const row = { rank: at + 1, ...columns(tier) };
    if (!tier.id) await tx.insert(tiers).values({ ...of, id: newId("tir"), ...row });
    else
      await tx
        .update(tiers)
        .set(row)
        .where(and(rungsOf(scope, id), eq(tiers.id, tier.id)));
  }
  const { name, description } = plan;
  const [row] = await tx
    .update(cardPlans)
    .set({ name, description, revision: sql`${cardPlans.revision} + 1`, updatedAt: sql`now()` })
    .where(planOf(scope, id))
    .returning({ revision: cardPlans.revision });
  if (!row) throw new Error("a locked plan is gone");
  return row.revision;
}

/** Deletes a locked plan of which nobody holds a tier (a foreign key refuses). */
export async function deletePlan(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx.delete(tiers).where(rungsOf(scope, id));
  await tx.delete(cardPlans).where(planOf(scope, id));
}

/** One of these tiers that somebody holds; null = nobody holds any. */
export async function heldTier(tx: Tx, scope: Scope, tierIds: readonly string[]): Promise<string | null> {
  if (tierIds.length === 0) return null;
  const [row] = await tx
    .select({ id: memberTiers.tierId })
    .from(memberTiers)
    .where(and(eq(memberTiers.merchantId, scope.merchantId), inArray(memberTiers.tierId, [...tierIds])))
    .limit(1);
  return row?.id ?? null;
}

/** All plans of the merchant, locked in the order of their ids until the transaction ends. */
export async function lockPlans(tx: Tx, scope: Scope) {
  return await tx
    .select({ id: cardPlans.id, position: cardPlans.position })
    .from(cardPlans)
    .where(eq(cardPlans.merchantId, scope.merchantId))
    .orderBy(cardPlans.id)
    .for("update");
}

/** Puts locked plans in this order. */
export async function orderPlans(tx: Tx, scope: Scope, ids: readonly string[]): Promise<void> {
  const places = sql.join(
    ids.map((id, at) => sql`(${id}, ${at}::int)`),
    sql`, `,
  );
  await tx.execute(sql`update ${cardPlans} p set position = v.place from (values ${places}) v(id, place)
    where p.merchant_id = ${scope.merchantId} and p.id = v.id`);
}

/** A tier held until the transaction ends, so that it is not deleted meanwhile. Throws `not_found`. */
export async function holdTier(tx: Tx, scope: Scope, tierId: string) {
  const [row] = await tx
    .select({ id: tiers.id, name: tiers.name, planId: tiers.planId })
    .from(tiers)
    .where(and(eq(tiers.merchantId, scope.merchantId), eq(tiers.id, tierId)))
    .for("key share");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Gives a locked member a tier of a plan in place of the one they had, or takes it where `tierId` is null; the one before. */
export async function putTier(
  tx: Tx,
  scope: Scope,
  memberId: string,
  planId: string,
  tierId: string | null,
): Promise<string | null> {
  const mine = and(
    eq(memberTiers.merchantId, scope.merchantId),
    eq(memberTiers.memberId, memberId),
    eq(memberTiers.planId, planId),
  );
  const [held] = await tx.select({ id: memberTiers.tierId }).from(memberTiers).where(mine).for("update");
  if (held?.id === tierId) return held.id;
  if (tierId === null) await tx.delete(memberTiers).where(mine);
  else {
    await tx
      .insert(memberTiers)
      .values({ merchantId: scope.merchantId, memberId, planId, tierId })
      .onConflictDoUpdate({
        target: [memberTiers.merchantId, memberTiers.memberId, memberTiers.planId],
        set: { tierId, since: sql`now()` },
      });
  }
  return held?.id ?? null;
}

/** Holds a plan so that it is not deleted until the transaction ends. Throws `not_found`. */
export async function holdPlan(tx: Tx, scope: Scope, planId: string): Promise<void> {
  const rows = await tx
    .select({ id: cardPlans.id })
    .from(cardPlans)
    .where(planOf(scope, planId))
    .for("key share");
  if (rows.length === 0) throw new AppError("not_found");
}

/** The names of tiers, by id. */
export async function tierNames(tx: Tx, scope: Scope, ids: readonly (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  if (known.length === 0) return new Map<string, string>();
  const rows = await tx
    .select({ id: tiers.id, name: tiers.name })
    .from(tiers)
    .where(and(eq(tiers.merchantId, scope.merchantId), inArray(tiers.id, known)));
  return new Map(rows.map((row) => [row.id, row.name]));
}
