import { and, asc, eq, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Tx } from "@/db/client";
import { prizes } from "@/db/schema/activities";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import { merchants } from "@/db/schema/merchants";
import { packItems } from "@/db/schema/packs";
import type { CouponInput, CouponTerms } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const SHARDS = 16;

export type LockedCoupon = typeof coupons.$inferSelect & {
  readonly terms: CouponTerms;
  readonly quantity: number | null;
  readonly issued: number;
  readonly used: number;
};

const mine = (scope: Scope, couponId: string) =>
  and(eq(coupons.merchantId, scope.merchantId), eq(coupons.id, couponId));
const stockOf = (scope: Scope, couponId: string) =>
  and(eq(couponStock.merchantId, scope.merchantId), eq(couponStock.couponId, couponId));

const termsColumns = {
  name: couponTerms.name,
  description: couponTerms.description,
  usageRules: couponTerms.usageRules,
  translations: couponTerms.translations,
  faceColour: couponTerms.faceColour,
  image: couponTerms.image,
  benefit: couponTerms.benefit,
  scope: couponTerms.scope,
  conditions: couponTerms.conditions,
  stacking: couponTerms.stacking,
  validity: couponTerms.validity,
  refund: couponTerms.refund,
  giftable: couponTerms.giftable,
};

/** Locks a coupon and its stock until the transaction ends and loads it with its current terms; null = not here. */
export async function lockCoupon(tx: Tx, scope: Scope, couponId: string): Promise<LockedCoupon | null> {
  const [coupon] = await tx.select().from(coupons).where(mine(scope, couponId)).for("update");
  if (!coupon) return null;
  const shards = await tx
    .select({ quantity: couponStock.quantity, issued: couponStock.issued, used: couponStock.used })
    .from(couponStock)
    .where(stockOf(scope, couponId))
    .orderBy(asc(couponStock.shard))
    .for("update");
  const [terms] = await tx
    .select(termsColumns)
    .from(couponTerms)
    .where(
      and(
        eq(couponTerms.merchantId, scope.merchantId),
        eq(couponTerms.couponId, couponId),
        eq(couponTerms.version, coupon.termsVersion),
      ),
    );
  if (!terms || shards.length === 0) throw new Error(`coupon ${couponId} has no terms or no stock`);
  const issued = shards.reduce((sum, shard) => sum + shard.issued, 0);
  const used = shards.reduce((sum, shard) => sum + shard.used, 0);
  return { ...coupon, terms, quantity: shards[0]?.quantity ?? null, issued, used };
}

/** What the list is searched and sorted by, repeated from the current terms on the coupon's row. */
function summaryOf(terms: CouponTerms) {
  const fixed = terms.validity.type === "fixed" ? terms.validity : null;
  return {
    name: terms.name,
    validFrom: fixed ? new Date(fixed.from) : null,
    validUntil: fixed ? new Date(fixed.until) : null,
  };
}

function handOut(coupon: CouponInput) {
  const { methods, claimLimit, claimLimitPerDay, codeSource } = coupon.distribution;
  return { methods, claimLimit, claimLimitPerDay, codeSource, budgetMinor: coupon.budgetMinor };
}

async function insertTerms(tx: Tx, scope: Scope, couponId: string, version: number, terms: CouponTerms) {
  await tx
    .insert(couponTerms)
    .values({ merchantId: scope.merchantId, couponId, version, createdBy: scope.actor.id, ...terms });
  await tx
    .delete(couponStores)
    .where(and(eq(couponStores.merchantId, scope.merchantId), eq(couponStores.couponId, couponId)));
  const { storeIds } = terms.conditions;
  if (storeIds !== "all") {
    await tx
      .insert(couponStores)
      .values(storeIds.map((storeId) => ({ merchantId: scope.merchantId, couponId, storeId })));
  }
}

const shardRows = (scope: Scope, couponId: string, quantity: number | null, from = 0) =>
  Array.from({ length: quantity === null ? SHARDS - from : 1 }, (_, i) => ({
    merchantId: scope.merchantId,
    couponId,
    shard: i + from,
    quantity,
  }));

/** Stores a new draft with version 1 of its terms and its stock rows; gives its id and when it was made. */
export async function insertCoupon(
  tx: Tx,
  scope: Scope,
  coupon: CouponInput,
  terms: CouponTerms,
): Promise<{ id: string; createdAt: Instant }> {
  const id = newId("cpn");
  const [row] = await tx
    .insert(coupons)
    .values({
      merchantId: scope.merchantId,
      id,
      type: coupon.benefit.type,
      currency: coupon.currency,
      createdBy: scope.actor.id,
      ...summaryOf(terms),
      ...handOut(coupon),
    })
    .returning({ createdAt: coupons.createdAt });
  if (!row) throw new Error("a coupon was not made");
  await insertTerms(tx, scope, id, 1, terms);
  await tx.insert(couponStock).values(shardRows(scope, id, coupon.distribution.quantity));
  return { id, createdAt: row.createdAt };
}

/** Writes the tags a coupon wears; it must be locked. */
export async function updateTags(
  tx: Tx,
  scope: Scope,
  couponId: string,
  tags: readonly string[],
): Promise<void> {
  const done = await tx
    .update(coupons)
    .set({ tags: [...tags] })
    .where(mine(scope, couponId))
    .returning({ id: coupons.id });
  if (done.length !== 1) throw new Error(`coupon ${couponId} was not there to tag`);
}

/** Adds a version of the terms and makes it the one that new vouchers are bound to. The coupon must be locked. */
export async function addTerms(
  tx: Tx,
  scope: Scope,
  coupon: LockedCoupon,
  terms: CouponTerms,
): Promise<number> {
  const version = coupon.termsVersion + 1;
  await insertTerms(tx, scope, coupon.id, version, terms);
  await tx
    .update(coupons)
    .set({ termsVersion: version, ...summaryOf(terms) })
    .where(mine(scope, coupon.id));
  return version;
}

/** Writes how a locked coupon is handed out. */
export async function updateHandOut(
  tx: Tx,
  scope: Scope,
  couponId: string,
  coupon: CouponInput,
): Promise<void> {
  await tx
    .update(coupons)
    .set({ currency: coupon.currency, ...handOut(coupon) })
    .where(mine(scope, couponId));
}

/** Marks of a coupon's state. */
export type CouponMarks = Partial<
  Pick<typeof coupons.$inferSelect, "publishedAt" | "pausedAt" | "endedAt" | "archivedAt" | "number">
>;

/** Writes marks on a locked coupon. */
export async function updateMarks(tx: Tx, scope: Scope, couponId: string, marks: CouponMarks): Promise<void> {
  await tx.update(coupons).set(marks).where(mine(scope, couponId));
}

/** Counts a change of a locked coupon, for the conflict check of forms; gives the new revision. */
export async function bumpRevision(tx: Tx, scope: Scope, couponId: string, now: Instant): Promise<number> {
  const [row] = await tx
    .update(coupons)
    .set({ revision: sql`${coupons.revision} + 1`, updatedAt: now })
    .where(mine(scope, couponId))
    .returning({ revision: coupons.revision });
  if (!row) throw new Error(`coupon ${couponId} vanished under its lock`);
  return row.revision;
}

/** The merchant's next coupon number, "CPN-000123"; the merchant's row stays locked until the transaction ends. */
export async function nextNumber(tx: Tx, scope: Scope): Promise<string> {
  const [row] = await tx
    .update(merchants)
    .set({ couponNumbers: sql`${merchants.couponNumbers} + 1` })
    .where(eq(merchants.id, scope.merchantId))
    .returning({ n: merchants.couponNumbers });
  if (!row) throw new Error(`merchant ${scope.merchantId} does not exist`);
  return `CPN-${String(row.n).padStart(6, "0")}`;
}

/**
 * Sets how many of a locked coupon there are, null = unlimited: between limited and unlimited its counter rows are
 * folded into one or spread into sixteen, the issued and used counts kept. The CHECK refuses fewer than were issued.
 */
export async function setQuantity(
  tx: Tx,
  scope: Scope,
  coupon: Pick<LockedCoupon, "id" | "quantity">,
  quantity: number | null,
): Promise<void> {
  const first = and(stockOf(scope, coupon.id), eq(couponStock.shard, 0));
  if (coupon.quantity === null && quantity !== null) {
    const removed = await tx
      .delete(couponStock)
      .where(and(stockOf(scope, coupon.id), sql`${couponStock.shard} > 0`))
      .returning({ issued: couponStock.issued, used: couponStock.used });
    const issued = removed.reduce((sum, row) => sum + row.issued, 0);
    const used = removed.reduce((sum, row) => sum + row.used, 0);
    await tx
      .update(couponStock)
      .set({
        quantity,
        issued: sql`${couponStock.issued} + ${issued}`,
        used: sql`${couponStock.used} + ${used}`,
      })
      .where(first);
    return;
  }
  await tx.update(couponStock).set({ quantity }).where(first);
  if (coupon.quantity !== null && quantity === null) {
    await tx.insert(couponStock).values(shardRows(scope, coupon.id, null, 1));
  }
}

/** Deletes a locked coupon of which nothing was issued; foreign keys refuse if something was. */
export async function deleteCouponRows(tx: Tx, scope: Scope, couponId: string): Promise<void> {
  await tx
    .delete(couponTerms)
    .where(and(eq(couponTerms.merchantId, scope.merchantId), eq(couponTerms.couponId, couponId)));
  await tx.delete(coupons).where(mine(scope, couponId));
}

/** Whether an activity gives this coupon as a prize. */
export async function isPrize(tx: Tx, scope: Scope, couponId: string): Promise<boolean> {
  const rows = await tx
    .select({ poolId: prizes.poolId })
    .from(prizes)
    .where(and(eq(prizes.merchantId, scope.merchantId), eq(prizes.couponId, couponId)))
    .limit(1);
  return rows.length > 0;
}

/** Whether a pack holds this coupon, in any version of what it holds. */
export async function isPacked(tx: Tx, scope: Scope, couponId: string): Promise<boolean> {
  const rows = await tx
    .select({ packId: packItems.packId })
    .from(packItems)
    .where(and(eq(packItems.merchantId, scope.merchantId), eq(packItems.couponId, couponId)))
    .limit(1);
  return rows.length > 0;
}

/** The terms a coupon has now. */
export const currentTerms = and(
  eq(couponTerms.merchantId, coupons.merchantId),
  eq(couponTerms.couponId, coupons.id),
  eq(couponTerms.version, coupons.termsVersion),
);

/** Keeps coupons from being deleted or changed until the transaction ends, in the order of their ids. */
export async function holdCoupons(tx: Tx, scope: Scope, couponIds: readonly string[]): Promise<void> {
  if (couponIds.length === 0) return;
  await tx
    .select({ id: coupons.id })
    .from(coupons)
    .where(and(eq(coupons.merchantId, scope.merchantId), among(coupons.id, couponIds)))
    .orderBy(asc(coupons.id))
    .for("key share");
}

/** What is asked of coupons that somebody wants to offer, unlocked; ids that are not here are left out. */
export async function loadForOffer(tx: Tx, scope: Scope, couponIds: readonly string[]) {
  if (couponIds.length === 0) return [];
  const rows = await tx
    .select({ coupon: coupons, conditions: couponTerms.conditions })
    .from(coupons)
    .innerJoin(couponTerms, currentTerms)
    .where(and(eq(coupons.merchantId, scope.merchantId), among(coupons.id, couponIds)));
  return rows.map((row) => ({ ...row.coupon, storeIds: row.conditions.storeIds }));
}
