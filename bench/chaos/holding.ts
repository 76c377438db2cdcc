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

/** Whether what is asked while a row is held reaches the database on as many connections as `isFull` wants, at the same time. */
async function reaches(
  stage: Stage,
  [statement, param]: readonly [string, string],
  ask: () => Promise<unknown>[],
  isFull: (waiting: Waiting) => boolean,
): Promise<boolean> {
  let asked: Promise<unknown>[] = [];
  const isWhole = await holding(stage, statement, [param], async () => {
    asked = ask();
    return await isSo(1_800, async () => isFull(await waitingForRows(stage)));
  });
  await Promise.all(asked);
  return isWhole;
}

/**
 * Whether both processes have all connections of both their pools again: claims of as many prize pools as the pools for
 * claims have, held by their rows, and as many writers as the main pools have, held by the merchant's, must each all be in
 * the database at the same time. One after the other, for who claims is looked up by the main pool. Tried for `withinMs`.
 */
export async function poolsAreWhole(stage: Stage, withinMs = 30_000): Promise<boolean> {
  const { webs, poolSize, targets, world } = stage;
  // Of both much is left, and any member may win: no claim is answered without its pool's row.
  const claimed = ["open", "shared"].flatMap((begin) =>
    targets.filter(({ name }) => name.startsWith(begin)).slice(0, 1),
  );
  const claims = () =>
    webs.flatMap(({ port }) =>
      claimed.map((target) => send(stage, stage.newCall(stage.random, [target]), port, true)),
    );
  const writers = () =>
    webs.flatMap(({ port }) => Array.from({ length: poolSize }, () => stage.coupons.write(port)));
  const pools = [poolRows, claimed.map(({ poolId }) => poolId).join()] as const;
  const merchant = [merchantRow, world.merchantId] as const;
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; ) {
    const isWhole =
      (await reaches(stage, pools, claims, (all) => all.claims >= CLAIMS_POOL * webs.length)) &&
      (await reaches(stage, merchant, writers, ({ main }) => main >= poolSize * webs.length));
    if (isWhole) return true;
  }
  return false;
}
