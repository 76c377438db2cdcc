import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type ChangeStaffState, changeStaffState } from "@/lib/merchants/change-staff";
import type { Scope } from "@/lib/platform/auth/scope";
import { type EachOutcome, eachOne, type Named } from "@/lib/platform/each-one";

type ChangeManyStaff = Omit<ChangeStaffState, "staffId"> & { readonly staff: readonly Named[] };

/**
 * Ends the access of many people, or gives it back, each in a transaction of its own: what one refuses stops no other, and
 * each refusal is told (those of `changeStaffState`; `not_found`). Whoever asks is not among those whose access ends
 * (`yourself`): they could take nothing back. `changed` = those that stood otherwise before. The same request id does each
 * once.
 */
export async function changeManyStaff(
  scope: Scope,
  { requestId, change, staff }: ChangeManyStaff,
): Promise<Result<EachOutcome>> {
  const changed: string[] = [];
  const work = async (staffId: string, own: string) => {
    if (change === "deactivate" && staffId === scope.actor.id) return refuse("yourself");
    const result = await changeStaffState(scope, { requestId: own, staffId, change });
    if (result.ok && result.value.changed) changed.push(staffId);
    return result;
  };
  const outcome = await eachOne(requestId, staff, work);
  return ok({ ...outcome, changed });
}
