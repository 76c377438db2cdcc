import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endStaffSessions, insertStaffSession } from "@/lib/merchants/repository";
import { scopesOfStaff } from "@/lib/platform/auth/gates";
import { SESSION_SECONDS } from "@/lib/platform/auth/session-token";

/** The request that asks, as the audit log names it: its id, and the client's address where it is told. */
export type Asking = { readonly requestId: string; readonly address?: string };

/** The browser somebody is at, and the sign-in it had before; null = none. */
export type Browser = Asking & {
  readonly userAgent: string;
  readonly previous: { readonly sessionId: string; readonly staffId: string } | null;
};

/**
 * Opens a new sign-in of this person in this browser and ends the one it had: a session never outlives the moment in
 * which somebody proved more than before (S-7). It is in the audit log of every merchant the person works at, as
 * `action`. Gives the session's id.
 */
export async function openSession(
  tx: Tx,
  staffId: string,
  { userAgent, requestId, address, previous }: Browser,
  action: string,
): Promise<string> {
  const id = newId("ses");
  const now = await databaseNow(tx);
  if (previous) await endStaffSessions(tx, previous.staffId, previous.sessionId, now);
  const expiresAt = new Date(now.getTime() + SESSION_SECONDS.staff * 1000);
  await insertStaffSession(tx, { id, staffId, userAgent, expiresAt });
  await auditPerson(tx, { staffId, requestId, address }, action, { after: { sessionId: id } });
  return id;
}

/** Writes what somebody did about their own account into the audit log of every merchant they work at. */
export async function auditPerson(
  tx: Tx,
  person: Asking & { readonly staffId: string },
  action: string,
  change: { readonly before?: Record<string, unknown>; readonly after?: Record<string, unknown> } = {},
): Promise<void> {
  for (const scope of await scopesOfStaff(tx, person.staffId, person)) {
    await recordAudit(tx, scope, [{ action, objectType: "staff", objectId: person.staffId, ...change }]);
  }
}
