import { setTimeout as sleep } from "node:timers/promises";
import { send as claim } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { holding } from "@/bench/chaos/holding";
import { ask } from "@/bench/chaos/http";
import { PackTrade } from "@/bench/chaos/pack-trade";
import { deliveriesOf, deliverNow, missDays, untilDelivering } from "@/bench/chaos/packs";
import type { Web } from "@/bench/chaos/programs";
import { Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { isSo, seconds, until } from "@/bench/chaos/wait";
import { inTransaction } from "@/db/transaction";
import { closeJobs, send } from "@/lib/platform/jobs";
import { reconcileJob } from "@/lib/risk/jobs";

const READY_MS = 10_000;
const STOP_MS = 30_000;
/** So many claims are sent at once to the process that is then killed. */
const BURST = 200;

/** Sends 200 claims and kills the process once some of them are answered; how many had no answer then. */
async function killAmongClaims(stage: Stage, web: Web): Promise<number> {
  const open = stage.targets.filter(({ name }) => name === "open");
  const calls = Array.from({ length: BURST }, () => stage.newCall(stage.random, open));
  let answered = 0;
  const sent = calls.map(async (call) => {
    await claim(stage, call, web.port);
    answered += 1;
  });
  // Before the first answer, or somewhere among them; a slow machine has more than a moment for it.
  const some = stage.random.between(0, BURST / 2);
  await isSo(stage.random.between(10, 100), async () => some > 0 && answered >= some, 1);
  const unanswered = BURST - answered;
  await web.end("SIGKILL");
  await Promise.all(sent);
  return unanswered;
}

/** F-1: a web process is killed in the middle of 200 claims, again and again, and started again. */
async function killWeb(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const trade = await PackTrade.of(stage);
  const trading = trade.trade();
  const ready: number[] = [];
  const unanswered: number[] = [];
  for (let left = stage.isLong ? 10 : 1; left > 0; left -= 1) {
    await sleep(stage.random.between(300, 900));
    const web = stage.random.pick(stage.webs);
    unanswered.push(await killAmongClaims(stage, web));
    const started = performance.now();
    await web.start();
    await until(`${web.name} is ready`, stage.stretched(READY_MS), () => stage.isReady(web));
    ready.push(performance.now() - started);
  }
  await sleep(300);
  trade.end();
  const [{ timeouts }] = await Promise.all([rush.stop(), trading]);
  const traded = await trade.verdict();
  const slowest = Math.max(...ready);
  return {
    told: `${ready.length} kills with ${Math.min(...unanswered)} or more of ${BURST} claims in hand, ready again within ${seconds(slowest)}; ${traded.told}`,
    wrong: [
      ...traded.wrong,
      ...unmet({
        "each kill met claims": unanswered.every((claims) => claims > 0),
        [`it was ready within ${seconds(stage.stretched(READY_MS))}`]: slowest < stage.stretched(READY_MS),
        "nothing hung": timeouts === 0,
      }),
    ],
  };
}

/** Asks a process for its readiness all the time, as a balancer does. */
class Balancer {
  readonly out = new Set<number>();
  /** When it said that it is draining, and how often it was still answered after that. */
  drainingAt: number | null = null;
  #isOver = false;

  constructor(private readonly web: Web) {}

  async watch(): Promise<void> {
    while (!this.#isOver) {
      const { status, body } = await ask(this.web.port, { path: "/readyz" }, 3_000);
      if (status !== 200) this.out.add(this.web.port);
      if (status === 503 && body.includes('"draining":true')) this.drainingAt ??= performance.now();
      await sleep(50);
    }
  }

  end(): void {
    this.#isOver = true;
  }
}

/** F-2: a web process is told to end under load, behind a balancer that heeds its readiness. */
async function drainWeb(stage: Stage): Promise<Seen> {
  const web = stage.random.pick(stage.webs);
  const balancer = new Balancer(web);
  const watching = balancer.watch();
  const rush = new Rush(stage, {
    port: (random) => random.pick(stage.webs.filter(({ port }) => !balancer.out.has(port))).port,
  });
  await sleep(700);
  const toldAt = performance.now();
  const { code } = await web.end("SIGTERM", STOP_MS + 5_000);
  const took = performance.now() - toldAt;
  balancer.end();
  await watching;
  const { timeouts } = await rush.stop();
  const cut = rush.tries.filter(
    ({ port, why }) => port === web.port && (why === "cut" || why === "no connection"),
  );
  const noticed = balancer.drainingAt === null ? Number.NaN : balancer.drainingAt - toldAt;
  return {
    told: `not ready after ${Math.round(noticed)} ms, gone after ${seconds(took)}, ${cut.length} requests cut`,
    wrong: unmet({
      "it said first that it is draining": balancer.drainingAt !== null,
      "no request was cut": cut.length === 0,
      "it ended by itself with code 0": code === 0,
      "it was gone within 30 s": took <= STOP_MS,
      "nothing hung": timeouts === 0,
    }),
  };
}

/**
 * Sends the recount, has it wait in the middle of its work, and kills both workers there. When that was by the database's
 * clock, or null when it was not caught at work.
 */
async function killAtWork(stage: Stage): Promise<string | null> {
  const { admin } = stage.cluster;
  const isActive = async () => {
    const rows = await admin`select 1 from pgboss.job where name = ${reconcileJob.name} and state = 'active'`;
    return rows.length > 0;
  };
  // The recount reads the alerts first; nothing that members do needs them.
  return await holding(stage, "lock table alert in access exclusive mode", [], async () => {
    await inTransaction((tx) => send(tx, reconcileJob, { from: null }));
    await closeJobs();
    const isCaught = await until("the recount is at work", 8_000, isActive, 20).then(
      () => true,
      () => false,
    );
    await Promise.all(stage.workers.map((worker) => worker.end("SIGKILL")));
    const [row] = await admin<{ at: string }[]>`select clock_timestamp()::text as at`;
    return isCaught ? (row?.at ?? null) : null;
  });
}

/** F-5: workers are killed at work, with events to hand over, packs to deliver and a job in hand; all of it is taken up. */
async function killWorkers(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage);
  const { admin } = stage.cluster;
  const trade = await PackTrade.of(stage);
  const trading = trade.trade();
  const delivered = await deliveriesOf(stage);
  const { owed, owedByNow } = await missDays(stage);
  await deliverNow();
  await untilDelivering(stage, delivered, 5_000);
  const rounds = stage.isLong ? 19 : 1;
  for (let left = rounds; left > 0; left -= 1) {
    await sleep(stage.random.between(200, 700));
    const doomed = stage.isLong ? stage.workers : [stage.random.pick(stage.workers)];
    await Promise.all(doomed.map((worker) => worker.end("SIGKILL")));
    await Promise.all(doomed.map((worker) => worker.start()));
  }
  const killedAt = await killAtWork(stage);
  await Promise.all(stage.workers.map((worker) => worker.start()));
  trade.end();
  await Promise.all([rush.stop(), trading]);
  const traded = await trade.verdict();
  const ms = await until("all events are handed over", 30_000, async () => {
    const [row] = await admin`select 1 from outbox_batch where delivered_at is null limit 1`;
    return row === undefined;
  });
  stage.debts.push({
    what: "a job whose worker was killed is taken up by another within half a minute, stretched",
    since: performance.now(),
    withinMs: stage.stretched(30_000),
    isPaid: async () => {
      const rows = await admin`select 1 from pgboss.job where name = ${reconcileJob.name}
        and (state = 'retry' or (state = 'active' and started_on < ${killedAt}::timestamptz))`;
      return rows.length === 0;
    },
  });
  stage.debts.push({
    what: `${owed} deliveries of packs that were missed are made, whoever of the workers was killed, and no more`,
    since: performance.now(),
    withinMs: stage.stretched(90_000),
    isPaid: async () => {
      const made = (await deliveriesOf(stage)) - delivered;
      const most = await owedByNow();
      if (made > most) throw new Error(`${made} deliveries were made where ${most} were due`);
      return made >= owed;
    },
  });
  return {
    told: `killed ${rounds} times, and once more while a job was at work; ${traded.told}; all events handed over ${seconds(ms)} after the load`,
    wrong: [...traded.wrong, ...unmet({ "a job was caught at work": killedAt !== null })],
  };
}

/** Faults of the product's own processes. */
export const processFaults: readonly Fault[] = [
  { key: "F-1", title: "kill -9 of a web process in the middle of claims", run: killWeb },
  { key: "F-2", title: "SIGTERM of a web process under load", run: drainWeb },
  { key: "F-5", title: "kill -9 of a worker at work", run: killWorkers },
];
