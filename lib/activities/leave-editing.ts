import { inTransaction } from "@/db/transaction";
import { dropEditor } from "@/lib/activities/repository/page-editing";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Says that a window no longer has the page open, so that whoever opens it next is told of nobody. Another window's or
 * another person's place stays as it is, and so does that of another merchant. Doing it again changes nothing. Throws
 * `forbidden` for who is no staff.
 */
export async function leaveEditing(
  scope: Scope,
  { activityId, tab }: { readonly activityId: string; readonly tab: string },
): Promise<Result<null>> {
  const { actor } = scope;
  if (actor.type !== "staff") throw new AppError("forbidden");
  await inTransaction((tx) => dropEditor(tx, scope, { activityId, staffId: actor.id, tab }));
  return ok(null);
}
