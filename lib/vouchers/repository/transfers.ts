import { and, asc, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { voucherEvents, voucherGifts, vouchers } from "@/db/schema/vouchers";
import { newCode, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import type { GiftStatus } from "@/lib/vouchers/rules/gift";

const columns = {
  id: voucherGifts.id,
  voucherId: voucherGifts.voucherId,
  giverId: voucherGifts.giverMemberId,
  receiverId: voucherGifts.receiverMemberId,
  status: voucherGifts.status,
  endsAt: voucherGifts.endsAt,
};

const giftIs = (scope: Scope, giftId: string) =>
  and(eq(voucherGifts.merchantId, scope.merchantId), eq(voucherGifts.id, giftId));

/** A gift as it stands; null = the merchant has none such. */
export async function findGift(reader: Reader, scope: Scope, giftId: string) {
  const [row] = await reader.select(columns).from(voucherGifts).where(giftIs(scope, giftId));
  return row ?? null;
}
export type StoredGift = NonNullable<Awaited<ReturnType<typeof findGift>>>;

/** As `findGift`, under lock: after its voucher's. */
export async function lockGift(tx: Tx, scope: Scope, giftId: string): Promise<StoredGift | null> {
  const [row] = await tx.select(columns).from(voucherGifts).where(giftIs(scope, giftId)).for("update");
  return row ?? null;
}

/** The offer of a voucher that nobody has taken yet; null = it is not offered. */
export async function findWaiting(
  reader: Reader,
  scope: Scope,
  voucherId: string,
): Promise<StoredGift | null> {
  const [row] = await reader
    .select(columns)
    .from(voucherGifts)
    .where(
      and(
        eq(voucherGifts.merchantId, scope.merchantId),
        eq(voucherGifts.voucherId, voucherId),
        sql`${voucherGifts.status} = 'waiting'`,
      ),
    );
  return row ?? null;
}

/** What of a voucher's own terms and of its coupon decides whether it may be given. */
export async function loadGiving(
  reader: Reader,
  scope: Scope,
  voucher: { readonly couponId: string; readonly termsVersion: number },
) {
  const [row] = await reader
    .select({ giftable: couponTerms.giftable, type: coupons.type, codeSource: coupons.codeSource })
    .from(couponTerms)
    .innerJoin(
      coupons,
      and(eq(coupons.merchantId, couponTerms.merchantId), eq(coupons.id, couponTerms.couponId)),
    )
    .where(
      and(
        eq(couponTerms.merchantId, scope.merchantId),
        eq(couponTerms.couponId, voucher.couponId),
        eq(couponTerms.version, voucher.termsVersion),
      ),
    );
  if (!row) throw new Error(`a voucher of coupon ${voucher.couponId} has no terms`);
  return row;
}

/** Stores that a voucher is offered. A second offer of one voucher breaks its key. */
export async function insertGift(
  tx: Tx,
  scope: Scope,
  gift: {
    readonly voucherId: string;
    readonly giverId: string;
    readonly message: string;
    readonly endsAt: Instant;
    readonly now: Instant;
  },
): Promise<string> {
  const { voucherId, giverId: giverMemberId, message, endsAt, now: createdAt } = gift;
  const id = newId("gft");
  const { merchantId } = scope;
  const status = "waiting" as const;
  await tx
    .insert(voucherGifts)
    .values({ merchantId, id, voucherId, giverMemberId, message, status, createdAt, endsAt });
  return id;
}

/** Says what came of a gift that waits; asserted, so that only one thing ever comes of it (I-11). */
export async function endGift(
  tx: Tx,
  scope: Scope,
  giftId: string,
  end: {
    readonly status: Exclude<GiftStatus, "waiting">;
    readonly receiverId: string | null;
    readonly now: Instant;
  },
): Promise<void> {
  const { status, receiverId: receiverMemberId, now: endedAt } = end;
  const ended = await tx
    .update(voucherGifts)
    .set({ status, receiverMemberId, endedAt })
    .where(and(giftIs(scope, giftId), eq(voucherGifts.status, "waiting")))
    .returning({ id: voucherGifts.id });
  if (ended.length !== 1) throw new Error("a gift changed under its lock");
}

/**
 * Makes a voucher another member's, with a code of its own and the line of its history, and nothing else of it (I-11): the
 * statement repeats that it is its giver's, offered, and was never given before. Asserted.
 */
export async function handOver(
  tx: Tx,
  scope: Scope,
  gift: { readonly id: string; readonly voucherId: string; readonly giverId: string },
  receiverId: string,
  now: Instant,
): Promise<{ readonly couponId: string }> {
  const { merchantId, actor } = scope;
  const [moved] = await tx
    .update(vouchers)
    .set({ memberId: receiverId, issuedTo: gift.giverId, status: "available", code: newCode() })
    .where(
      and(
        eq(vouchers.merchantId, merchantId),
        eq(vouchers.id, gift.voucherId),
        eq(vouchers.memberId, gift.giverId),
        eq(vouchers.status, "transferred"),
        isNull(vouchers.issuedTo),
      ),
    )
    .returning({ couponId: vouchers.couponId });
  if (!moved) throw new Error("an offered voucher changed under its lock");
  await tx.insert(voucherEvents).values({
    ...{ merchantId, id: newId("vev"), voucherId: gift.voucherId, at: now, kind: "transferred" },
    ...{ actorType: actor.type, actorId: actor.id, cause: { giftId: gift.id, fromMemberId: gift.giverId } },
  });
  return moved;
}

/** Where a look at gifts that are over goes on. */
export type OverPlace = { readonly endsAt: Instant; readonly giftId: string };

/** Gifts of all merchants that nobody took before their end, the oldest end first: so many at most, after that place. */
export async function findOver(reader: Reader, most: number, after: OverPlace | null) {
  return await reader
    .select({
      merchantId: voucherGifts.merchantId,
      giftId: voucherGifts.id,
      endsAt: voucherGifts.endsAt,
    })
    .from(voucherGifts)
    .where(
      and(
        sql`${voucherGifts.status} = 'waiting'`,
        lte(voucherGifts.endsAt, sql`now()`),
        after
          ? sql`(${voucherGifts.endsAt}, ${voucherGifts.id}) > (${after.endsAt.toISOString()}::timestamptz, ${after.giftId})`
          : undefined,
      ),
    )
    .orderBy(asc(voucherGifts.endsAt), asc(voucherGifts.id))
    .limit(most);
}

/** The gifts that a member offers still. */
export async function findOffered(reader: Reader, scope: Scope, memberId: string): Promise<string[]> {
  const rows = await reader
    .select({ id: voucherGifts.id })
    .from(voucherGifts)
    .where(
      and(
        eq(voucherGifts.merchantId, scope.merchantId),
        eq(voucherGifts.giverMemberId, memberId),
        eq(voucherGifts.status, "waiting"),
      ),
    )
    .orderBy(voucherGifts.id);
  return rows.map(({ id }) => id);
}

/** Takes out what was written with gifts that a member gave or was given. */
export async function takeMessagesOut(tx: Tx, scope: Scope, memberId: string): Promise<void> {
  await tx
    .update(voucherGifts)
    .set({ message: "" })
    .where(
      and(
        eq(voucherGifts.merchantId, scope.merchantId),
        or(eq(voucherGifts.giverMemberId, memberId), eq(voucherGifts.receiverMemberId, memberId)),
        sql`${voucherGifts.message} <> ''`,
      ),
    );
}
