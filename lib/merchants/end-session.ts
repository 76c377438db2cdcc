import { databaseNow, inTransaction } from "@/db/transaction";
import { type Asking, auditPerson } from "@/lib/merchants/open-session";
import { endStaffSessions } from "@/lib/merchants/repository";

/**
 * Ends a staff member's sign-in in one browser, or everywhere: the cookies of the ended ones are worth nothing from the
 * next request on (S-8). Ending what has ended already changes nothing.
 */
export async function endSession(
  request: Asking & { readonly staffId: string; readonly sessionId: string; readonly everywhere: boolean },
): Promise<void> {
  const { staffId, sessionId, everywhere } = request;
  await inTransaction(async (tx) => {
    const ended = await endStaffSessions(tx, staffId, everywhere ? null : sessionId, await databaseNow(tx));
    if (ended === 0) return;
    const action = everywhere ? "staff.sign_out_everywhere" : "staff.sign_out";
    await auditPerson(tx, request, action, { after: { sessions: ended } });
  });
}

/** Ends a person's sign-ins in every other browser; tells how many there were. */
export async function endOtherSessions(
  request: Asking & {
    readonly staffId: string;
    /** The one that stays. */
    readonly sessionId: string;
  },
): Promise<number> {
  const { staffId, sessionId } = request;
  return await inTransaction(async (tx) => {
    const ended = await endStaffSessions(tx, staffId, null, await databaseNow(tx), sessionId);
    if (ended > 0) await auditPerson(tx, request, "staff.sign_out_others", { after: { sessions: ended } });
    return ended;
  });
}
