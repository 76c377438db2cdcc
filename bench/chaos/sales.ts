import { setTimeout as sleep } from "node:timers/promises";
import { ask, type Wish } from "@/bench/chaos/http";
import { proper, wishFrom } from "@/bench/chaos/orders";
import type { Random } from "@/bench/chaos/random";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { Late } from "@/bench/chaos/wait";
import { canonicalText } from "@/lib/kernel/canonical-text";

/** One request with a key of its own, sent until what became of it is known. */
type Deed = {
  readonly what: "place" | "pay" | "cancel" | "refund";
  readonly key: string;
  readonly path: string;
  readonly body: object;
  tries: number;
  /** The answer, once there is one, in one order of its fields; every later one must be the same. */
  done: string | null;
  refused: string | null;
};

/** What a till does with one order, step by step; deeds of one step are sent at once. */
type Plan = readonly (readonly ("pay" | "cancel" | "refund one" | "refund rest")[])[];

const plans: readonly Plan[] = [
  [["pay"], ["refund one"], ["refund rest"]],
  [["pay"], ["refund rest", "refund one"]],
  [["pay"]],
  [["cancel"]],
  [["pay", "cancel"]],
  [["pay", "pay"]],
  [],
];

export type Sale = {
  readonly memberId: string;
  readonly plan: Plan;
  step: number;
  deeds: Deed[];
  readonly past: Deed[];
  orderId: string | null;
  isOver: boolean;
};

/** So few people buy that several of them reach for the same coupons at once. */
const BUYERS = 12;
const THINK_MS = 300;

/** What tills sell in a scenario, and what they were told. */
export class Sales {
  readonly sales: Sale[] = [];
  /** Stands as a note on every order of the scenario. */
  readonly mark = newRequestId();

  constructor(private readonly stage: Stage) {}

  begin(random: Random): Sale {
    const member = this.stage.world.members[random.between(0, BUYERS - 1)];
    const memberId = member?.id ?? "";
    const { storeId, productId } = this.stage.shop;
    const body = {
      ...{ storeId, memberId, channel: "till", device: "till", currency: "HKD", note: this.mark },
      lines: [{ id: "l1", productId, unitPriceMinor: 3333, quantity: 3 }],
      vouchers: "best",
    };
    const place: Deed = { ...newDeed("place", "/api/v1/orders", body) };
    const plan = random.pick(plans);
    const sale: Sale = { memberId, plan, step: -1, deeds: [place], past: [], orderId: null, isOver: false };
    this.sales.push(sale);
    return sale;
  }

  /** Sends what of the sale's step has no answer yet, once; goes on to the next step when all have one. */
  async advance(sale: Sale, port: () => number): Promise<void> {
    const open = sale.deeds.filter(({ done, refused }) => done === null && refused === null);
    await Promise.all(open.map((deed) => this.#send(sale, deed, port())));
    if (sale.deeds.some(({ done, refused }) => done === null && refused === null)) return;
    sale.past.push(...sale.deeds);
    sale.step += 1;
    const next = sale.plan[sale.step];
    sale.isOver = next === undefined || sale.orderId === null;
    const path = `/api/v1/orders/${sale.orderId}`;
    sale.deeds = sale.isOver ? [] : (next ?? []).map((what) => deedOf(path, what));
  }

  /** Asks again what was answered already: the answer must be the first one. */
  async askAgain(sale: Sale, port: number): Promise<void> {
    const deed = sale.past.findLast(({ done }) => done !== null);
    if (deed) await this.#send(sale, deed, port);
  }

  async #send(sale: Sale, deed: Deed, port: number): Promise<void> {
    const reply = await ask(port, wishOfDeed(this.stage, deed));
    const { recorder } = this.stage;
    deed.tries += 1;
    proper(this.stage, reply, `an order's ${deed.what}`);
    if (reply.status === 200) {
      const told = canonicalText(JSON.parse(reply.body));
      if (deed.done !== null && deed.done !== told)
        recorder.wrong.push(`I-14 an order's ${deed.what} had two different answers`);
      if (deed.refused !== null)
        recorder.wrong.push(`I-14 an order's ${deed.what} was refused and then done`);
      deed.done = told;
      recorder.count(`${deed.what} ok`);
      if (deed.what === "place") sale.orderId = String(JSON.parse(reply.body).id);
    } else if (reply.status === 409) {
      const { code } = JSON.parse(reply.body);
      recorder.count(`${deed.what} ${code}`);
      if (deed.done !== null)
        recorder.wrong.push(`I-14 an order's ${deed.what} was done and then refused (${code})`);
      deed.refused = String(code);
    } else recorder.count(reply.status === 0 ? reply.why : String(reply.status));
  }

  /** A till that sells until `isOver`; who gets no answer asks again, and half of the time leaves it for later. */
  async till(random: Random, isOver: () => boolean): Promise<void> {
    const port = () => random.pick(this.stage.webs).port;
    while (!isOver()) {
      const sale = this.begin(random);
      for (let tries = random.between(3, 6); tries > 0 && !sale.isOver && !isOver(); tries -= 1) {
        await this.advance(sale, port);
        if (random.next() < 0.2) await this.askAgain(sale, port());
        await sleep(random.between(20, THINK_MS));
      }
      await sleep(random.between(0, THINK_MS));
    }
  }

  /** Until every sale is at its end; throws `Late` after half a minute. */
  async settle(): Promise<void> {
    const deadline = performance.now() + 30_000;
    const port = () => this.stage.random.pick(this.stage.webs).port;
    for (const sale of this.sales) {
      while (!sale.isOver) {
        await this.advance(sale, port);
        if (performance.now() > deadline) throw new Late("what became of an order: nobody says");
      }
    }
  }
}

const newDeed = (what: Deed["what"], path: string, body: object): Deed => ({
  ...{ what, path, body, key: newRequestId() },
  ...{ tries: 0, done: null, refused: null },
});

function deedOf(path: string, what: Plan[number][number]): Deed {
  if (what === "pay") return newDeed("pay", `${path}/pay`, { paymentRef: newRequestId() });
  if (what === "cancel") return newDeed("cancel", `${path}/cancel`, {});
  const lines = what === "refund one" ? [{ lineId: "l1", quantity: 1 }] : undefined;
  return newDeed("refund", `${path}/refunds`, { by: "merchant", lines });
}

function wishOfDeed(stage: Stage, { what, key, path, body }: Deed): Wish {
  return wishFrom(stage, path, key, what === "cancel" ? null : body);
}
