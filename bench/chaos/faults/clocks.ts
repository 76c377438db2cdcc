import { setTimeout as sleep } from "node:timers/promises";
import { send } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { begin, tell } from "@/bench/chaos/faults/payments";
import { makeTimedOffers, type Target } from "@/bench/chaos/offers";
import type { Web } from "@/bench/chaos/programs";
import { newRequestId, Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { until } from "@/bench/chaos/wait";
import { inTransaction } from "@/db/transaction";
import { closeJobs, send as sendJob } from "@/lib/platform/jobs";
import { reconcileJob } from "@/lib/risk/jobs";

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** How far off each web process is, in milliseconds; the workers are as the first. */
type Skews = readonly [number, number];
const skews: readonly Skews[] = [
  [HOUR, 0],
  [0, -HOUR],
  [24 * HOUR, -24 * HOUR],
  [-24 * HOUR, 24 * HOUR],
  // Nodes that differ by five minutes.
  [5 * MINUTE, 0],
];

const inWords = (skew: Skews) => skew.map((ms) => `${ms / HOUR} h`).join(" and ");

/** Claims at the edges of periods and days, of one process; what was answered otherwise than by the database's clock. */
async function claimsAtEdges(stage: Stage, web: Web, offers: TimedOffers, at: number): Promise<string[]> {
  const { over, coming, running, daily } = offers;
  const claim = async (target: Target, member: number) => {
    const call = stage.recorder.begin(member, target, "page", newRequestId());
    let answer = await send(stage, call, web.port);
    // A busy machine may have it come back.
    for (let left = 4; left > 0 && answer.kind === "unknown"; left -= 1) {
      await sleep(200);
      answer = await send(stage, call, web.port);
    }
    return answer.kind === "ok" ? "ok" : answer.kind === "refused" ? answer.code : answer.why;
  };
  const asked: [Target, number, string][] = [
    [over, at, "ended"],
    [coming, at, "not_started"],
    [running, at, "ok"],
    [daily, 50 + at, "ok"],
    [daily, 50 + at, "daily_limit_reached"],
  ];
  const wrong: string[] = [];
  for (const [target, member, wanted] of asked) {
    const got = await claim(target, member);
    if (got !== wanted) wrong.push(`${web.name}: ${target.name} answered ${got}, not ${wanted}`);
  }
  return wrong;
}

type TimedOffers = Awaited<ReturnType<typeof makeTimedOffers>>;

/** A provider's event is taken within 300 s of the database's clock, and refused outside, whatever the process's says (S-28). */
async function eventsAtEdges(stage: Stage, payment: Paid, skew: Skews): Promise<string[]> {
  const wrong: string[] = [];
  const told = async (at: number, wanted: number) => {
    let statuses = await tell(stage, payment, "paid", 2, new Date(at));
    for (let left = 4; left > 0 && statuses.includes(503); left -= 1) {
      await sleep(200);
      statuses = await tell(stage, payment, "paid", 2, new Date(at));
    }
    if (statuses.some((status) => status !== wanted))
      wrong.push(
        `an event signed ${(at - Date.now()) / MINUTE} min from now was answered ${statuses.join()}, not ${wanted}`,
      );
  };
  // What a process whose clock is off would take for fresh.
  for (const ms of skew) if (Math.abs(ms) > 6 * MINUTE) await told(Date.now() + ms, 400);
  await told(Date.now(), 200);
  return wrong;
}

type Paid = Awaited<ReturnType<typeof begin>>["payment"];

/**
 * Has a worker recount, whose clock is wrong; the promise in the answer is kept when it is through. Whatever it finds to be
 * broken is found by the check of every scenario.
 */
async function recount({ cluster }: Stage): Promise<() => Promise<unknown>> {
  const count = async () => {
    const [row] = await cluster.admin<{ done: number }[]>`select count(*)::int as done from pgboss.job
      where name = ${reconcileJob.name} and state = 'completed'`;
    return row?.done ?? 0;
  };
  const before = await count();
  await inTransaction((tx) => sendJob(tx, reconcileJob, { from: null }));
  await closeJobs();
  return () => until("the recount is through", 90_000, async () => (await count()) > before, 100);
}

/** F-12: the clocks of the processes jump, each its own way; periods, days and windows are those of the database. */
async function jump(stage: Stage): Promise<Seen> {
  const offers = await makeTimedOffers(stage.world.merchantId);
  // What is asked at the edges is asked here alone.
  const rush = new Rush(stage, { targets: stage.targets, clients: 16 });
  stage.targets = [...stage.targets, ...Object.values(offers)];
  const { payment } = await begin(stage, "order");
  const wrong: string[] = [];
  const jumps = stage.random.shuffled(skews);
  let isThrough: (() => Promise<unknown>) | null = null;
  for (const [at, skew] of jumps.entries()) {
    for (const [which, web] of stage.webs.entries()) web.skew(skew[which] ?? 0);
    for (const worker of stage.workers) worker.skew(skew[0]);
    isThrough ??= await recount(stage);
    await sleep(stage.isLong ? 3_000 : 300);
    const seen = [
      ...(await claimsAtEdges(stage, stage.webs[0], offers, 2 * at)),
      ...(await claimsAtEdges(stage, stage.webs[1], offers, 2 * at + 1)),
      ...(await eventsAtEdges(stage, payment, skew)),
    ];
    wrong.push(...seen.map((what) => `clocks ${inWords(skew)} off: ${what}`));
  }
  await isThrough?.();
  for (const program of stage.programs) program.skew(0);
  const { timeouts } = await rush.stop();
  for (const web of stage.webs) await until(`${web.name} is ready`, 10_000, () => stage.isReady(web));
  return {
    told: `${jumps.length} jumps of up to a day of each process, ${jumps.length * 10} claims and a provider's events at the edges, and a recount meanwhile`,
    wrong: [...wrong, ...unmet({ "nothing hung": timeouts === 0 })],
  };
}

/** Faults of clocks. */
export const clockFaults: readonly Fault[] = [
  { key: "F-12", title: "the clocks of the processes jump, each its own way", isGentle: true, run: jump },
];
