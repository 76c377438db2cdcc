import { ask, type Reply } from "@/bench/chaos/http";
import { proper, wishFrom } from "@/bench/chaos/orders";
import type { Random } from "@/bench/chaos/random";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { makePack, packForm, saleOf } from "@/db/seed/packs";

/** How many buy at once. */
export const BUYERS = 8;

/** Members who buy packs over the API, each pack delivered with its payment, until they are told to end. */
export class PackBuyers {
  /** Purchases that were told to be paid. */
  readonly #paid: string[] = [];
  #isOver = false;

  private constructor(
    private readonly stage: Stage,
    private readonly packs: readonly string[],
  ) {}

  /** With a pack of these coupons in this order for each of the lists. */
  static async of(stage: Stage, lists: readonly (readonly string[])[]): Promise<PackBuyers> {
    const packs: string[] = [];
    for (const couponIds of lists)
      packs.push(
        await makePack(stage.world.merchantId, packForm(couponIds, { type: "paid", sale: saleOf() })),
      );
    return new PackBuyers(stage, packs);
  }

  async buy(): Promise<void> {
    const buyer = async (random: Random) => {
      while (!this.#isOver) await this.#buyOne(random);
    };
    await Promise.all(Array.from({ length: BUYERS }, () => buyer(this.stage.random.fork())));
  }

  end(): void {
    this.#isOver = true;
  }

  /** What was delivered, and what does not hold: a paid pack has its one full set, and a set its paid pack. */
  async verdict(): Promise<{ delivered: number; wrong: string[] }> {
    const rows = await this.stage.cluster.admin<{ id: string; sets: number }[]>`
      select p.id, (select count(*)::int from pack_delivery d where d.purchase_id = p.id) as sets
      from pack_purchase p where p.pack_id = any(${[...this.packs]}) and p.status = 'paid'`;
    const sets = new Map(rows.map((row) => [row.id, row.sets]));
    const wrong = this.#paid
      .filter((id) => sets.get(id) !== 1)
      .map((id) => `I-6 pack ${id}, told to be paid, has ${sets.get(id) ?? 0} sets`);
    return { delivered: rows.length, wrong };
  }

  async #buyOne(random: Random): Promise<void> {
    const { world, webs } = this.stage;
    const port = () => random.pick(webs).port;
    const path = `/api/v1/packs/${random.pick(this.packs)}/purchases`;
    const body = { memberId: random.pick(world.members).id, channel: "mall" };
    const id = idIn(await this.#send(port(), path, body));
    if (id === null) return;
    const paid = await this.#send(port(), `/api/v1/purchases/${id}/pay`, { paymentRef: newRequestId() });
    if (paid.status === 200) this.#paid.push(id);
  }

  async #send(port: number, path: string, body: object): Promise<Reply> {
    const reply = await ask(port, wishFrom(this.stage, path, newRequestId(), body));
    proper(this.stage, reply, "a pack's purchase");
    return reply;
  }
}

const idIn = ({ status, body }: Reply): string | null =>
  status === 200 ? String(JSON.parse(body).id) : null;
