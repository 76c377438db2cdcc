import type { ActivityEdit } from "@/lib/activities/schema";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";

export type PoolFacts = { readonly id: string; readonly position: number; readonly issued: number };

/** What of an activity limits how it may be changed. */
export type EditFacts = {
  readonly revision: number;
  readonly archived: boolean;
  readonly publishedAt: Instant | null;
  readonly startsAt: Instant;
  readonly timeZone: string;
  readonly participations: number;
  readonly pools: readonly PoolFacts[];
};

/** The pools that an edit leaves out. */
export function removedPools(pools: readonly PoolFacts[], edit: ActivityEdit): PoolFacts[] {
  const kept = new Set(edit.rules.passwords.flatMap((row) => ("poolId" in row ? [row.poolId] : [])));
  return pools.filter((pool) => !kept.has(pool.id));
}

/** Why an edit may not be made to the activity as it stands; null = it may. Named pools must be the activity's own. */
export function editRefusal(
  current: EditFacts,
  edit: ActivityEdit,
  revision: number,
  now: Instant,
): Refusal | null {
  if (current.revision !== revision) return refuse("changed_meanwhile").refusal;
  if (current.archived) return refuse("archived").refusal;
  const begun = current.publishedAt !== null && current.startsAt <= now;
  if (begun && edit.timeZone !== current.timeZone) return refuse("time_zone_fixed").refusal;
  const { total } = edit.limits;
  if (total !== null && total < current.participations) {
    return refuse("total_below_used", { used: current.participations }).refusal;
  }
  const won = removedPools(current.pools, edit).find((pool) => pool.issued > 0);
  return won ? refuse("pool_was_won", { position: won.position }).refusal : null;
}
