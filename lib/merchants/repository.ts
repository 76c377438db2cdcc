import { and, eq, isNull } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { staff, staffSessions } from "@/db/schema/merchants";
import type { Instant } from "@/lib/kernel/time";

/** Who signs in with this address (lower case), and their password's hash; null = nobody. No merchant is known yet. */
export async function findStaffByEmail(reader: Reader, email: string) {
  const [row] = await reader
    .select({ id: staff.id, passwordHash: staff.passwordHash })
    .from(staff)
    .where(eq(staff.email, email));
  return row ?? null;
}

/** Keeps a new sign-in of one browser. */
export async function insertStaffSession(
  tx: Tx,
  session: {
    readonly id: string;
    readonly staffId: string;
    readonly userAgent: string;
    readonly expiresAt: Instant;
  },
): Promise<void> {
  await tx.insert(staffSessions).values(session);
}

/** Ends one sign-in, or all of a person's where `sessionId` is null; tells how many were still good. */
export async function endStaffSessions(
  tx: Tx,
  staffId: string,
  sessionId: string | null,
  now: Instant,
): Promise<number> {
  const ended = await tx
    .update(staffSessions)
    .set({ endedAt: now })
    .where(
      and(
        eq(staffSessions.staffId, staffId),
        isNull(staffSessions.endedAt),
        sessionId === null ? undefined : eq(staffSessions.id, sessionId),
      ),
    )
    .returning({ id: staffSessions.id });
  return ended.length;
}
