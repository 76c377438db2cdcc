import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { members } from "@/db/schema/members";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const memberIs = (scope: Scope, memberId: string) =>
  and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId));

/** The member's row under lock, without its key: references to it do not wait. Null = not here, or forgotten. */
export async function lockMemberRow(tx: Tx, scope: Scope, memberId: string) {
  const [row] = await tx
    .select({ id: members.id, homeStoreId: members.homeStoreId, blockedAt: members.blockedAt })
    .from(members)
    .where(and(memberIs(scope, memberId), isNull(members.erasedAt)))
    .for("no key update");
  return row ?? null;
}
/** Of these members those whose row nobody else holds, under lock as `lockMemberRow`, in the order of their ids. */
export async function lockFreeMemberRows(tx: Tx, scope: Scope, memberIds: readonly string[]) {
  const rows = await tx
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.merchantId, scope.merchantId),
        inArray(members.id, [...memberIds]),
        isNull(members.erasedAt),
      ),
    )
    .orderBy(members.id)
    .for("no key update", { skipLocked: true });
  return rows.map(({ id }) => id);
}

export type LockedMember = NonNullable<Awaited<ReturnType<typeof lockMemberRow>>>;

/** Notes a payment: the first stays the first, the latest is the latest. Also of somebody who was forgotten meanwhile. */
export async function setPaid(tx: Tx, scope: Scope, memberId: string, now: Instant): Promise<void> {
  await tx
    .update(members)
    .set({
      firstPaidAt: sql`least(${members.firstPaidAt}, ${now.toISOString()}::timestamptz)`,
      lastPaidAt: sql`greatest(${members.lastPaidAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(memberIs(scope, memberId));
}
