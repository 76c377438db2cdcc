import { inTransaction } from "@/db/transaction";
import { deleteToldWin, holdOwnWin, insertToldWin } from "@/lib/activities/repository/told-wins";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { hit } from "@/lib/platform/rate-limit";

/** So often a member says and takes back that they are named: it writes, and every kept page is made anew. */
export const TELL_LIMIT = { limit: 30, minutes: 60 } as const;

export type TellWin = { readonly participationId: string; readonly tell: boolean };

/**
 * A member lets pages tell of their own win, masked, among the winners, or takes that back; nobody else can, and without
 * it no page does. Kept pages show it within a second; no process is told, for members do this in a rush. Doing it again
 * changes nothing and leaves no second audit row. Refusals: `too_many_tries{until}` beyond `TELL_LIMIT`. Throws `forbidden` for
 * who is no member, `not_found` for a win that is not theirs.
 */
export async function tellWin(scope: Scope, { participationId, tell }: TellWin): Promise<Result<null>> {
  const { actor } = scope;
  if (actor.type !== "member") throw new AppError("forbidden");
  return await inTransaction(async (tx) => {
    const win = await holdOwnWin(tx, scope, actor.id, participationId);
    if (!win) throw new AppError("not_found");
    const counted = await hit(tx, { bucket: `tell:${scope.merchantId}:${actor.id}`, ...TELL_LIMIT });
    if (!counted.allowed) return refuse("too_many_tries", { until: counted.until.toISOString() });
    const isChanged = tell ? await insertToldWin(tx, scope, win) : await deleteToldWin(tx, scope, win);
    if (!isChanged) return ok(null);
    const action = tell ? "win.tell" : "win.untell";
    await recordAudit(tx, scope, [{ action, objectType: "participation", objectId: win.id }]);
    return ok(null);
  });
}
