import { inTransaction } from "@/db/transaction";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result } from "@/lib/kernel/result";
import { type Asking, auditPerson } from "@/lib/merchants/open-session";
import { lockPerson, updatePerson } from "@/lib/merchants/repository/staff";
import type { Preferences } from "@/lib/merchants/schema";

/** Keeps how the console is to look for a person, wherever they sign in. Twice is as good as once. */
export async function savePreferences(
  request: Asking & { readonly staffId: string; readonly preferences: Preferences },
): Promise<Result<Preferences>> {
  const { staffId, preferences } = request;
  return await inTransaction(async (tx) => {
    const person = await lockPerson(tx, staffId);
    const changed = person && changedFields(person.preferences, preferences);
    if (!changed) return ok(preferences);
    await updatePerson(tx, staffId, { preferences });
    await auditPerson(tx, request, "staff.preferences", changed);
    return ok(preferences);
  });
}
