import { and, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staff, staffSessions } from "@/db/schema/merchants";
import { recoveryCodes, staffTotp } from "@/db/schema/staff";
import { preferencesSchema } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** The reader's own account (C-127); null for who is no staff member. */
export async function ownAccount(scope: Scope) {
  if (scope.actor.type !== "staff") return null;
  const { id } = scope.actor;
  const [[person], [codes]] = await Promise.all([
    db()
      .select({
        id: staff.id,
        name: staff.name,
        email: staff.email,
        preferences: staff.preferences,
        twoFactorSince: staffTotp.createdAt,
      })
      .from(staff)
      .leftJoin(staffTotp, eq(staffTotp.staffId, staff.id))
      .where(eq(staff.id, id)),
    db()
      .select({ count: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.staffId, id), isNull(recoveryCodes.usedAt))),
  ]);
  if (!person) return null;
  const preferences = preferencesSchema.partial().safeParse(person.preferences);
  return {
    ...person,
    preferences: preferences.success ? preferences.data : {},
    recoveryCodesLeft: codes?.count ?? 0,
  };
}

/** The reader's own sign-ins that are good now, newest first. */
export async function listOwnSessions(scope: Scope) {
  if (scope.actor.type !== "staff") return [];
  return await db()
    .select({
      id: staffSessions.id,
      userAgent: staffSessions.userAgent,
      createdAt: staffSessions.createdAt,
      lastSeenAt: staffSessions.lastSeenAt,
    })
    .from(staffSessions)
    .where(
      and(
        eq(staffSessions.staffId, scope.actor.id),
        isNull(staffSessions.endedAt),
        gt(staffSessions.expiresAt, sql`now()`),
      ),
    )
    .orderBy(desc(staffSessions.id))
    .limit(50);
}
export type OwnSession = Awaited<ReturnType<typeof listOwnSessions>>[number];
