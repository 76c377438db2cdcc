import { and, asc, eq, isNotNull, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { members } from "@/db/schema/members";
import { packGifts } from "@/db/schema/pack-purchases";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type Gift = typeof packGifts.$inferSelect;

/** The member with this phone, unlocked; null = nobody yet. */
export async function findByPhone(reader: Reader, scope: Scope, phone: string): Promise<string | null> {
  const [row] = await reader
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.phone, phone)));
  return row?.id ?? null;
}

/** The phone of a member, for what waits for it; null = no such member, or forgotten. */
export async function findPhone(reader: Reader, scope: Scope, memberId: string): Promise<string | null> {
  const [row] = await reader
    .select({ phone: members.phone })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId)));
  return row?.phone.startsWith("erased:") ? null : (row?.phone ?? null);
}

/** Keeps a gift: a member's from now on, or one that waits for its number. */
export async function insertGift(
  tx: Tx,
  scope: Scope,
  gift: Omit<typeof packGifts.$inferInsert, "merchantId" | "actorType" | "actorId" | "createdAt">,
): Promise<void> {
  const { merchantId, actor } = scope;
  await tx.insert(packGifts).values({ merchantId, actorType: actor.type, actorId: actor.id, ...gift });
}

/** The gifts that wait for this number, under lock, the oldest first. */
export async function lockWaiting(tx: Tx, scope: Scope, phone: string, most: number): Promise<Gift[]> {
  return await tx
    .select()
    .from(packGifts)
    .where(and(eq(packGifts.merchantId, scope.merchantId), eq(packGifts.phone, phone)))
    .orderBy(asc(packGifts.id))
    .limit(most)
    .for("update");
}

/** A gift of this merchant under lock; null = there is none such. */
export async function lockGift(tx: Tx, scope: Scope, giftId: string): Promise<Gift | null> {
  const [row] = await tx
    .select()
    .from(packGifts)
    .where(and(eq(packGifts.merchantId, scope.merchantId), eq(packGifts.id, giftId)))
    .for("update");
  return row ?? null;
}

/** So much of a number is kept of a gift that was taken back: what is shown of a masked one. */
const KEPT_DIGITS = 4;

/** Marks a locked gift as taken back; asserts that it waited, so that nobody's is. Its number is not kept. */
export async function markWithdrawn(tx: Tx, scope: Scope, giftId: string, now: Instant): Promise<void> {
  const done = await tx
    .update(packGifts)
    .set({ phone: null, withdrawnAt: now, withdrawnFrom: sql`right(${packGifts.phone}, ${KEPT_DIGITS})` })
    .where(
      and(eq(packGifts.merchantId, scope.merchantId), eq(packGifts.id, giftId), isNotNull(packGifts.phone)),
    )
    .returning({ id: packGifts.id });
  if (done.length !== 1) throw new Error(`gift ${giftId} was delivered under its lock`);
}

/** Makes a locked gift its member's; asserts that it waited, so that it is delivered once. */
export async function claimGift(
  tx: Tx,
  scope: Scope,
  giftId: string,
  memberId: string,
  now: Instant,
): Promise<void> {
  const done = await tx
    .update(packGifts)
    .set({ phone: null, memberId, deliveredAt: now })
    .where(
      and(eq(packGifts.merchantId, scope.merchantId), eq(packGifts.id, giftId), isNotNull(packGifts.phone)),
    )
    .returning({ id: packGifts.id });
  if (done.length !== 1) throw new Error(`gift ${giftId} was delivered under its lock`);
}

/**
 * Members whose number gifts wait for, of all merchants: those that registered in a way that tells nobody. By merchant and
 * member, those after `after`, so that one that cannot be had keeps nobody else's from being found.
 */
export async function findArrived(
  reader: Reader,
  most: number,
  after: { readonly merchantId: string; readonly memberId: string },
): Promise<{ merchantId: string; memberId: string }[]> {
  const rows = await reader.execute<{ merchant_id: string; id: string }>(sql`
    select distinct m.merchant_id, m.id from pack_gift g
    join member m on m.merchant_id = g.merchant_id and m.phone = g.phone and m.erased_at is null and m.blocked_at is null
    where g.phone is not null and (m.merchant_id, m.id) > (${after.merchantId}, ${after.memberId})
    order by m.merchant_id, m.id limit ${most}`);
  return rows.map((row) => ({ merchantId: row.merchant_id, memberId: row.id }));
}

/** Empties what was written about a member's packs. */
export async function takeWordsOut(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  await tx
    .update(packGifts)
    .set({ note: "" })
    .where(and(eq(packGifts.merchantId, scope.merchantId), eq(packGifts.memberId, memberId)));
  await tx.execute(sql`update pack_purchase set end_reason = ''
    where merchant_id = ${scope.merchantId} and member_id = ${memberId} and end_reason is not null`);
  await tx.execute(sql`
    update pack_refund_request r set reason = '', answer = '' from pack_purchase p
    where p.merchant_id = ${scope.merchantId} and p.member_id = ${memberId}
      and (r.merchant_id, r.purchase_id) = (p.merchant_id, p.id)`);
}
