import type { Tx } from "@/db/client";
import { countUses } from "@/lib/coupons/count-uses";
import { AppError } from "@/lib/kernel/app-error";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { type Announcement, announce } from "@/lib/platform/outbox";
import { findPassed } from "@/lib/vouchers/repository/expiry";
import {
  type CauseOf,
  type MovedVoucher,
  moveVouchers,
  type VoucherMove,
} from "@/lib/vouchers/repository/moves";
import { countPackUses } from "@/lib/vouchers/repository/packs";
import { expiredEvent } from "@/lib/vouchers/tell-expired";

/** Every edge that a voucher may go along (I-23); nothing else moves one. */
const moves = {
  reserve: { kind: "reserved", from: "available", to: "reserved" },
  release: { kind: "released", from: "reserved", to: "available" },
  redeem: { kind: "redeemed", from: "available", to: "used" },
  redeemReserved: { kind: "redeemed", from: "reserved", to: "used" },
  return: { kind: "returned", from: "used", to: "available" },
  // Offered as a gift, and its member's again; that it becomes another's is `handOver`'s.
  offer: { kind: "offered", from: "available", to: "transferred" },
  withdraw: { kind: "withdrawn", from: "transferred", to: "available" },
  decline: { kind: "declined", from: "transferred", to: "available" },
  revoke: { kind: "revoked", from: "available", to: "cancelled" },
} as const satisfies Record<string, VoucherMove>;
export type Move = keyof typeof moves;

/** What the error of `moveAll` says, which tells it from a database that is busy. */
export const VOUCHER_MOVED = "a voucher moved";

/** What others are told. */
const announced: Partial<Record<VoucherMove["kind"], string>> = {
  reserved: "voucher.reserved",
  released: "voucher.released",
  redeemed: "voucher.redeemed",
  returned: "voucher.returned",
  offered: "voucher.offered",
  withdrawn: "voucher.withdrawn",
  // Its giver's to use again, as one that is taken back: `why` says which.
  declined: "voucher.withdrawn",
  revoked: "voucher.revoked",
};

/**
 * Moves vouchers along one edge, all or none: their status, the history of each, the coupons' counters of
 * use, and the announcement. Call it with their members locked, which puts everything that happens to a member's vouchers in
 * a row. One that is not where it should be throws `busy`: nothing is written, and who asks again sees what it is now.
 */
export async function moveAll(
  tx: Tx,
  scope: Scope,
  move: Move,
  facts: {
    readonly voucherIds: readonly string[];
    /** Why, of all of them alike or of each. */
    readonly cause: Readonly<Record<string, unknown>> | CauseOf;
    readonly now: Instant;
  },
): Promise<readonly MovedVoucher[]> {
  const { voucherIds, cause, now } = facts;
  if (voucherIds.length === 0) return [];
  const edge = moves[move];
  const causeOf = typeof cause === "function" ? cause : () => cause;
  const moved = await moveVouchers(tx, scope, voucherIds, { ...edge, causeOf, now });
  if (moved.length !== voucherIds.length) throw new AppError("busy", VOUCHER_MOVED);
  const change = edge.to === "used" ? 1 : edge.from === "used" ? -1 : 0;
  if (change !== 0) await countUses(tx, scope, moved, change);
  if (change !== 0) await countPackUses(tx, scope, moved, change);
  const over = edge.to === "available" ? await overOf(tx, scope, moved, now) : [];
  await announce(tx, scope, [...eventsOf(edge.kind, moved, causeOf), ...over]);
  return moved;
}

/** That those are over which come back after their end was passed by whoever tells of ends; the others it will tell of. */
async function overOf(
  tx: Tx,
  scope: Scope,
  moved: readonly MovedVoucher[],
  now: Instant,
): Promise<Announcement[]> {
  const ended = moved.flatMap(({ validUntil, ...one }) =>
    validUntil && validUntil <= now ? [{ ...one, validUntil }] : [],
  );
  if (ended.length === 0) return [];
  const ids = ended.map(({ id }) => id);
  const passed = await findPassed(tx, scope, ids);
  return ended.filter(({ id }) => passed.has(id)).map(expiredEvent);
}

function eventsOf(
  kind: VoucherMove["kind"],
  moved: readonly MovedVoucher[],
  causeOf: CauseOf,
): Announcement[] {
  const type = announced[kind];
  if (!type) return [];
  return moved.map(({ id, couponId, memberId }) => ({
    type,
    subjectId: id,
    payload: { couponId, memberId, ...causeOf(id) },
  }));
}
