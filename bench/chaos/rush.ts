import { setTimeout as sleep } from "node:timers/promises";
import { send } from "@/bench/chaos/claims";
import { CLIENT_MS } from "@/bench/chaos/http";
import type { Target } from "@/bench/chaos/offers";
import type { Random } from "@/bench/chaos/random";
import type { Stage } from "@/bench/chaos/stage";
import { within } from "@/bench/chaos/wait";
import { look } from "@/bench/chaos/watch";
import { quantile } from "@/bench/figures";
import { newId } from "@/lib/kernel/id";

export type RushPlan = {
  readonly clients?: number;
  readonly tills?: number;
  readonly targets?: readonly Target[];
  /** Which port a client asks; unless given, one of the web processes by chance. */
  readonly port?: (random: Random) => number;
};

export type RushFigures = {
  readonly sent: number;
  readonly ok: number;
  readonly refused: number;
  readonly unknown: number;
  /** Tries that were not answered while the client waited. */
  readonly timeouts: number;
  /** Tries that ended otherwise than by a win, a refusal, or being told to come back (429, 503). */
  readonly cut: number;
  readonly p99: number;
  readonly slowest: number;
};

export type Try = {
  readonly at: number;
  readonly ms: number;
  /** False = the same request was sent before, and may have been done. */
  readonly isFirst: boolean;
  readonly port: number;
  readonly kind: "ok" | "refused" | "unknown";
  readonly why: string;
};

const CLIENTS = 36;
/** Tills that sell beside them. */
const TILLS = 2;
/** Clients think for a moment between two wishes, so that the machine has time for what is tested. */
const THINK_MS = 120;

/** Members who claim, and tills that sell, from many connections at once, until they are stopped. Who gets no answer asks again, half of the time. */
export class Rush {
  readonly tries: Try[] = [];
  readonly #running: Promise<unknown>;
  /** What there was to wish for when it began. */
  readonly #targets: readonly Target[];
  #isOver = false;

  constructor(
    private readonly stage: Stage,
    private readonly plan: RushPlan = {},
  ) {
    this.#targets = plan.targets ?? stage.targets;
    const clients = Array.from({ length: plan.clients ?? CLIENTS }, () => this.#client(stage.random.fork()));
    const tills = Array.from({ length: plan.tills ?? TILLS }, () =>
      stage.sales.till(stage.random.fork(), () => this.#isOver),
    );
    this.#running = Promise.all([...clients, ...tills, this.#keep(), this.#watch()]);
    // Whoever stops it is told; until then nobody listens.
    this.#running.catch(() => undefined);
    stage.rushes.add(this);
  }

  /** Lets everyone finish what they have under way. */
  async stop(): Promise<RushFigures> {
    this.#isOver = true;
    this.stage.rushes.delete(this);
    await within("the clients end", CLIENT_MS * 5, this.#running);
    return this.figures();
  }

  /** What was asked since `since`, on the clock of `performance.now()`, and is answered by now. */
  figures(since = 0): RushFigures {
    const tries = this.tries.filter((one) => one.at >= since);
    const of = (kind: Try["kind"]) => tries.filter((one) => one.kind === kind).length;
    const sorted = Float64Array.from(tries, ({ ms }) => ms).sort();
    return {
      sent: tries.length,
      ok: of("ok"),
      refused: of("refused"),
      unknown: of("unknown"),
      timeouts: tries.filter(({ why }) => why === "timeout").length,
      cut: tries.filter(({ why }) => why === "cut" || why === "no connection").length,
      p99: quantile(sorted, 0.99),
      slowest: sorted.at(-1) ?? 0,
    };
  }

  async #keep(): Promise<void> {
    while (!this.#isOver) {
      await this.stage.keeper?.add();
      await sleep(400);
    }
  }

  async #watch(): Promise<void> {
    while (!this.#isOver) {
      await look(this.stage);
      await sleep(300);
    }
  }

  async #client(random: Random): Promise<void> {
    const { stage } = this;
    await sleep(random.between(0, THINK_MS));
    while (!this.#isOver) {
      const call = stage.newCall(random, this.#targets);
      for (let tries = random.between(1, 3); tries > 0; tries -= 1) {
        const port = this.plan.port?.(random) ?? random.pick(stage.webs).port;
        const at = performance.now();
        const isFirst = call.tries === 0;
        const answer = await send(stage, call, port);
        const why = answer.kind === "unknown" ? answer.why : "";
        this.tries.push({ at, ms: answer.ms, isFirst, port, kind: answer.kind, why });
        if (answer.kind !== "unknown" || this.#isOver) break;
        await sleep(random.between(20, 250));
      }
      await sleep(random.between(0, 2 * THINK_MS));
    }
  }
}

/** A request id as a client makes it, before its first try. */
export const newRequestId = () => newId("evt");
