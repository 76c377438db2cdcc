import type { Reply } from "@/bench/chaos/http";
import type { Stage } from "@/bench/chaos/stage";
import { isSo } from "@/bench/chaos/wait";

/** Somebody at a console of the database who keeps a lock while `work` runs. */
export async function holding<T>(
  stage: Stage,
  statement: string,
  params: string[],
  work: () => Promise<T>,
): Promise<T> {
  const session = stage.cluster.session();
  try {
    await session.unsafe("begin");
    await session.unsafe(statement, params);
    return await work();
  } finally {
    await session.unsafe("rollback").catch(() => undefined);
    await session.end({ timeout: 1 });
  }
}

/** Every writer of a coupon waits for this row of the merchant's, which claims do not touch. */
export const merchantRow = "select 1 from merchant where id = $1 for no key update";

/** Every claim of these pools waits for their rows, one statement for each pool and process. */
export const poolRows =
  "select 1 from prize_pool where id = any(string_to_array($1, ',')) order by id for update";

/** How many of the product's connections wait for the merchant's row, each in a transaction of its own. */
export async function waitingForMerchant({ cluster }: Stage): Promise<number> {
  const [row] = await cluster.admin<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
    where application_name = 'scrip' and wait_event_type = 'Lock' and query ilike '%merchant%'`;
  return row?.count ?? 0;
}

/**
 * Whether both processes have all connections of their pools again: as many writers as those, held by one row, must all
 * reach the database at the same time. Tried for `withinMs`, each time as long as the row is waited for.
 */
export async function poolsAreWhole(stage: Stage, withinMs = 30_000): Promise<boolean> {
  const wanted = stage.poolSize * stage.webs.length;
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; ) {
    const writers: Promise<Reply>[] = [];
    const isWhole = await holding(stage, merchantRow, [stage.world.merchantId], async () => {
      for (const { port } of stage.webs) {
        for (let at = 0; at < stage.poolSize; at += 1) writers.push(stage.coupons.write(port));
      }
      return await isSo(1_800, async () => (await waitingForMerchant(stage)) >= wanted);
    });
    await Promise.all(writers);
    if (isWhole) return true;
  }
  return false;
}
