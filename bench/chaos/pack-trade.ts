import { ask } from "@/bench/chaos/http";
import { proper, wishFrom } from "@/bench/chaos/orders";
import type { Random } from "@/bench/chaos/random";
import { newRequestId } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { refundExpired } from "@/lib/packs/refund-expired";

/** So many of the pack there are, and so many a member may buy: fewer than are asked for. */
const QUANTITY = { short: 40, long: 400 } as const;
const LIMIT = 2;
const BUYERS = 6;

type Bought = { readonly id: string; readonly memberId: string };

/**
 * A limited pack that some members buy, are given, and give back over the API and by sweeps, until they are told to end: what
 * I-1, I-2, I-7 and I-18 say of packs is crossed with whatever happens meanwhile.
 */
export class PackTrade {
  readonly #paid: Bought[] = [];
  #isSoldOut = false;
  #isOver = false;

  private constructor(
    private readonly stage: Stage,
    private readonly packId: string,
    private readonly quantity: number,
    private readonly members: Stage["world"]["members"],
  ) {}

  static async of(stage: Stage): Promise<PackTrade> {
    const { merchantId, members } = stage.world;
    const quantity = QUANTITY[stage.isLong ? "long" : "short"];
    const couponId = await inTransaction((tx) => makeCoupon(tx, merchantId));
    const sale = saleOf({ quantity, limit: LIMIT, autoRefund: true });
    const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale }));
    // So few that each comes to their limit, and together they ask for more than there are.
    return new PackTrade(stage, packId, quantity, members.slice(0, quantity));
  }

  /** Ends when it is told to. */
  async trade(): Promise<void> {
    const again = async (act: (random: Random) => Promise<unknown>) => {
      const random = this.stage.random.fork();
      while (!this.#isOver) await act(random);
    };
    await Promise.all([
      ...Array.from({ length: BUYERS }, () => again((random) => this.#buy(random))),
      again((random) => this.#give(random)),
      again((random) => this.#giveBack(random)),
      again((random) => this.#expire(random)),
    ]);
  }

  end(): void {
    this.#isOver = true;
  }

  /** What was traded, and what does not hold. */
  async verdict(): Promise<{ told: string; wrong: string[] }> {
    const { admin } = this.stage.cluster;
    const [stock] = await admin<{ taken: number; sold: number; given: number; refunded: number }[]>`
      select sum(reserved + sold + given)::int as taken, sum(sold)::int as sold, sum(given)::int as given,
        sum(refunded)::int as refunded from pack_stock where pack_id = ${this.packId}`;
    const over = await admin`select member_id from pack_purchase where pack_id = ${this.packId}
      and status in ('placed', 'paid', 'refunded') group by 1 having count(*) > ${LIMIT}`;
    const twice = await admin`select e.object_id from audit_entry e join pack_purchase p on p.id = e.object_id
      where p.pack_id = ${this.packId} and e.action = 'pack.refund' group by 1 having count(*) > 1`;
    const { taken = 0, sold = 0, given = 0, refunded = 0 } = stock ?? {};
    const wrong: string[] = [];
    if (taken > this.quantity) wrong.push(`I-1 ${taken} packs are taken of ${this.quantity}`);
    // Each was asked for one by one, and none comes back: whoever was told that it is sold out was told so at the very end.
    if (this.#isSoldOut && taken !== this.quantity) {
      wrong.push(`I-1 a pack was said to be sold out with ${taken} taken of ${this.quantity}`);
    }
    if (over.length > 0) wrong.push(`I-2 ${over.length} members bought more of a pack than they may`);
    if (twice.length > 0) wrong.push(`I-7 ${twice.length} packs were refunded twice`);
    return { told: `${sold} packs sold, ${given} given, ${refunded} refunded`, wrong };
  }

  async #buy(random: Random): Promise<void> {
    const { id: memberId } = random.pick(this.members);
    const key = newRequestId();
    const body = { memberId, channel: "mall" };
    // The same request to two processes at once is one purchase.
    const answers = await Promise.all(
      [0, 1].map(() => this.#send(random, `/packs/${this.packId}/purchases`, key, body)),
    );
    const bought = answers.find(({ status }) => status === 200);
    if (answers.some(({ status, body: said }) => status === 409 && said.includes("sold_out"))) {
      this.#isSoldOut = true;
    }
    if (!bought) return await pause(random);
    const { id }: { id: string } = JSON.parse(bought.body);
    const paid = await this.#send(random, `/purchases/${id}/pay`, newRequestId(), { paymentRef: id });
    if (paid.status === 200) this.#paid.push({ id, memberId });
  }

  async #give(random: Random): Promise<void> {
    const isMember = random.between(0, 1) === 1;
    const phone = isMember ? random.pick(this.members).phone : `+8525${random.between(1_000_000, 9_999_999)}`;
    const path = `/packs/${this.packId}/gift`;
    await this.#send(random, path, newRequestId(), { phone, quantity: 1 });
    await pause(random);
  }

  /** A member asks for their money, and finance grants it, twice at once. */
  async #giveBack(random: Random): Promise<void> {
    await pause(random);
    if (this.#paid.length === 0) return;
    const { id: purchaseId, memberId } = random.pick(this.#paid);
    const { merchantId } = this.stage.world;
    const asked = { requestId: newRequestId(), purchaseId, reason: "Chaos" };
    await whatever(askPackRefund(memberScope(merchantId, memberId), asked));
    const grant = () => {
      const request = { requestId: newRequestId(), purchaseId, granted: true, answer: "" };
      return whatever(decidePackRefund(testScope(merchantId, "finance"), request));
    };
    await Promise.all([grant(), grant()]);
  }

  /** A pack's time is over with nothing used, and two sweeps find it. */
  async #expire(random: Random): Promise<void> {
    await pause(random);
    if (this.#paid.length === 0) return;
    const { id, memberId } = random.pick(this.#paid);
    await this.stage.cluster.admin.begin(async (sql) => {
      // A voucher's end is promised; here it comes without waiting for it, and without a lock on everybody's.
      await sql`set local session_replication_role = replica`;
      // The lock order of the product: member, purchase, vouchers.
      await sql`select from member where id = ${memberId} for no key update`;
      await sql`select from pack_purchase where id = ${id} for no key update`;
      await sql`update voucher set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second'
        where source_id = ${id}`;
      await sql`update pack_purchase set refund_due_at = now() - interval '1 second' where id = ${id} and status = 'paid'`;
    });
    const never = new AbortController().signal;
    await Promise.all([whatever(refundExpired(never)), whatever(refundExpired(never))]);
  }

  async #send(random: Random, path: string, key: string, body: object) {
    const { port } = random.pick(this.stage.webs);
    const reply = await ask(port, wishFrom(this.stage, `/api/v1${path}`, key, body));
    proper(this.stage, reply, "a pack's trade");
    return reply;
  }
}

const pause = (random: Random) => new Promise<void>((resolve) => setTimeout(resolve, random.between(20, 80)));

/** What a fault may take: it counts what came of it. */
const whatever = (work: Promise<unknown>) => work.catch(() => undefined);
