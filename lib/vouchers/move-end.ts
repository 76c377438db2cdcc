import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { VOUCHER_MOVED } from "@/lib/vouchers/move-vouchers";
import { writeEnd } from "@/lib/vouchers/repository/moves";

/**
 * Moves the end of one voucher that can still be used to a later one (I-9): the voucher, its history and the announcement.
 * Call it with its member locked and `until` decided by `extendedEnd`. One that moved meanwhile throws `busy`.
 */
export async function moveEnd(
  tx: Tx,
  scope: Scope,
  facts: {
    readonly voucherId: string;
    readonly until: Instant;
    readonly note: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { voucherId, until, note, now } = facts;
  const cause = { validUntil: until.toISOString(), ...(note ? { note } : {}) };
  const moved = await writeEnd(tx, scope, { voucherId, until, cause, now });
  if (!moved) throw new AppError("busy", VOUCHER_MOVED);
  const { couponId, memberId } = moved;
  const payload = { couponId, memberId, ...cause };
  await announce(tx, scope, [{ type: "voucher.extended", subjectId: voucherId, payload }]);
}
