import { setTimeout as sleep } from "node:timers/promises";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { holding, merchantRow, newCoupon } from "@/bench/chaos/holding";
import { ask, type Reply } from "@/bench/chaos/http";
import { Rush } from "@/bench/chaos/rush";
import { SLACK, type Stage } from "@/bench/chaos/stage";
import { seconds, until } from "@/bench/chaos/wait";

const list = (stage: Stage) => ({
  path: "/api/v1/activities?limit=1",
  headers: { authorization: `Bearer ${stage.apiKey}` },
});

/** F-6: every connection of the pool of one process waits for one row. */
async function exhaustPool(stage: Stage): Promise<Seen> {
  const [web, other] = stage.webs;
  const rush = new Rush(stage, { port: () => other.port });
  let isOver = false;
  const fast: Reply[] = [];
  const health: Reply[] = [];
  const writers = async () => {
    while (!isOver) await newCoupon(stage, web.port);
  };
  let writing: Promise<unknown> = Promise.resolve();
  const look = async () => {
    const [read, alive] = await Promise.all([
      ask(web.port, list(stage)),
      ask(web.port, { path: "/healthz" }),
    ]);
    fast.push(read);
    health.push(alive);
  };
  const watch = async () => {
    writing = Promise.all(Array.from({ length: 40 }, writers));
    await sleep(600);
    const looks: Promise<void>[] = [];
    for (const end = performance.now() + (stage.isLong ? 30_000 : 2_500); performance.now() < end; ) {
      looks.push(look());
      await sleep(200);
    }
    await Promise.all(looks);
  };
  await holding(stage, merchantRow, [stage.world.merchantId], watch).finally(() => {
    isOver = true;
  });
  const recovery = await until(
    "the process answers again",
    2_000 * SLACK * 2,
    async () => (await ask(web.port, list(stage))).status === 200,
  );
  await writing;
  const { timeouts } = await rush.stop();
  const busy = fast.filter(({ status }) => status === 503);
  const slowest = Math.max(...fast.map(({ ms }) => ms));
  return {
    told: `${busy.length} of ${fast.length} reads told to come back, slowest ${seconds(slowest)}; answers again after ${seconds(recovery)}`,
    wrong: unmet({
      "the pool was full": busy.length > 0,
      "reads are 200 or 503": fast.every(({ status }) => status === 200 || status === 503),
      "each 503 says when to come back": busy.every(({ headers }) => headers["retry-after"] !== undefined),
      "reads end within 1.5 s, times four for a busy machine": slowest < 1_500 * SLACK,
      "/healthz is 200 all the time": health.every(({ status }) => status === 200),
      "nothing hung": timeouts === 0,
    }),
  };
}

/** F-10: an operator holds a prize pool's row: its claims are told to come back, those of others go on. */
async function holdRow(stage: Stage): Promise<Seen> {
  const held = stage.random.pick(
    stage.targets.filter(({ weight, supply }) => weight === 2 && supply === null),
  );
  const others = stage.targets.filter(({ activityId }) => activityId !== held.activityId);
  const mine = new Rush(stage, { targets: [held], clients: 10 });
  const theirs = new Rush(stage, { targets: others, clients: 20 });
  await sleep(300);
  const lock = "select 1 from prize_pool where id = $1 for update";
  let during = { ok: 0 };
  let sentBack = 0;
  let beside = { ok: 0 };
  await holding(stage, lock, [held.poolId], async () => {
    const from = performance.now();
    await sleep(stage.isLong ? 12_000 : 2_800);
    during = mine.figures(from);
    sentBack = mine.tries.filter(({ at, ms, kind }) => at + ms > from && kind === "unknown").length;
    beside = theirs.figures(from);
  });
  const back = performance.now();
  const ms = await until("its claims are answered again", 5_000 * SLACK, () => {
    const { ok, refused } = mine.figures(back);
    return ok + refused > 0;
  });
  const { timeouts, slowest } = await mine.stop();
  const { timeouts: more } = await theirs.stop();
  return {
    told: `${sentBack} claims told to come back within ${seconds(slowest)}, ${beside.ok} others granted; answered again after ${seconds(ms)}`,
    wrong: unmet({
      "claims on the held row were not granted": during.ok === 0,
      "and told to come back": sentBack > 0,
      "claims on other rows were": beside.ok > 0,
      "nothing hung": timeouts + more === 0,
    }),
  };
}

/** F-11: two pools give the same coupons in opposite order, and 64 clients claim both. */
async function crossLocks(stage: Stage): Promise<Seen> {
  const { admin } = stage.cluster;
  const deadlocks = async () => {
    const [row] = await admin<{ deadlocks: number }[]>`
      select deadlocks::int from pg_stat_database where datname = current_database()`;
    return row?.deadlocks ?? 0;
  };
  const shared = stage.targets.filter(({ name }) => name.startsWith("shared"));
  const before = await deadlocks();
  const rush = new Rush(stage, { targets: shared, clients: 64 });
  await sleep(stage.isLong ? 15_000 : 1_800);
  const { ok, timeouts } = await rush.stop();
  // The server adds its figures up with some delay.
  await sleep(1_200);
  const count = (await deadlocks()) - before;
  return {
    told: `${ok} granted, ${count} deadlocks`,
    wrong: unmet({
      "there was no deadlock": count === 0,
      "claims were granted": ok > 0,
      "nothing hung": timeouts === 0,
    }),
  };
}

/** Faults that are somebody else's lock. */
export const lockFaults: readonly Fault[] = [
  { key: "F-6", title: "every connection held by one locked row", run: exhaustPool },
  { key: "F-10", title: "a prize pool's row held by an operator", run: holdRow },
  { key: "F-11", title: "two pools sharing coupons in opposite order", run: crossLocks },
];
