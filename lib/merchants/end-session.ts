import { databaseNow, inTransaction } from "@/db/transaction";
import { recordAudit } from "@/lib/merchants/record-audit";
import { endStaffSessions } from "@/lib/merchants/repository";
import { scopesOfStaff } from "@/lib/platform/auth/gates";

/**
 * Ends a staff member's sign-in in one browser, or everywhere: the cookies of the ended ones are worth nothing from the
 * next request on (S-8). Ending what has ended already changes nothing.
 */
export async function endSession(request: {
  readonly staffId: string;
  readonly sessionId: string;
  readonly everywhere: boolean;
  readonly requestId: string;
}): Promise<void> {
  const { staffId, sessionId, everywhere } = request;
  await inTransaction(async (tx) => {
    const ended = await endStaffSessions(tx, staffId, everywhere ? null : sessionId, await databaseNow(tx));
    if (ended === 0) return;
    const action = everywhere ? "staff.sign_out_everywhere" : "staff.sign_out";
    for (const scope of await scopesOfStaff(tx, staffId, request.requestId)) {
      const after = { sessions: ended };
      await recordAudit(tx, scope, [{ action, objectType: "staff", objectId: staffId, after }]);
    }
  });
}
