import type { Tx } from "@/db/client";
import { memberSessions } from "@/db/schema/members";
import { staffSessions } from "@/db/schema/merchants";
import { newId } from "@/lib/kernel/id";

const HOUR = 3_600_000;
const common = () => ({
  id: newId("ses"),
  userAgent: "test",
  expiresAt: new Date(Date.now() + 12 * HOUR),
});

/** A sign-in of a staff member, as if they had typed their password. */
export async function makeStaffSession(tx: Tx, staffId: string): Promise<string> {
  const session = { ...common(), staffId };
  await tx.insert(staffSessions).values(session);
  return session.id;
}

/** A sign-in of a member, as if they had typed their code. */
export async function makeMemberSession(tx: Tx, merchantId: string, memberId: string): Promise<string> {
  const session = { ...common(), merchantId, memberId };
  await tx.insert(memberSessions).values(session);
  return session.id;
}
