import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { productPrices, products } from "@/db/schema/catalogue";
import { orders } from "@/db/schema/orders";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { placeAtCounter } from "@/lib/orders/place-at-counter";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

let merchantId: string;
let storeId: string;
let otherId: string;
let productId: string;
let staff: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    otherId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId, { prices: { HKD: 3000 } });
  });
  staff = testScope(merchantId);
});

const product = (more: Parameters<typeof makeProduct>[2]) =>
  inTransaction((tx) => makeProduct(tx, merchantId, { prices: { HKD: 3000 }, ...more }));
type Asked = {
  ids?: string[];
  unitPriceMinor?: number;
  at?: string;
  requestId?: string;
  scope?: Scope;
  memberId?: string;
};
async function placed({ ids = [productId], unitPriceMinor = 3000, ...asked }: Asked = {}) {
  const { at = storeId, requestId = freshRequestId(), scope = staff, memberId } = asked;
  const order = orderInputSchema.parse({
    ...{ storeId: at, channel: "till", device: "till", currency: "HKD", memberId },
    lines: ids.map((id) => ({ id, productId: id, unitPriceMinor, quantity: 2 })),
  });
  const made = await placeAtCounter(scope, { requestId, order });
  return made.ok ? made.value : made.refusal;
}
/** Until so many wait for a lock in this database; fails where they do not. */
async function waiting(most: number) {
  const blocked = sql`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  for (let i = 0; i < 400; i += 1) {
    if (Number((await db().execute(blocked))[0]?.n) >= most) return;
    await new Promise((done) => setTimeout(done, 10));
  }
  throw new Error(`fewer than ${most} wait for a lock`);
}
const kept = () => db().select().from(orders).where(eq(orders.merchantId, merchantId));

describe("an order at the counter", () => {
  it("is placed at the catalogue's price, and at no other that a page or a cashier sends", async () => {
    expect(await placed()).toMatchObject({ quote: { totalMinor: 6000 } });
    for (const unitPriceMinor of [0, 2999, 3001])
      expect(await placed({ unitPriceMinor })).toEqual({ code: "price_changed" });
    await db().update(productPrices).set({ priceMinor: 3500 }).where(eq(productPrices.productId, productId));
    expect(await placed()).toMatchObject({ code: "price_changed" });
    expect(await placed({ unitPriceMinor: 3500 })).toMatchObject({ quote: { totalMinor: 7000 } });
    expect(await kept()).toHaveLength(2);
  });

  it("takes nothing that is archived, sold elsewhere alone or another merchant's, and says what", async () => {
    const archived = await product({ archivedAt: new Date() });
    const elsewhere = await product({ storeIds: [otherId] });
    const theirs = await inTransaction(async (tx) => makeProduct(tx, await makeMerchant(tx)));
    for (const id of [archived, elsewhere, theirs]) {
      const refused = await placed({ ids: [productId, id] });
      expect(refused).toMatchObject({ code: "product_unknown", params: { productId: id } });
    }
    expect(await placed({ ids: [elsewhere], at: otherId })).toMatchObject({ status: "placed" });
  });

  it("is told of again to who asks twice, whatever became of the price", async () => {
    const requestId = freshRequestId();
    const first = await placed({ requestId });
    await db().update(products).set({ archivedAt: new Date() }).where(eq(products.id, productId));
    expect(await placed({ requestId })).toEqual(first);
    expect(await kept()).toHaveLength(1);
  });

  it("is told of to a twin that asks while the first is being placed, though its price has changed since", async () => {
    const memberId = await inTransaction((tx) => makeMember(tx, merchantId));
    const requestId = freshRequestId();
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const { promise: locked, resolve: lock } = Promise.withResolvers<void>();
    const holder = inTransaction(async (tx) => {
      await tx.execute(sql`select from member where id = ${memberId} for update`);
      lock();
      await released;
    });
    await locked;
    const one = placed({ requestId, memberId });
    await waiting(1);
    await db().update(productPrices).set({ priceMinor: 3500 }).where(eq(productPrices.productId, productId));
    const two = placed({ requestId, memberId });
    // It waits for the first, or has been told something else by now.
    await Promise.race([waiting(2), two]);
    release();
    await holder;
    const [first, second] = await Promise.all([one, two]);
    expect(first).toMatchObject({ quote: { totalMinor: 6000 } });
    expect(second).toEqual(first);
    expect(await kept()).toHaveLength(1);
  });

  it("of a store that is not theirs or closed is refused for the store", async () => {
    const scope = testScope(merchantId, "cashier", { storeIds: [otherId] });
    expect(await placed({ scope, unitPriceMinor: 1 })).toMatchObject({ code: "store_unknown" });
    const closed = await inTransaction((tx) => makeStore(tx, merchantId, { archivedAt: new Date() }));
    expect(await placed({ at: closed })).toMatchObject({ code: "store_closed" });
  });
});
