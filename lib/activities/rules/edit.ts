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
  const begun = current.participations > 0 || (current.publishedAt !== null && current.startsAt <= now);
  if (begun && edit.timeZone !== current.timeZone) return refuse("time_zone_fixed").refusal;
  const { total } = edit.limits;
  if (total !== null && total < current.participations) {
    return refuse("total_below_used", { used: current.participations }).refusal;
  }
  const won = removedPools(current.pools, edit).find((pool) => pool.issued > 0);
  return won ? refuse("pool_was_won", { position: won.position }).refusal : null;
}

/** What a pool gives, as the audit log keeps it. */
type Gift = {
  readonly poolId: string | null;
  readonly inventory?: number;
  readonly prizes: readonly Prize[];
};
type Prize = { readonly couponId: string; readonly quantity: number };

const onlyPrize = ({ couponId, quantity }: Prize) => ({ couponId, quantity });

/** The gifts of an activity as they are: what each pool gives, in order. */
export function giftsOf(
  pools: readonly PoolFacts[],
  prizes: readonly (Prize & { readonly poolId: string })[],
): Gift[] {
  return pools.map((pool) => ({
    poolId: pool.id,
    prizes: prizes.filter((prize) => prize.poolId === pool.id).map(onlyPrize),
  }));
}

/** The gifts of an activity as an edit makes them. The passwords themselves are in no log. */
export function giftsAfter(edit: ActivityEdit): Gift[] {
  return edit.rules.passwords.map((row) => ({
    ...("poolId" in row ? { poolId: row.poolId } : { poolId: null, inventory: row.inventory }),
    prizes: row.prizes.map(onlyPrize),
  }));
}
