import { and, asc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Tx } from "@/db/client";
import { insertRows } from "@/db/insert-rows";
import { voucherEvents, vouchers } from "@/db/schema/vouchers";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import type { StoredVoucherStatus } from "@/lib/vouchers/rules";

/** What happens to vouchers after they were issued: from which status to which, and the entry of their history. */
export type VoucherMove = {
  readonly kind: (typeof voucherEvents.$inferInsert)["kind"];
  readonly from: StoredVoucherStatus;
  readonly to: StoredVoucherStatus;
};

/** Why a voucher moves, for its history and for others: ids and plain words. */
export type CauseOf = (voucherId: string) => Readonly<Record<string, unknown>>;

export type MovedVoucher = {
  readonly id: string;
  readonly couponId: string;
  readonly memberId: string;
  /** The pack it came out of; null = out of none. */
  readonly packId: string | null;
  /** Null = for ever. */
  readonly validUntil: Instant | null;
};

export type LockedVoucher = MovedVoucher & {
  readonly status: StoredVoucherStatus;
  readonly termsVersion: number;
  readonly validFrom: Instant;
  /** Whose it was first, where they gave it away; null = its member's from the beginning. */
  readonly issuedTo: string | null;
};

/** These vouchers under lock, in the order of their ids; those the merchant does not have are left out. */
export async function lockVouchers(tx: Tx, scope: Scope, ids: readonly string[]): Promise<LockedVoucher[]> {
  if (ids.length === 0) return [];
  return await tx
    .select({
      id: vouchers.id,
      couponId: vouchers.couponId,
      memberId: vouchers.memberId,
      packId: vouchers.packId,
      status: vouchers.status,
      termsVersion: vouchers.termsVersion,
      validFrom: vouchers.validFrom,
      validUntil: vouchers.validUntil,
      issuedTo: vouchers.issuedTo,
    })
    .from(vouchers)
    .where(and(eq(vouchers.merchantId, scope.merchantId), among(vouchers.id, ids)))
    .orderBy(asc(vouchers.id))
    .for("update");
}

/**
 * Moves these vouchers and writes the history of each, in two statements however many they are. The statement repeats the
 * status they come from: the ids that were moved are given back, and the caller asserts that they are all (I-4, I-8).
 */
export async function moveVouchers(
  tx: Tx,
  scope: Scope,
  ids: readonly string[],
  move: VoucherMove & { readonly causeOf: CauseOf; readonly now: Instant },
): Promise<MovedVoucher[]> {
  if (ids.length === 0) return [];
  const { kind, from, to, causeOf, now } = move;
  const moved = await tx
    .update(vouchers)
    .set({ status: to, usedAt: to === "used" ? now : sql`null` })
    .where(and(eq(vouchers.merchantId, scope.merchantId), among(vouchers.id, ids), eq(vouchers.status, from)))
    .returning({
      id: vouchers.id,
      couponId: vouchers.couponId,
      memberId: vouchers.memberId,
      packId: vouchers.packId,
      validUntil: vouchers.validUntil,
    });
  if (moved.length === 0) return [];
  const { merchantId, actor } = scope;
  await insertRows(
    tx,
    voucherEvents,
    moved.map(({ id }) => ({
      merchantId,
      id: newId("vev"),
      voucherId: id,
      at: now,
      kind,
      actorType: actor.type,
      actorId: actor.id,
      cause: causeOf(id),
    })),
  );
  return moved;
}

/** Writes a later end of a voucher that can be used or is offered as a gift, and the line of its history; null = it can not, or ends later already. */
export async function writeEnd(
  tx: Tx,
  scope: Scope,
  end: {
    readonly voucherId: string;
    readonly until: Instant;
    readonly cause: Readonly<Record<string, unknown>>;
    readonly now: Instant;
  },
): Promise<{ couponId: string; memberId: string } | null> {
  const { voucherId, until, cause, now } = end;
  const { merchantId, actor } = scope;
  const [moved] = await tx
    .update(vouchers)
    .set({ validUntil: until })
    .where(
      and(
        eq(vouchers.merchantId, merchantId),
        eq(vouchers.id, voucherId),
        inArray(vouchers.status, ["available", "transferred"]),
        gt(vouchers.validUntil, now),
        lt(vouchers.validUntil, until),
      ),
    )
    .returning({ couponId: vouchers.couponId, memberId: vouchers.memberId });
  if (!moved) return null;
  await tx.insert(voucherEvents).values({
    ...{ merchantId, id: newId("vev"), voucherId, at: now, kind: "extended", cause },
    ...{ actorType: actor.type, actorId: actor.id },
  });
  return moved;
}
