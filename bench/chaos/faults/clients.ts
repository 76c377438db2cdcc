import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, send, wishOf } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import type { Call } from "@/bench/chaos/recorder";
import { newRequestId } from "@/bench/chaos/rush";
import { SLACK, type Stage } from "@/bench/chaos/stage";
import { askTogether } from "@/bench/chaos/together";
import { seconds, within } from "@/bench/chaos/wait";

const RETRY_MS = 50;
const DRAIN_MS = 30_000;

type Storm = {
  readonly calls: readonly Call[] /** When each got its answer. */;
  readonly answered: number[];
  tries: number;
};

/** Every client claims once and, until it has an answer, asks again 50 ms after each failure. */
async function storm(stage: Stage, clients: number): Promise<Storm> {
  const target = stage.targets.filter(({ name }) => name === "open");
  const calls = Array.from({ length: clients }, () => stage.newCall(stage.random, target));
  const made: Storm = { calls, answered: [], tries: 0 };
  const client = async (call: Call, at: number) => {
    const port = stage.webs[at % 2]?.port ?? 0;
    for (const end = performance.now() + 90_000; performance.now() < end; await sleep(RETRY_MS)) {
      made.tries += 1;
      const { kind } = await send(stage, call, port);
      if (kind === "unknown") continue;
      made.answered.push(performance.now());
      return;
    }
  };
  await Promise.all(calls.map(client));
  return made;
}

/** F-14: the database is away, everybody retries at once and without mercy, and it comes back. */
async function retryStorm(stage: Stage): Promise<Seen> {
  const clients = stage.isLong ? 1_000 : 250;
  const began = performance.now();
  await storm(stage, clients);
  const normal = clients / ((performance.now() - began) / 1000);
  await stage.cluster.down("fast");
  const running = storm(stage, clients);
  await sleep(stage.isLong ? 10_000 : 1_200);
  await stage.cluster.up();
  const up = performance.now();
  const { answered, tries } = await within("the storm drains", DRAIN_MS * SLACK, running);
  const drained = Math.max(...answered) - up;
  const first = Math.min(...answered);
  const goodput = clients / Math.max(0.001, (Math.max(...answered) - first) / 1000);
  return {
    told: `${clients} clients, ${tries} tries; drained ${seconds(drained)} after the database was up, ${Math.round(goodput)} claims/s (${Math.round(normal)} without a storm)`,
    wrong: unmet({
      "everybody got an answer": answered.length === clients,
      "it drained within 30 s, times four for a busy machine": drained < DRAIN_MS * SLACK,
      "goodput stayed above a quarter of the normal": goodput > normal / 4,
    }),
  };
}

/** Sends these calls at the same moment over both processes and records what each was told. */
async function atOnce(stage: Stage, calls: readonly Call[]): Promise<string[]> {
  const wishes = calls.map((call, at) => ({
    port: stage.webs[at % 2]?.port ?? 0,
    wish: wishOf(stage, call, at === 0),
  }));
  const replies = await askTogether(wishes);
  return replies.map((reply, at) => {
    const call = calls[at];
    const answer = answerOf(reply);
    if (call) stage.recorder.note(call, answer);
    return answer.kind === "refused" ? answer.code : answer.kind === "ok" ? "ok" : answer.why;
  });
}

/** F-15: the same request from many sockets at once, and one member's many requests for what may be won once. */
async function doubleSubmit(stage: Stage): Promise<Seen> {
  const rounds = stage.isLong ? 20 : 3;
  const wrong: string[] = [];
  const open = stage.targets.filter(({ name }) => name === "open");
  const once = stage.targets.find(({ name }) => name === "scarce pool");
  let sent = 0;
  for (let round = 0; round < rounds; round += 1) {
    const same = stage.newCall(stage.random, open);
    const twins = await atOnce(
      stage,
      Array.from({ length: 40 }, () => same),
    );
    if (!twins.every((word) => word === "ok" || word === "503"))
      wrong.push(`twins were told ${[...new Set(twins)].join(", ")}`);
    if (!once) continue;
    const paths = Array.from({ length: 40 }, (_, at) =>
      at % 3 === 0 ? ("api" as const) : ("page" as const),
    );
    const many = paths.map((path) => stage.recorder.begin(round, once, path, newRequestId()));
    const told = await atOnce(stage, many);
    const wins = told.filter((word) => word === "ok").length;
    if (wins > 1) wrong.push(`I-2 one member won ${wins} times what may be won once`);
    sent += 80;
  }
  return { told: `${sent} requests in ${2 * rounds} bursts`, wrong };
}

/** Faults of clients. */
export const clientFaults: readonly Fault[] = [
  { key: "F-14", title: "a storm of retries after an outage", run: retryStorm },
  { key: "F-15", title: "the same request from many sockets at once", run: doubleSubmit },
];
