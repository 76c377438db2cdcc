import type { Tx } from "@/db/client";
import { AppError } from "@/lib/kernel/app-error";
import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { firstUse, lockLabels } from "@/lib/members/repository/groups";
import { heldTier, lockPlan, planNameTaken, updatePlan } from "@/lib/members/repository/plans";
import type { PlanInput } from "@/lib/members/schema";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";

export type EditPlan = {
  readonly requestId: string;
  readonly planId: string;
  readonly revision: number;
  readonly plan: PlanInput;
};
type Locked = Awaited<ReturnType<typeof lockPlan>>;

/**
 * Changes a card plan, its tiers and their order. Who holds a tier keeps it. The same request id does it once. Refusals:
 * `changed_meanwhile`, `name_taken{name}`; for a tier left out `tier_held{name}`, `label_in_use{kind, name}`. Throws
 * `not_found`, for a tier of another plan too.
 */
export async function editPlan(
  scope: Scope,
  { requestId, planId, revision, plan }: EditPlan,
): Promise<Result<{ revision: number }>> {
  const body = { planId, revision, plan };
  return await transactOnce(scope, { route: "plan.edit", key: requestId, body }, async (tx) => {
    await lockLabels(tx, scope);
    const current = await lockPlan(tx, scope, planId);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    if (await planNameTaken(tx, scope, plan.name, planId)) return refuse("name_taken", { name: plan.name });
    const named = plan.tiers.flatMap((tier) => (tier.id ? [tier.id] : []));
    const known = current.tiers.map((tier) => tier.id);
    if (named.some((id) => !known.includes(id)) || new Set(named).size !== named.length) {
      throw new AppError("not_found");
    }
    const refusal = await gone(tx, scope, current, named);
    if (refusal) return { ok: false, refusal };
    const changed = changedFields(described(current), described(plan));
    if (!changed) return ok({ revision });
    const next = await updatePlan(tx, scope, planId, plan);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    await recordAudit(tx, scope, [
      { action: "plan.edit", objectType: "card_plan", objectId: planId, ...changed },
    ]);
    return ok({ revision: next });
  });
}

/** Why a tier that is left out cannot go; null = all can. */
async function gone(tx: Tx, scope: Scope, current: Locked, kept: readonly string[]): Promise<Refusal | null> {
  const left = current.tiers.filter((tier) => !kept.includes(tier.id));
  const held = await heldTier(
    tx,
    scope,
    left.map((tier) => tier.id),
  );
  if (held) return refuse("tier_held", { name: left.find((tier) => tier.id === held)?.name ?? "" }).refusal;
  const use = await firstUse(
    tx,
    scope,
    "tierIds",
    left.map((tier) => tier.id),
  );
  return use && refuse("label_in_use", use).refusal;
}

type Described = Pick<PlanInput, "name" | "description"> & {
  readonly tiers: readonly {
    readonly id: string | null;
    readonly name: string;
    readonly thresholdMinor: number | null;
    readonly benefits: string;
    readonly colour: string;
  }[];
};

/** A plan as the log tells of it. */
const described = ({ name, description, tiers }: Described): Described => ({
  ...{ name, description },
  tiers: tiers.map(({ id, name, thresholdMinor, benefits, colour }) => ({
    ...{ id, name, thresholdMinor, benefits, colour },
  })),
});
