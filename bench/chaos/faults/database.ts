import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { holding, merchantRow, poolsAreWhole, waitingForRows } from "@/bench/chaos/holding";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { isSo, seconds, until } from "@/bench/chaos/wait";

/** Every packet takes this long in F-3, so that a transaction is mostly between two of its statements. */
const AMPLIFIED_MS = 8;
/** Programs that write coupons, several statements a transaction, until told to stop. */
const WRITERS = 6;

/** Ends one of the product's connections, one between two statements of a transaction where there is one; where it stood. */
async function endOne({ cluster }: Stage): Promise<string | null> {
  const [row] = await cluster.admin<{ state: string; ended: boolean }[]>`
    select state, pg_terminate_backend(pid) as ended from (select pid, state from pg_stat_activity
      where application_name = 'scrip' and backend_type = 'client backend'
      order by (state = 'idle in transaction') desc, random() limit 1) x`;
  return row?.ended ? row.state : null;
}

/** Programs that write coupons over both processes until the answer is true. */
async function writeCoupons(stage: Stage, isOver: () => boolean): Promise<void> {
  const writer = async (at: number) => {
    while (!isOver()) await stage.coupons.write(stage.webs[at % 2]?.port ?? 0);
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, at) => writer(at)));
}

/** F-3: the database ends connections of the app one after another between two statements of their transactions. */
async function terminate(stage: Stage): Promise<Seen> {
  stage.proxy.slow(AMPLIFIED_MS);
  const rush = new Rush(stage, { tills: 8 });
  let isOver = false;
  const writing = writeCoupons(stage, () => isOver);
  const wanted = stage.isLong ? 100 : 25;
  let inside = 0;
  let others = 0;
  try {
    for (const end = performance.now() + stage.stretched(wanted * 120); inside < wanted; ) {
      const state = await endOne(stage);
      if (state === "idle in transaction") inside += 1;
      else if (state !== null) others += 1;
      if (performance.now() > end) break;
      await sleep(stage.random.between(20, 80));
    }
    await sleep(300);
  } finally {
    isOver = true;
    await writing;
  }
  const { slowest, timeouts } = await rush.stop();
  stage.proxy.slow(0);
  const isWhole = await poolsAreWhole(stage);
  return {
    told: `${inside} connections ended between two statements of a transaction, ${others} elsewhere, slowest answer ${seconds(slowest)}`,
    wrong: unmet({
      [`${wanted} were ended between two statements`]: inside >= wanted,
      "nothing hung": timeouts === 0,
      [`every request ended within ${seconds(stage.longest)}`]: slowest < stage.longest,
      "both pools are whole again": isWhole,
    }),
  };
}

/** With as many open transactions of each process as its pool holds, held by one row, when `work` runs; how many they were. */
async function withFullPools(stage: Stage, work: () => Promise<void>): Promise<number> {
  const wanted = stage.poolSize * stage.webs.length;
  let most = 0;
  const writers: Promise<unknown>[] = [];
  await holding(stage, merchantRow, [stage.world.merchantId], async () => {
    for (const { port } of stage.webs)
      for (let at = 0; at < stage.poolSize + 4; at += 1) writers.push(stage.coupons.write(port));
    await isSo(1_500, async () => {
      most = Math.max(most, (await waitingForRows(stage)).main);
      return most >= wanted;
    });
    most = (await waitingForRows(stage)).main;
    await work();
  });
  await Promise.all(writers);
  return most;
}

type Way = "immediate" | "fast" | "kill -9 of a back end";

/** F-4: Postgres is restarted with the pools full of open transactions, at once, in order, and by a crash; the app heals by itself. */
async function restart(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const told: string[] = [];
  const wrong: string[] = [];
  const once: readonly Way[] = ["immediate", "fast", "kill -9 of a back end"];
  for (const way of stage.isLong ? [...once, ...once] : once) {
    await sleep(500);
    let up = 0;
    let away = 0;
    const open = await withFullPools(stage, async () => {
      const down = performance.now();
      if (way === "immediate" || way === "fast") await stage.cluster.restart(way);
      else await stage.cluster.crash();
      up = performance.now();
      away = up - down;
    });
    const success = () => rush.tries.find(({ at, ms, kind }) => kind === "ok" && at + ms > up);
    const withinMs = stage.stretched(5_000);
    await until(`a claim succeeds after: ${way}`, withinMs, () => success() !== undefined, 10);
    const first = success();
    const healed = first ? first.at + first.ms - up : Number.NaN;
    told.push(
      `${way}: ${open} transactions open, up after ${seconds(away)}, first success after ${seconds(healed)}`,
    );
    wrong.push(
      ...unmet({
        [`${way}: a pool full of transactions was open`]: open >= stage.poolSize,
        [`${way}: the first success came within ${seconds(withinMs)}`]: healed <= withinMs,
      }),
    );
  }
  await sleep(500);
  const { timeouts } = await rush.stop();
  const isWhole = await poolsAreWhole(stage);
  return {
    told: told.join("; "),
    wrong: [...wrong, ...unmet({ "nothing hung": timeouts === 0, "both pools are whole again": isWhole })],
  };
}

/** Faults of the database. */
export const databaseFaults: readonly Fault[] = [
  { key: "F-3", title: "connections ended between two statements of a transaction", run: terminate },
  { key: "F-4", title: "Postgres restarted and crashed under load", run: restart },
];
