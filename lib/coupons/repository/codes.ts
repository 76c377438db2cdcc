import { and, eq, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { couponStock, coupons, couponTerms, sharedCodes } from "@/db/schema/coupons";
import { currentTerms } from "@/lib/coupons/repository/coupons";
import type { SharedCode } from "@/lib/coupons/schema";
import { normaliseCode } from "@/lib/kernel/code";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

const working = (scope: Scope) =>
  and(eq(sharedCodes.merchantId, scope.merchantId), isNull(sharedCodes.retiredAt));
const one = (scope: Scope, codeId: string) =>
  and(eq(sharedCodes.merchantId, scope.merchantId), eq(sharedCodes.id, codeId));

/** A promo code as a decision needs it; `quantity` null = as many as there are coupons. */
export type CodeFacts = {
  readonly id: string;
  readonly couponId: string;
  readonly quantity: number | null;
  readonly claimed: number;
};

const codeColumns = {
  id: sharedCodes.id,
  couponId: sharedCodes.couponId,
  quantity: sharedCodes.quantity,
  claimed: sharedCodes.claimed,
};

/**
 * The working promo code that a text names, with its coupon as it stands and the terms it has now, unlocked and in one
 * statement; null = the merchant has none such. `issued` of an unlimited coupon is that of one counter row.
 */
export async function findByKey(reader: Reader, scope: Scope, text: string) {
  const [row] = await reader
    .select({
      ...codeColumns,
      coupon: coupons,
      terms: couponTerms,
      stock: { quantity: couponStock.quantity, issued: couponStock.issued },
    })
    .from(sharedCodes)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, sharedCodes.merchantId), eq(coupons.id, sharedCodes.couponId)),
    )
    .innerJoin(couponTerms, currentTerms)
    .innerJoin(
      couponStock,
      and(
        eq(couponStock.merchantId, coupons.merchantId),
        eq(couponStock.couponId, coupons.id),
        eq(couponStock.shard, 0),
      ),
    )
    .where(and(working(scope), eq(sharedCodes.key, normaliseCode(text))))
    .limit(1);
  return row ?? null;
}
export type FoundCode = NonNullable<Awaited<ReturnType<typeof findByKey>>>;

/** Locks a working promo code until the transaction ends; null = it was retired, or is not here. */
export async function lockWorking(tx: Tx, scope: Scope, codeId: string): Promise<CodeFacts | null> {
  const [row] = await tx
    .select(codeColumns)
    .from(sharedCodes)
    .where(and(working(scope), eq(sharedCodes.id, codeId)))
    .for("update");
  return row ?? null;
}

/** Counts so many more claims; the CHECK and the row count make sure that they were left. */
export async function countClaims(tx: Tx, scope: Scope, codeId: string, claims: number): Promise<void> {
  const after = sql`${sharedCodes.claimed} + ${claims}::int`;
  const counted = await tx
    .update(sharedCodes)
    .set({ claimed: after })
    .where(
      and(
        working(scope),
        eq(sharedCodes.id, codeId),
        or(isNull(sharedCodes.quantity), lte(after, sharedCodes.quantity)),
      ),
    )
    .returning({ claimed: sharedCodes.claimed });
  if (counted.length !== 1) throw new Error("a promo code changed under its lock");
}

/** Puts changes of the merchant's promo codes in a row until the transaction ends, so that one code stays one coupon's. */
export async function lockCodes(tx: Tx, scope: Scope): Promise<void> {
  const key = `shared_code:${scope.merchantId}`;
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

/** The name of another coupon whose promo code this is; null = the code is free. Ask it after `lockCodes`. */
export async function findOwner(tx: Tx, scope: Scope, code: string, couponId: string | null) {
  const [row] = await tx
    .select({ name: coupons.name })
    .from(sharedCodes)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, sharedCodes.merchantId), eq(coupons.id, sharedCodes.couponId)),
    )
    .where(
      and(
        working(scope),
        eq(sharedCodes.key, normaliseCode(code)),
        couponId ? ne(sharedCodes.couponId, couponId) : undefined,
      ),
    )
    .limit(1);
  return row?.name ?? null;
}

/** The working promo code of a coupon, unlocked; null = it has none. */
export async function findCodeOf(reader: Reader, scope: Scope, couponId: string) {
  const [row] = await reader
    .select({ ...codeColumns, code: sharedCodes.code, key: sharedCodes.key })
    .from(sharedCodes)
    .where(and(working(scope), eq(sharedCodes.couponId, couponId)));
  return row ?? null;
}

/** Gives a coupon a promo code that nobody has. */
export async function insertCode(tx: Tx, scope: Scope, couponId: string, shared: SharedCode): Promise<void> {
  await tx.insert(sharedCodes).values({
    merchantId: scope.merchantId,
    id: newId("cod"),
    couponId,
    code: shared.code,
    key: normaliseCode(shared.code),
    quantity: shared.quantity,
    createdBy: scope.actor.id,
  });
}

/** Writes how a locked promo code is shown, and how many it is good for; the CHECK refuses fewer than were claimed. */
export async function updateCode(tx: Tx, scope: Scope, codeId: string, shared: SharedCode): Promise<void> {
  await tx.update(sharedCodes).set(shared).where(one(scope, codeId));
}

/** Ends a locked promo code: it opens nothing any more, and the code is free again. */
export async function retireCode(tx: Tx, scope: Scope, codeId: string): Promise<void> {
  await tx.update(sharedCodes).set({ retiredAt: sql`now()` }).where(one(scope, codeId));
}
