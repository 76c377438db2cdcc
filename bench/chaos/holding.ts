import { send } from "@/bench/chaos/claims";
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

/** Connections of each process for claims, as in production (lib/platform/env.ts). */
export const CLAIMS_POOL = 2;

type Waiting = { readonly main: number; readonly claims: number };

/** How many of the product's connections wait for the merchant's row, and how many for a pool's, each in a transaction of its own. */
export async function waitingForRows({ cluster }: Stage): Promise<Waiting> {
  const [row] = await cluster.admin<Waiting[]>`
    select count(*) filter (where query ilike '%merchant%' and query not like '%claim_from_pool%')::int as main,
      count(*) filter (where query like '%claim_from_pool%')::int as claims
    from pg_stat_activity where application_name = 'scrip' and wait_event_type = 'Lock'`;
  return row ?? { main: 0, claims: 0 };
}

/**
 * Whether both processes have all connections of both their pools again: as many writers as those of the one, held by the
 * merchant's row, and claims of as many prize pools as there are of the other, held by theirs, must all reach the database
 * at the same time. Tried for `withinMs`, each time as long as the rows are waited for.
 */
export async function poolsAreWhole(stage: Stage, withinMs = 30_000): Promise<boolean> {
  const { webs, poolSize } = stage;
  // Of both much is left, and any member may win: no claim is answered without its pool's row.
  const claimed = ["open", "shared"].flatMap((begin) =>
    stage.targets.filter(({ name }) => name.startsWith(begin)).slice(0, 1),
  );
  const held = claimed.map(({ poolId }) => poolId).join();
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; ) {
    const asked: Promise<unknown>[] = [];
    const isWhole = await holding(stage, poolRows, [held], () =>
      holding(stage, merchantRow, [stage.world.merchantId], async () => {
        for (const { port } of webs) {
          for (let at = 0; at < poolSize; at += 1) asked.push(stage.coupons.write(port));
          for (const target of claimed)
            asked.push(send(stage, stage.newCall(stage.random, [target]), port, true));
        }
        return await isSo(1_800, async () => {
          const { main, claims } = await waitingForRows(stage);
          return main >= poolSize * webs.length && claims >= CLAIMS_POOL * webs.length;
        });
      }),
    );
    await Promise.all(asked);
    if (isWhole) return true;
  }
  return false;
}
