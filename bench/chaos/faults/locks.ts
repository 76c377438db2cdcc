import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, wishOf } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { pageOf } from "@/bench/chaos/faults/writes";
import { CLAIMS_POOL, holding, merchantRow, poolRows, waitingForRows } from "@/bench/chaos/holding";
import { ask, type Reply, type Wish } from "@/bench/chaos/http";
import { BUYERS, PackBuyers } from "@/bench/chaos/pack-buyers";
import type { Web } from "@/bench/chaos/programs";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { seconds, until } from "@/bench/chaos/wait";
import { quantile } from "@/bench/figures";

/**
 * Writers of each process: its pool's connections, and three times as many that wait for one. A lock is waited for no longer
 * than two seconds, so that connections come free by turns: with few who wait, whoever looks then has one at once.
 */
const WRITERS = 40;

const LIST = "the API's list";
/** Asks no database: what it takes is the machine's own, and any other answer takes some times as much of it. */
const HEALTH = "/healthz";
const OWN = 4;

type Look = { readonly what: string; readonly reply: Reply };

/** Asks a process for what needs a connection: two kinds of page, the API, and a claim of what nobody holds. */
async function lookAt(stage: Stage, web: Web): Promise<Look[]> {
  const { apiKey, random } = stage;
  const open = stage.targets.filter(({ name }) => name === "open");
  const cookie = random.pick(stage.world.members).cookie;
  const wishes: Record<string, Wish> = {
    [LIST]: {
      path: "/api/v1/activities?limit=1",
      headers: { authorization: `Bearer ${apiKey}` },
    },
    "an activity's page": pageOf(stage),
    "a wallet": { path: "/m/bench/coupons", headers: { cookie, accept: "text/html" } },
    [HEALTH]: { path: "/healthz" },
  };
  const claiming = async () => {
    const call = stage.newCall(random, open);
    const reply = await ask(web.port, wishOf(stage, call, true));
    stage.recorder.note(call, answerOf(reply));
    return { what: "a claim", reply };
  };
  const looks = Object.entries(wishes).map(async ([what, wish]) => ({
    what,
    reply: await ask(web.port, wish),
  }));
  return await Promise.all([...looks, claiming()]);
}

/** How many connections of each kind of pool wait for the held rows, at most at any moment, until it is over. */
async function mostHeld(stage: Stage, isOver: () => boolean): Promise<{ main: number; claims: number }> {
  const most = { main: 0, claims: 0 };
  while (!isOver()) {
    const { main, claims } = await waitingForRows(stage).catch(() => most);
    most.main = Math.max(most.main, main);
    most.claims = Math.max(most.claims, claims);
    await sleep(100);
  }
  return most;
}

/** Looks at both processes, five times a second, for as long as the row is held. */
async function lookAround(stage: Stage): Promise<Look[]> {
  const looks: Promise<Look[]>[] = [];
  for (const end = performance.now() + (stage.isLong ? 30_000 : 2_500); performance.now() < end; ) {
    for (const web of stage.webs) looks.push(lookAt(stage, web));
    await sleep(stage.isLong ? 1_000 : 400);
  }
  return (await Promise.all(looks)).flat();
}

function timesOf(replies: readonly Reply[]): { half: number; slowest: number } {
  const times = Float64Array.from(replies, ({ ms }) => ms).sort();
  return { half: quantile(times, 0.5), slowest: times.at(-1) ?? Number.NaN };
}

/** What must be so of everything that was asked while no connection was to be had. */
function judge(stage: Stage, looks: readonly Look[]): { told: string; wrong: string[] } {
  const wrong: string[] = [];
  const told: string[] = [];
  const of = (what: string) => looks.filter((look) => look.what === what).map(({ reply }) => reply);
  const machine = timesOf(of(HEALTH));
  for (const what of new Set(looks.map((look) => look.what))) {
    const replies = of(what);
    if (what === HEALTH) {
      wrong.push(...unmet({ "/healthz is 200": replies.every(({ status }) => status === 200) }));
      continue;
    }
    const busy = replies.filter(({ status }) => status === 503);
    const { half, slowest } = timesOf(replies);
    const bounds = boundsOf(stage, what);
    const most = {
      half: bounds.half + OWN * machine.half,
      slowest: bounds.slowest + OWN * machine.slowest,
    };
    told.push(
      `${what}: ${busy.length} of ${replies.length} told to come back, half within ${seconds(half)}, slowest ${seconds(slowest)}`,
    );
    wrong.push(
      ...unmet({
        [`${what} was told to come back`]: busy.length > 0,
        [`${what} was answered 200, 409 or 503`]: replies.every(({ status }) =>
          [200, 409, 503].includes(status),
        ),
        [`${what}: each 503 says when to come back`]: busy.every(
          ({ headers }) => headers["retry-after"] !== undefined,
        ),
        [`${what} ended within ${seconds(most.half)}, half of the time`]: half < most.half,
        [`${what} ended within ${seconds(most.slowest)}`]: slowest < most.slowest,
      }),
    );
  }
  return { told: told.join("; "), wrong };
}

/**
 * What is typical is stretched less than what is the slowest of all. A page, which is rendered besides, and a claim ask
 * more than once, and a busy machine takes its time: half of them keep the bound, all the deadline of a request.
 */
function boundsOf(stage: Stage, what: string): { half: number; slowest: number } {
  const stretched = stage.stretched(1_500);
  if (what !== LIST) return { half: stretched, slowest: stage.longest };
  return { half: Math.max(1_500, stretched / 2), slowest: stretched };
}

/** How long after `from` every route of both processes answers 200 again. */
async function recoveryOf(stage: Stage, from: number): Promise<number> {
  const withinMs = stage.stretched(2_000);
  await until("every route answers again", withinMs, async () => {
    const looks = (await Promise.all(stage.webs.map((web) => lookAt(stage, web)))).flat();
    return looks.every(({ reply }) => reply.status === 200);
  });
  return performance.now() - from;
}

/** F-6: every connection of both pools of both processes waits for somebody's rows. */
async function exhaustPool(stage: Stage): Promise<Seen> {
  const others = stage.targets.filter(({ name }) => name !== "open");
  const rush = new Rush(stage, { targets: others, clients: 24 });
  let isOver = false;
  const writer = async (port: number) => {
    while (!isOver) {
      await stage.coupons.write(port);
      await sleep(50);
    }
  };
  let writing: Promise<unknown> = Promise.resolve();
  let looks: Look[] = [];
  let released = 0;
  let most = { main: 0, claims: 0 };
  const held = others.map(({ poolId }) => poolId).join();
  await holding(stage, poolRows, [held], () =>
    holding(stage, merchantRow, [stage.world.merchantId], async () => {
      const ports = stage.webs.flatMap(({ port }) => Array.from({ length: WRITERS }, () => port));
      writing = Promise.all(ports.map(writer));
      const counting = mostHeld(stage, () => isOver);
      await sleep(600);
      looks = await lookAround(stage);
      isOver = true;
      most = await counting;
      released = performance.now();
    }),
  ).finally(() => {
    isOver = true;
  });
  const recovery = await recoveryOf(stage, released);
  await writing;
  const { timeouts } = await rush.stop();
  const { told, wrong } = judge(stage, looks);
  return {
    told: `${most.main} and ${most.claims} connections held; ${told}; all answer again after ${seconds(recovery)}`,
    wrong: [
      ...wrong,
      ...unmet({
        // A few may be in another's hand whenever it is looked at.
        "the connections of the main pools were held": most.main >= stage.webs.length * (stage.poolSize - 2),
        "and of the pools for claims": most.claims >= stage.webs.length * CLAIMS_POOL,
        [`recovery took at most ${seconds(stage.stretched(2_000))}`]: recovery <= stage.stretched(2_000),
        "nothing hung": timeouts === 0,
      }),
    ],
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
  const ms = await until("its claims are answered again", stage.stretched(5_000), () => {
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
      [`each within ${seconds(stage.longest)}`]: slowest < stage.longest,
      "nothing hung": timeouts + more === 0,
    }),
  };
}

/** F-11: pools and packs give the same coupons in opposite order, and 64 clients claim and buy all of them. */
async function crossLocks(stage: Stage): Promise<Seen> {
  const { admin } = stage.cluster;
  const deadlocks = async () => {
    const [row] = await admin<{ deadlocks: number }[]>`
      select deadlocks::int from pg_stat_database where datname = current_database()`;
    return row?.deadlocks ?? 0;
  };
  const shared = stage.targets.filter(({ name }) => name.startsWith("shared"));
  const buying = await PackBuyers.of(
    stage,
    shared.map(({ couponIds }) => couponIds),
  );
  const before = await deadlocks();
  const rush = new Rush(stage, { targets: shared, clients: 64 - BUYERS });
  const bought = buying.buy();
  await sleep(stage.isLong ? 15_000 : 1_800);
  buying.end();
  await bought;
  const { ok, timeouts } = await rush.stop();
  // The server adds its figures up with some delay.
  await sleep(1_200);
  const count = (await deadlocks()) - before;
  const packs = await buying.verdict();
  return {
    told: `${ok} granted, ${packs.delivered} packs delivered, ${count} deadlocks`,
    wrong: [
      ...packs.wrong,
      ...unmet({
        "there was no deadlock": count === 0,
        "claims were granted": ok > 0,
        "packs were delivered": packs.delivered > 1,
        "nothing hung": timeouts === 0,
      }),
    ],
  };
}

/** Faults that are somebody else's lock. */
export const lockFaults: readonly Fault[] = [
  { key: "F-6", title: "every connection of both pools held by locked rows", run: exhaustPool },
  { key: "F-10", title: "a prize pool's row held by an operator", run: holdRow },
  {
    key: "F-11",
    title: "pools and packs sharing coupons in opposite order",
    isGentle: true,
    run: crossLocks,
  },
];
