import { setTimeout as sleep } from "node:timers/promises";
import { answerOf, send, wishOf } from "@/bench/chaos/claims";
import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import type { Call } from "@/bench/chaos/recorder";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { askTogether } from "@/bench/chaos/together";
import { seconds, until, within } from "@/bench/chaos/wait";

const RETRY_MS = 50;
/** After a success, so that the normal is not all that the machine can do. */
const THINK_MS = 100;
const DRAIN_MS = 30_000;
/** Short windows are told from noise by the best of so many storms; a server that breaks down under one does so in each. */
const ROUNDS = 3;

/** When each answer came, by its kind, on the clock of `performance.now()`. */
type Answers = { readonly granted: number[]; readonly sentBack: number[]; readonly other: number[] };

/** Clients that claim again and again, and 50 ms after each failure, until they are stopped. */
class Crowd {
  readonly answers: Answers = { granted: [], sentBack: [], other: [] };
  readonly #running: Promise<void>;
  #isOver = false;

  constructor(
    private readonly stage: Stage,
    readonly clients: number,
  ) {
    this.#running = Promise.all(Array.from({ length: clients }, (_, at) => this.#client(at))).then(
      () => undefined,
    );
  }

  /** Every client gets the answer to what it asks for, and goes. */
  async end(): Promise<void> {
    this.#isOver = true;
    await within("the storm drains", DRAIN_MS, this.#running);
  }

  /** Claims granted a second between two moments. */
  goodput(from: number, to: number): number {
    return this.answers.granted.filter((at) => at > from && at <= to).length / ((to - from) / 1000);
  }

  async #client(at: number): Promise<void> {
    const { stage, answers } = this;
    const target = stage.targets.filter(({ name }) => name === "open");
    const port = stage.webs[at % 2]?.port ?? 0;
    while (!this.#isOver) {
      const call = stage.newCall(stage.random, target);
      for (;;) {
        const answer = await send(stage, call, port);
        const now = performance.now();
        if (answer.kind !== "unknown") {
          answers.granted.push(now);
          await sleep(THINK_MS);
          break;
        }
        (["503", "429"].includes(answer.why) ? answers.sentBack : answers.other).push(now);
        await sleep(RETRY_MS);
      }
    }
  }
}

type Round = {
  readonly normal: number;
  readonly goodput: number;
  readonly drainedMs: number;
  readonly sentBack: number;
  readonly other: number;
};

/** One storm: what a crowd is granted normally, the database away, and what it is granted once it is back. */
async function oneStorm(stage: Stage): Promise<Round> {
  const crowd = new Crowd(stage, stage.isLong ? 1_000 : 250);
  const seen = await blow(stage, crowd).catch(async (error: unknown) => {
    await crowd.end();
    throw error;
  });
  await crowd.end();
  const { sentBack, other } = crowd.answers;
  return {
    ...{ normal: seen.normal, goodput: seen.goodput, drainedMs: performance.now() - seen.up },
    sentBack: sentBack.filter((at) => at > seen.away).length,
    other: other.length,
  };
}

async function blow(stage: Stage, crowd: Crowd) {
  const [beforeMs, stormMs] = stage.isLong ? [5_000, 5_000] : [1_500, 5_000];
  await sleep(500);
  const before = performance.now();
  await sleep(beforeMs);
  const normal = crowd.goodput(before, performance.now());
  const away = performance.now();
  await stage.cluster.down("fast");
  await sleep(stage.isLong ? 10_000 : 1_200);
  await stage.cluster.up();
  const up = performance.now();
  const first = () => crowd.answers.granted.find((at) => at > up);
  await until("a claim is granted again", stage.stretched(5_000), () => first() !== undefined, 10);
  const from = first() ?? up;
  await sleep(stormMs);
  return { normal, away, up, goodput: crowd.goodput(from, from + stormMs) };
}

/** F-14: the database is away, everybody retries at once and without mercy, and it comes back. */
async function retryStorm(stage: Stage): Promise<Seen> {
  const rounds: Round[] = [];
  const share = () => Math.max(...rounds.map(({ goodput, normal }) => goodput / normal));
  while (rounds.length === 0 || (share() <= 0.5 && rounds.length < ROUNDS))
    rounds.push(await oneStorm(stage));
  const drained = Math.max(...rounds.map(({ drainedMs }) => drainedMs));
  const sentBack = rounds.reduce((sum, round) => sum + round.sentBack, 0);
  return {
    told: `${rounds.map(({ goodput, normal }) => `${Math.round(goodput)} claims/s in the storm, ${Math.round(normal)} before it`).join("; ")}; ${sentBack} told to come back, drained in ${seconds(drained)}`,
    wrong: unmet({
      "it drained within 30 s": drained < DRAIN_MS,
      "goodput stayed above half of the normal": share() > 0.5,
      "clients were sent back by 503 or 429": rounds.every((round) => round.sentBack > 0),
      "and by nothing else": rounds.every((round) => round.other === 0),
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
  { key: "F-15", title: "the same request from many sockets at once", isGentle: true, run: doubleSubmit },
];
