import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { fullRefusal } from "@/lib/links/check-placement";
import { loadLead, lockPlacement, removePlacement, setPlacementOff } from "@/lib/links/repository/placements";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type PlacementChange = "disable" | "enable" | "delete";
type Asked = {
  readonly requestId: string;
  readonly placementId: string;
  readonly change: PlacementChange;
};

/**
 * Switches a placement off, or on again, or deletes it: the next page that is opened shows it no more. What came by it stays
 * counted. The same request id does it once. Refusals: `wrong_state`; `slot_full{limit}` where as many
 * stand there as can. Throws `not_found` for one that is not the actor's.
 */
export async function changePlacement(scope: Scope, request: Asked): Promise<Result<{ id: string }>> {
  const { requestId, ...body } = request;
  const once = { route: "placement.change", key: requestId, body };
  return await transactOnce(scope, once, (tx) => changeIn(tx, scope, body));
}

async function changeIn(
  tx: Tx,
  scope: Scope,
  { placementId, change }: Omit<Asked, "requestId">,
): Promise<Result<{ id: string }>> {
  const current = await lockPlacement(tx, scope, placementId);
  if (!current) throw new AppError("not_found");
  const about = { action: `placement.${change}`, objectType: "placement", objectId: placementId };
  if (change === "delete") {
    await removePlacement(tx, scope, placementId);
    const { slot, form, storeId, title, text, button, audience, startsAt, endsAt } = current;
    const { target } = await loadLead(tx, scope, current.linkId);
    // All that is left of it.
    const words = { title, text, button };
    const before = { target: target.id, slot, form, storeId, ...words, audience, startsAt, endsAt };
    await recordAudit(tx, scope, [{ ...about, before }]);
    return ok({ id: placementId });
  }
  const isOff = change === "disable";
  if ((current.disabledAt !== null) === isOff) return refuse("wrong_state");
  const full = isOff ? null : await fullRefusal(tx, scope, current);
  if (full) return { ok: false, refusal: full };
  await setPlacementOff(tx, scope, placementId, isOff);
  await recordAudit(tx, scope, [{ ...about, before: { active: isOff }, after: { active: !isOff } }]);
  return ok({ id: placementId });
}
