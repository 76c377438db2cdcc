import type { Stage } from "@/bench/chaos/stage";

/**
 * Looks at the scenario's pools as they stand at one moment in the middle of it all (I-1, I-5): what is issued is never
 * more than there is, and always what members have. Says nothing while the database cannot be asked.
 */
export async function look({ cluster, targets, recorder }: Stage): Promise<void> {
  const ids = targets.map(({ poolId }) => poolId);
  const rows = await cluster.admin<{ id: string }[]>`
    select p.id from prize_pool p where p.id = any(${ids}) and (p.issued > p.inventory or p.issued <>
      (select count(*) from participation x where x.merchant_id = p.merchant_id and x.pool_id = p.id))`.catch(
    () => [],
  );
  for (const { id } of rows)
    recorder.wrong.push(`I-5 the counter of ${id} was off in the middle of the load`);
}
