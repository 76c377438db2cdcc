import type { Reader, Tx } from "@/db/client";
import {
  type CodeFacts,
  countClaims,
  type FoundCode,
  findByKey,
  findCodeOf,
  lockWorking,
} from "@/lib/coupons/repository/codes";
import type { Scope } from "@/lib/platform/auth/scope";

export type { CodeFacts, FoundCode };

/**
 * The merchant's working promo code that a typed text names (C15: without case, blanks, hyphens and width), with its coupon
 * and the terms it has now; null = there is none. One statement, whether there is one or not; nothing is locked.
 */
export async function findCode(reader: Reader, scope: Scope, text: string): Promise<FoundCode | null> {
  return await findByKey(reader, scope, text);
}

/** The working promo code of a coupon, and how many it still gives; null = it has none. Locks nothing. */
export async function findOwnCode(reader: Reader, scope: Scope, couponId: string): Promise<CodeFacts | null> {
  return await findCodeOf(reader, scope, couponId);
}

/**
 * Locks a promo code until the transaction ends; null = it works no more. Call it after `lockStock` of its coupon: a change
 * of the coupon takes the same locks.
 */
export async function lockCode(tx: Tx, scope: Scope, codeId: string): Promise<CodeFacts | null> {
  return await lockWorking(tx, scope, codeId);
}

/** Counts claims with a code that `lockCode` of this transaction found good for so many more; throws if it is not. */
export async function drawCode(tx: Tx, scope: Scope, codeId: string, claims = 1): Promise<void> {
  await countClaims(tx, scope, codeId, claims);
}
