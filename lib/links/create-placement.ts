import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkPlacement } from "@/lib/links/check-placement";
import { onSiteLinkTo } from "@/lib/links/on-site-link";
import { insertPlacement, isPlaceable } from "@/lib/links/repository/placements";
import type { PlacedTarget, PlacementInput } from "@/lib/links/schema/placements";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Puts something promoted on members' pages. It leads there by its on-site link, which is made with the first placement, so
 * that all that comes by its placements is counted as that channel's. In a store's view it stands in that store alone. The
 * same request id makes one. Refusals: `link_target_gone` when members cannot open what it is to lead to, or it is not the
 * actor's to place; those of `checkPlacement`.
 */
export async function createPlacement(
  scope: Scope,
  request: {
    readonly requestId: string;
    readonly target: PlacedTarget;
    readonly placement: PlacementInput;
  },
): Promise<Result<{ id: string }>> {
  const { requestId, ...body } = request;
  const { target, placement } = body;
  return await transactOnce(scope, { route: "placement.create", key: requestId, body }, async (tx) => {
    if (!(await isPlaceable(tx, scope, target))) return refuse("link_target_gone");
    const unfit = await checkPlacement(tx, scope, placement, { storeId: scope.storeId });
    if (unfit) return { ok: false, refusal: unfit };
    const made = await onSiteLinkTo(tx, scope, target);
    if (!made.ok) return made;
    const linkId = made.value.id;
    const id = await insertPlacement(tx, scope, { linkId, placement });
    const after = { ...placement, storeId: scope.storeId, target: target.id };
    await recordAudit(tx, scope, [
      { action: "placement.create", objectType: "placement", objectId: id, after },
    ]);
    return ok({ id });
  });
}
