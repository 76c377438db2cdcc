import { setTimeout as sleep } from "node:timers/promises";
import { ask, type Reply } from "@/bench/chaos/http";
import { proper, wishFrom } from "@/bench/chaos/orders";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { Late } from "@/bench/chaos/wait";

type Write = {
  readonly key: string /** What it was told to have made; null = not yet. */;
  id: string | null;
};

/** Coupons that a program writes in a scenario, several statements a transaction, and what it was told of each. */
export class Coupons {
  readonly #writes: Write[] = [];
  /** The name of every coupon of the scenario. */
  readonly #mark = `Written ${newRequestId()}`;

  constructor(private readonly stage: Stage) {}

  /** Writes one, asked for once; what became of it may stay unknown until `findWrong`. */
  async write(port: number): Promise<Reply> {
    const write: Write = { key: newRequestId(), id: null };
    this.#writes.push(write);
    return await this.#send(write, port);
  }

  async #send(write: Write, port: number): Promise<Reply> {
    const body = {
      name: this.#mark,
      currency: "HKD",
      benefit: { type: "percent_off", bps: 2000 },
      validity: { type: "days_after_claim", days: 30 },
    };
    const reply = await ask(port, wishFrom(this.stage, "/api/v1/coupons", write.key, body));
    const { recorder } = this.stage;
    proper(this.stage, reply, "a coupon's writing");
    recorder.count(reply.status === 200 ? "write ok" : reply.status === 0 ? reply.why : String(reply.status));
    if (reply.status === 409) recorder.wrong.push(`a coupon was refused: ${reply.body.slice(0, 200)}`);
    if (reply.status !== 200) return reply;
    const id = String(JSON.parse(reply.body).id);
    if (write.id !== null && write.id !== id)
      recorder.wrong.push(`I-14 request ${write.key} was told of two different coupons`);
    write.id = id;
    return reply;
  }

  /** What does not hold: first as it stands, then once every unknown is asked again until it is known. */
  async findWrong(): Promise<string[]> {
    const unknown = this.#writes.filter(({ id }) => id === null);
    const first = await this.#compare(unknown.length);
    for (const deadline = performance.now() + 30_000; unknown.length > 0; ) {
      const [write] = unknown;
      if (!write) break;
      await this.#send(write, this.stage.random.pick(this.stage.webs).port);
      if (write.id !== null) unknown.shift();
      else await sleep(100);
      if (performance.now() > deadline) throw new Late("what became of a coupon: nobody says");
    }
    return [...first, ...(await this.#compare(0))];
  }

  /** What was told is there, and no more than that and the unknown. */
  async #compare(unknown: number): Promise<string[]> {
    const rows = await this.stage.cluster.admin<{ id: string }[]>`
      select id from coupon where merchant_id = ${this.stage.world.merchantId} and name = ${this.#mark}`;
    const there = new Set(rows.map(({ id }) => id));
    const told = this.#writes.flatMap(({ id }) => (id === null ? [] : [id]));
    const wrong = told.filter((id) => !there.has(id)).map((id) => `lost: coupon ${id} is not there`);
    if (new Set(told).size !== told.length) wrong.push("I-14 two requests were told of one coupon");
    if (there.size > told.length + unknown)
      wrong.push(`ghosts: ${there.size} coupons, ${told.length} told of, ${unknown} unknown`);
    return wrong;
  }
}
