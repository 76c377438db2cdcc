import { ask, type Reply } from "@/bench/chaos/http";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { until } from "@/bench/chaos/wait";

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

/** Writes a coupon over the API. */
export function newCoupon(stage: Stage, port: number): Promise<Reply> {
  const body = {
    name: "Held up",
    currency: "HKD",
    benefit: { type: "percent_off", bps: 2000 },
    validity: { type: "days_after_claim", days: 30 },
  };
  const headers = {
    authorization: `Bearer ${stage.apiKey}`,
    "content-type": "application/json",
    "idempotency-key": newRequestId(),
  };
  return ask(port, { method: "POST", path: "/api/v1/coupons", headers, body: JSON.stringify(body) });
}

/**
 * Whether both processes have all connections of their pools again: as many writers as those, held by one row, must all
 * reach the database at the same time. Tried for `withinMs`, each time as long as the row is waited for.
 */
export async function poolsAreWhole(stage: Stage, withinMs = 30_000): Promise<boolean> {
  const wanted = stage.poolSize * stage.webs.length;
  const waiting = async () => {
    const [row] = await stage.cluster.admin<{ count: number }[]>`
      select count(*)::int as count from pg_stat_activity
      where application_name = 'scrip' and wait_event_type = 'Lock' and query ilike '%merchant%'`;
    return row?.count ?? 0;
  };
  for (const deadline = performance.now() + withinMs; performance.now() < deadline; ) {
    const writers: Promise<Reply>[] = [];
    const isWhole = await holding(stage, merchantRow, [stage.world.merchantId], async () => {
      for (const { port } of stage.webs) {
        for (let at = 0; at < stage.poolSize; at += 1) writers.push(newCoupon(stage, port));
      }
      const full = until("all connections are there", 1_800, async () => (await waiting()) >= wanted, 20);
      return await full.then(
        () => true,
        () => false,
      );
    });
    await Promise.all(writers);
    if (isWhole) return true;
  }
  return false;
}
