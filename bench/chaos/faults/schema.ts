import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { nextVersion } from "@/bench/chaos/migrations";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { seconds } from "@/bench/chaos/wait";
import { sqlState } from "@/db/faults";
import { migrate } from "@/db/migrate";

/** What the product's connections allow themselves (db/connection.ts): who waits longer for a lock gives up. */
const LOCK_TIMEOUT_MS = 2_000;
/** Somebody's long reads keep the migration from its locks, so that it has to come back for them. */
const READ_SECONDS = 1.2;

/** The longest that one of the product's connections has been waiting for a table, whenever it was looked at, in ms. */
async function longestQueue({ cluster }: Stage, isOver: () => boolean): Promise<number> {
  let longest = 0;
  while (!isOver()) {
    const [row] = await cluster.admin<{ ms: number }[]>`
      select coalesce(max(extract(epoch from clock_timestamp() - l.waitstart)), 0)::float8 * 1000 as ms
      from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where not l.granted and l.locktype = 'relation' and a.application_name = 'scrip'`.catch(() => []);
    longest = Math.max(longest, Number(row?.ms ?? 0));
    await sleep(20);
  }
  return longest;
}

/** Reports that read the busy tables, one after another. */
async function reports({ cluster, isLong }: Stage): Promise<void> {
  const session = cluster.session();
  for (let left = isLong ? 10 : 2; left > 0; left -= 1) {
    await session`select (select count(*) from voucher), (select count(*) from participation), pg_sleep(${READ_SECONDS})`;
    await sleep(400);
  }
  await session.end({ timeout: 1 });
}

async function appliedIn({ cluster }: Stage): Promise<number> {
  const [row] = await cluster.admin<{ count: number }[]>`
    select count(*)::int as count from drizzle.__drizzle_migrations`;
  return row?.count ?? 0;
}

/** F-17: the next version's migrations run while the web processes, which do not know them, serve. */
async function migrateUnderLoad(stage: Stage): Promise<Seen> {
  const before = await appliedIn(stage);
  const { folder, count, added } = nextVersion(`next_${stage.random.between(100_000, 999_999)}`);
  const rush = new Rush(stage, { clients: 12 });
  await sleep(500);
  let isOver = false;
  const watched = longestQueue(stage, () => isOver);
  const reading = reports(stage);
  await sleep(100);
  const began = performance.now();
  const run = () => migrate(stage.cluster.url, { folder, through: count });
  // It gives up after a minute and a half without a lock, which a slow machine can take from it: then it is run again.
  try {
    await run().catch(async (error: unknown) => {
      if (sqlState(error) !== "55P03") throw error;
      await run();
    });
    await reading;
    await sleep(500);
  } finally {
    isOver = true;
  }
  const queue = await watched;
  const took = performance.now() - began;
  const { timeouts, slowest, sent } = rush.figures(began);
  await rush.stop();
  // Of claims, orders and coupons alike.
  const failed = stage.recorder.answers.get("503") ?? 0;
  const applied = (await appliedIn(stage)) - before;
  const ready = await Promise.all(stage.webs.map((web) => stage.isReady(web)));
  return {
    told: `${applied} migrations, ${sent} claims in the ${seconds(took)} it took, slowest ${seconds(slowest)}, longest wait for a table ${Math.round(queue)} ms`,
    wrong: unmet({
      "all of them were applied": applied === added,
      "claims went on": sent > 20,
      "no request failed": failed === 0 && timeouts === 0,
      [`every claim was answered within ${seconds(stage.stretched(1_000))}`]:
        slowest < stage.stretched(1_000),
      "nobody waited for a table for as long as they wait at most": queue < LOCK_TIMEOUT_MS,
      "a schema that is newer than the code is one to serve on": ready.every(Boolean),
    }),
  };
}

/** Faults that are a change of the schema. */
export const schemaFaults: readonly Fault[] = [
  {
    key: "F-17",
    title: "the next version's migrations while the processes of before serve",
    run: migrateUnderLoad,
  },
];
