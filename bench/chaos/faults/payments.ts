import { type Fault, type Seen, unmet } from "@/bench/chaos/fault";
import { ask } from "@/bench/chaos/http";
import { wishFrom } from "@/bench/chaos/orders";
import { newRequestId, Rush } from "@/bench/chaos/rush";
import type { Stage } from "@/bench/chaos/stage";
import { askTogether } from "@/bench/chaos/together";
import { until } from "@/bench/chaos/wait";
import { testScope } from "@/db/seed/factories";
import { startPayment } from "@/lib/orders/start-payment";
import { startPackPayment } from "@/lib/packs/pay-purchase";
import { findTestPayment, type TestPayment, testWebhook } from "@/lib/platform/payments/test-desk";

type State = TestPayment["state"];
/** What a payment is for. */
type Thing = "order" | "pack";
type Begun = { readonly thing: Thing; readonly id: string; readonly payment: TestPayment };

/** Places an order, or holds a pack, for some member. */
async function place(stage: Stage, thing: Thing): Promise<string> {
  const { world, shop, random, pack } = stage;
  const memberId = () => random.pick(world.members).id;
  const order = () => ({
    ...{ storeId: shop.storeId, channel: "online", device: "mobile", currency: "HKD", memberId: memberId() },
    lines: [{ id: "l1", productId: shop.productId, unitPriceMinor: 5000, quantity: 2 }],
    vouchers: "best",
  });
  const wishOf = () =>
    thing === "order"
      ? wishFrom(stage, "/api/v1/orders", newRequestId(), order())
      : wishFrom(stage, `/api/v1/packs/${pack.packId}/purchases`, newRequestId(), {
          ...{ memberId: memberId(), channel: "mall" },
        });
  let wish = wishOf();
  let id = "";
  await until(`a ${thing} is placed`, 30_000, async () => {
    const reply = await ask(random.pick(stage.webs).port, wish);
    // Two unpaid packs are the most of one member: somebody else then.
    if (reply.status === 409 && reply.body.includes("too_many_unpaid")) wish = wishOf();
    else if (![0, 200, 503].includes(reply.status))
      throw new Error(`a ${thing} was answered ${reply.status} ${reply.body.slice(0, 200)}`);
    if (reply.status === 200) id = String(JSON.parse(reply.body).id);
    return reply.status === 200;
  });
  return id;
}

/** An order or a pack whose payment is begun at the provider's page. */
export async function begin(stage: Stage, thing: Thing): Promise<Begun> {
  const id = await place(stage, thing);
  const scope = testScope(stage.world.merchantId);
  const about = { returnPath: "/", cancelPath: "/" };
  const started =
    thing === "order"
      ? await startPayment(scope, { orderId: id, ...about })
      : await startPackPayment(scope, { purchaseId: id, ...about });
  const payment = started.ok ? await findTestPayment(started.value.url.split("/").at(-1) ?? "") : null;
  if (!payment) throw new Error("a payment could not be begun");
  // The provider's own books say so before it tells anybody.
  await stage.cluster.admin`update test_payment set state = 'paid' where id = ${payment.id}`;
  return { thing, id, payment };
}

/** Sends what the provider tells at this moment so many times at once to both processes; the statuses. */
export async function tell(
  stage: Stage,
  payment: TestPayment,
  state: State,
  times = 1,
  at = new Date(),
): Promise<number[]> {
  const { body, headers } = testWebhook({ ...payment, state }, at);
  const all = { ...headers, host: new URL(stage.baseUrl).host };
  const wish = { method: "POST", path: "/api/payments/test", headers: all, body };
  const wishes = Array.from({ length: times }, (_, n) => ({ port: stage.webs[n % 2]?.port ?? 0, wish }));
  return (await askTogether(wishes)).map(({ status }) => status);
}

/** As a provider does: the same event until it is taken. */
async function tellUntilTaken(
  stage: Stage,
  payment: TestPayment,
  state: State,
  times: number,
): Promise<void> {
  await until("an event is taken", 30_000, async () =>
    (await tell(stage, payment, state, times)).includes(200),
  );
}

const cancel = async (stage: Stage, { thing, id }: Begun) => {
  const path = `/api/v1/${thing === "order" ? "orders" : "purchases"}/${id}/cancel`;
  return await ask(stage.webs[0].port, wishFrom(stage, path, newRequestId(), null));
};

/** What a provider's events went through, and how what they pay for must stand; null = paid, or given up with its money going back. */
const ways: Readonly<
  Record<string, { run: (stage: Stage, begun: Begun) => Promise<number[]>; paid: boolean | null }>
> = {
  duplicated: {
    paid: true,
    run: async (stage, { payment }) => {
      await tellUntilTaken(stage, payment, "paid", 20);
      return [];
    },
  },
  late: {
    paid: false,
    run: async (stage, begun) => {
      await cancel(stage, begun);
      await tellUntilTaken(stage, begun.payment, "paid", 10);
      return [];
    },
  },
  reordered: {
    paid: true,
    run: async (stage, { payment }) => {
      await tellUntilTaken(stage, payment, "expired", 2);
      await tellUntilTaken(stage, payment, "paid", 4);
      await tellUntilTaken(stage, payment, "declined", 2);
      return [];
    },
  },
  replayed: {
    paid: true,
    run: async (stage, { payment }) => {
      const old = await tell(stage, payment, "paid", 4, new Date(Date.now() - 3 * 86_400_000));
      await tellUntilTaken(stage, payment, "paid", 1);
      return old;
    },
  },
  racing: {
    paid: null,
    run: async (stage, begun) => {
      await Promise.all([tellUntilTaken(stage, begun.payment, "paid", 6), cancel(stage, begun)]);
      return [];
    },
  },
};

/** How often each had its effect; `sets` is how many full sets of coupons a pack delivered. */
async function effects({ cluster }: Stage, { thing, id, payment }: Begun) {
  const { admin } = cluster;
  const of = thing === "order" ? admin`p.order_id = ${id}` : admin`p.purchase_id = ${id}`;
  const status =
    thing === "order"
      ? admin`(select status from "order" where id = ${id})`
      : admin`(select status from pack_purchase where id = ${id})`;
  const [row] = await admin<{ status: string; pays: number; back: number; events: number; sets: number }[]>`
    select ${status} as status,
      (select count(*)::int from payment p where ${of} and p.pays_order = 'yes') as pays,
      (select coalesce(sum(r.amount_minor), 0)::int from payment_refund r where r.payment_id = ${payment.paymentId}) as back,
      (select count(*)::int from payment_event e where e.payment_id = ${payment.paymentId} and e.type = 'payment.paid') as events,
      (select count(*)::int from pack_delivery d where d.purchase_id = ${id}) as sets`;
  return row;
}

/** F-13: a provider's events come twenty at once, late, in another order, and once more after days. */
async function providerEvents(stage: Stage): Promise<Seen> {
  const rush = new Rush(stage, { clients: 10 });
  const wrong: string[] = [];
  const rounds = stage.isLong ? 12 : 1;
  const names = Array.from({ length: rounds }, () => stage.random.shuffled(Object.keys(ways))).flat();
  const things = names.flatMap((name) => [[name, "order"] as const, [name, "pack"] as const]);
  for (const [name, thing] of things) {
    const way = ways[name];
    if (!way) continue;
    const begun = await begin(stage, thing);
    const refused = await way.run(stage, begun);
    if (refused.some((status) => status !== 400))
      wrong.push(`an event of days ago was answered ${refused.join()}`);
    const seen = await effects(stage, begun);
    const isPaid = seen?.status === "paid";
    const total = begun.payment.amountMinor;
    const isOnce = isPaid ? seen.pays === 1 && seen.back === 0 : seen?.pays === 0 && seen.back === total;
    const isWhole = seen?.sets === (isPaid && thing === "pack" ? 1 : 0);
    if (way.paid !== null && way.paid !== isPaid) wrong.push(`${name}: the ${thing} is ${seen?.status}`);
    if (!isOnce || !isWhole || seen?.events !== 1)
      wrong.push(`${name} of a ${thing}: not one effect but ${JSON.stringify(seen)}`);
  }
  const { timeouts } = await rush.stop();
  stage.debts.push({
    what: "money that goes back has gone back, once",
    since: performance.now(),
    withinMs: 60_000,
    isPaid: () => goneBack(stage),
  });
  return {
    told: `${things.length} payments, of orders and packs, each by events ${Object.keys(ways).join(", ")}`,
    wrong: [...wrong, ...unmet({ "nothing hung": timeouts === 0 })],
  };
}

/** Whether nothing waits to go back any more, and the provider gave each payment's money back once. */
async function goneBack({ cluster }: Stage): Promise<boolean> {
  const rows = await cluster.admin`select r.id from payment_refund r join payment p
    on (p.merchant_id, p.id) = (r.merchant_id, r.payment_id) where r.status <> 'done'
      or r.amount_minor <> (select coalesce(sum(t.amount_minor), 0) from test_refund t where t.test_payment_id = p.charge_ref)`;
  return rows.length === 0;
}

/** Faults of those who take the money. */
export const paymentFaults: readonly Fault[] = [
  {
    key: "F-13",
    title: "a provider's events twenty at once, late, reordered and replayed",
    isGentle: true,
    run: providerEvents,
  },
];
