import { AppError } from "@/lib/kernel/app-error";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { checkPlacement } from "@/lib/links/check-placement";
import { onSiteLinkTo } from "@/lib/links/on-site-link";
import { isPlaceable, loadLead, lockPlacement, updatePlacement } from "@/lib/links/repository/placements";
import type { PlacementInput } from "@/lib/links/schema/placements";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type EditPlacement = {
  readonly requestId: string;
  readonly placementId: string;
  readonly revision: number;
  readonly placement: PlacementInput;
};

/**
 * Changes a placement; what it leads to stays. One whose link was ended, or is over, leads by another from then on. The same
 * request id changes it once. Refusals: `changed_meanwhile` when somebody saved since `revision`, those of `checkPlacement`.
 * Throws `not_found` for one that is not the actor's to change.
 */
export async function editPlacement(
  scope: Scope,
  request: EditPlacement,
): Promise<Result<{ revision: number }>> {
  const { requestId, ...body } = request;
  const { placementId, placement } = body;
  return await transactOnce(scope, { route: "placement.edit", key: requestId, body }, async (tx) => {
    const current = await lockPlacement(tx, scope, placementId);
    if (!current) throw new AppError("not_found");
    if (current.revision !== body.revision) return refuse("changed_meanwhile");
    const [startsAt, endsAt] = [current.startsAt.toISOString(), current.endsAt?.toISOString() ?? null];
    const changed = changedFields({ ...current, startsAt, endsAt }, inUtc(placement));
    const lead = await loadLead(tx, scope, current.linkId);
    const isLeft = lead.isOver && (await isPlaceable(tx, scope, lead.target));
    if (!changed && !isLeft) return ok({ revision: current.revision });
    const unfit = await checkPlacement(tx, scope, placement, current);
    if (unfit) return { ok: false, refusal: unfit };
    const link = isLeft ? await onSiteLinkTo(tx, scope, lead.target) : ok({ id: current.linkId });
    if (!link.ok) return link;
    const linkId = link.value.id;
    const revision = await updatePlacement(tx, scope, placementId, { placement, linkId });
    const moved = isLeft ? [{ link: current.linkId }, { link: linkId }] : [];
    const before = { ...changed?.before, ...moved[0] };
    const after = { ...changed?.after, ...moved[1] };
    const about = { action: "placement.edit", objectType: "placement", objectId: placementId };
    await recordAudit(tx, scope, [{ ...about, before, after }]);
    return ok({ revision });
  });
}

/** As the database gives it, so that the same moment is no change. */
const inUtc = ({ startsAt, endsAt, ...rest }: PlacementInput) => ({
  ...rest,
  startsAt: new Date(startsAt).toISOString(),
  endsAt: endsAt === null ? null : new Date(endsAt).toISOString(),
});
