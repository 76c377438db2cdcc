import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { auditEntries, stores } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { eraseMember } from "@/lib/members/erase-member";
import { REVEAL_LIMIT, revealContact } from "@/lib/members/reveal-contact";
import { completeOrder, payOrder } from "@/lib/orders/change-order";
import { explainOwn } from "@/lib/orders/explain-own";
import { forgetMember } from "@/lib/orders/forget-member";
import { erasureFollower } from "@/lib/orders/jobs";
import { openCheckout } from "@/lib/orders/open-checkout";
import { placeOwnOrder } from "@/lib/orders/place-own-order";
import { getOrder, getOrderView, listOrders, type OrderListQuery } from "@/lib/orders/queries/orders";
import { refundOrder } from "@/lib/orders/refund-order";
import { revealAddress } from "@/lib/orders/reveal-address";
import { linesShown, type MemberCart } from "@/lib/orders/rules/member-cart";
import { deliverOutbox, type ToldEvent } from "@/lib/platform/deliver-outbox";

async function makeShop() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId, { deliveryMinor: 1500 });
    const productId = await makeProduct(tx, merchantId, { prices: { HKD: 3000 } });
    const memberId = await makeMember(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, {
      benefit: { type: "delivery_off", maxOffMinor: 1000 },
    });
    const voucherId = await makeVoucher(tx, merchantId, { memberId, couponId, at: new Date() });
    const cart = (delivery?: MemberCart["delivery"]): MemberCart => ({
      ...{ storeId, lines: [[productId, 2]], choice: "best" },
      ...(delivery ? { delivery } : {}),
    });
    const scope = memberScope(merchantId, memberId);
    const asked = { memberId, device: "mobile" as const };
    const lines = [{ productId, quantity: 2 }];
    return { merchantId, storeId, memberId, voucherId, scope, cart, asked, lines };
  });
}
type Shop = Awaited<ReturnType<typeof makeShop>>;

const home = (memberId: string) => ({ memberId, address: "Flat 7B, 12 Pier Road" });

async function opened({ scope, asked }: Shop, cart: MemberCart) {
  const checkout = await openCheckout(scope, { ...asked, cart });
  if (!checkout.ok) throw new Error(checkout.refusal.code);
  return checkout.value;
}

/** Orders what the member's page shows of this cart. */
async function place(
  shop: Shop,
  cart: MemberCart,
  more: { seenTotalMinor?: number; seenLines?: string } = {},
) {
  const { quote, delivery } = await opened(shop, cart);
  return await placeOwnOrder(shop.scope, {
    ...{ ...shop.asked, cart, requestId: freshRequestId() },
    seenLines: linesShown(shop.storeId, shop.lines, delivery.isChosen),
    seenSubtotalMinor: quote.subtotalMinor,
    seenTotalMinor: quote.totalMinor,
    seenVouchers: quote.applied.map(({ voucherId }) => voucherId ?? ""),
    ...more,
  });
}

async function delivered(shop: Shop) {
  const placed = await place(shop, shop.cart(home(shop.memberId)));
  if (!placed.ok) throw new Error(placed.refusal.code);
  return placed.value;
}

/** What was announced since, as whoever listens is told. */
async function announced(merchantId: string): Promise<ToldEvent[]> {
  const told: ToldEvent[] = [];
  const types = ["order.placed", "order.paid", "order.completed", "member.erased"];
  const keep = async (_: unknown, events: readonly ToldEvent[]) => void told.push(...events);
  await deliverOutbox([], { rows: 200, events: 2000 }, [{ types, keep }]);
  return told.filter((one) => one.merchantId === merchantId);
}

describe("an order that a member has delivered", () => {
  it("costs the store's charge, which free delivery takes off, and is collected unless they say so", async () => {
    const shop = await makeShop();
    const collected = await opened(shop, shop.cart());
    expect(collected).toMatchObject({ delivery: { chargeMinor: 1500, isChosen: false } });
    expect(collected.quote).toMatchObject({ deliveryMinor: 0, totalMinor: 6000, applied: [] });
    const there = await opened(shop, shop.cart(home(shop.memberId)));
    expect(there.delivery).toEqual({ chargeMinor: 1500, isChosen: true, address: "Flat 7B, 12 Pier Road" });
    expect(there.quote).toMatchObject({ deliveryMinor: 1500, deliveryDiscountMinor: 1000, totalMinor: 6500 });
    expect(there.quote.applied).toMatchObject([{ voucherId: shop.voucherId, deliveryDiscountMinor: 1000 }]);
  });

  it("is explained to who collects: the coupon works once it is delivered, or nowhere in this store", async () => {
    const shop = await makeShop();
    const why = async () => {
      const own = { voucherId: shop.voucherId, memberId: shop.memberId };
      const found = await explainOwn(shop.scope, { ...own, asked: { ...shop.asked, cart: shop.cart() } });
      return [found.reasons.map(({ code }) => code), found.lacksDelivery];
    };
    expect(await why()).toEqual([["no_effect"], "choice"]);
    await db().update(stores).set({ deliveryMinor: null }).where(eq(stores.id, shop.storeId));
    expect(await why()).toEqual([["no_effect"], "charge"]);
  });

  it("is told of to other systems as delivered, in the list, in the file and in what is announced, also for nothing and after its member is forgotten, and one that is collected is not", async () => {
    const shop = await makeShop();
    const staff = testScope(shop.merchantId);
    const free = { deliveryMinor: 0 };
    await db().update(stores).set(free).where(eq(stores.id, shop.storeId));
    const { id, quote } = await delivered(shop);
    expect(quote.deliveryMinor).toBe(0);
    const view = await getOrderView(staff, id);
    expect(view).toMatchObject({ isDelivered: true });
    expect(JSON.stringify(view)).not.toContain("Pier Road");
    const collected = await place(shop, shop.cart());
    const other = collected.ok ? collected.value.id : "";
    expect(await getOrderView(staff, other)).toMatchObject({ isDelivered: false });
    const listed = async (asked: OrderListQuery) =>
      (await listOrders(staff, asked)).rows.map((row) => [row.id, row.isDelivered]);
    expect(await listed({})).toEqual([
      [other, false],
      [id, true],
    ]);
    expect(await listed({ handover: ["deliver"] })).toEqual([[id, true]]);
    expect(await listed({ handover: ["collect"] })).toEqual([[other, false]]);
    for (const orderId of [id, other]) {
      const paid = { requestId: freshRequestId(), orderId, paymentRef: "cash" };
      expect((await payOrder(staff, paid)).ok).toBe(true);
    }
    await forgetMember(staff, shop.memberId);
    expect(await getOrderView(staff, id)).toMatchObject({ isDelivered: true });
    expect(await listed({ handover: ["deliver"] })).toEqual([[id, true]]);
    const done = { requestId: freshRequestId(), orderId: id };
    expect((await completeOrder(staff, done)).ok).toBe(true);
    const told = (await announced(shop.merchantId)).flatMap(({ type, subjectId, payload }) =>
      type.startsWith("order.") ? [[type, subjectId, payload.isDelivered]] : [],
    );
    expect(new Map(told.map(([type, of, is]) => [`${type} ${of}`, is]))).toEqual(
      new Map([
        [`order.placed ${id}`, true],
        [`order.placed ${other}`, false],
        [`order.paid ${id}`, true],
        [`order.paid ${other}`, false],
        [`order.completed ${id}`, true],
      ]),
    );
  });

  it("is placed with its address, which only its member reads without asking, and is refunded whole with the charge", async () => {
    const shop = await makeShop();
    const { id, quote } = await delivered(shop);
    expect(quote).toMatchObject({ deliveryMinor: 1500, deliveryDiscountMinor: 1000, totalMinor: 6500 });
    const read = async (scope: Parameters<typeof getOrder>[0]) => (await getOrder(scope, id))?.delivery;
    const address = "Flat 7B, 12 Pier Road";
    expect(await read(shop.scope)).toEqual({ address });
    for (const role of ["group_admin", "store_manager", "marketer", "finance", "cashier"] as const)
      expect(await read(testScope(shop.merchantId, role, { storeIds: [shop.storeId] }))).toEqual({
        address: null,
      });
    const staff = testScope(shop.merchantId);
    await payOrder(staff, { requestId: freshRequestId(), orderId: id, paymentRef: "cash" });
    const one = { by: "merchant" as const, lines: [{ lineId: shop.lines[0]?.productId ?? "", quantity: 1 }] };
    const back = async (refund: { by: "merchant"; lines?: (typeof one)["lines"] }) => {
      const made = await refundOrder(staff, {
        ...{ requestId: freshRequestId(), orderId: id },
        refund: { reason: "", lines: null, ...refund },
      });
      return made.ok && [made.value.refundMinor, made.value.vouchers.map(({ status }) => status)];
    };
    expect(await back(one)).toEqual([3000, ["used"]]);
    // The charge comes back with the last unit, less what the coupon took off it.
    expect(await back({ by: "merchant" })).toEqual([3500, ["available"]]);
  });

  it("shows its address to staff who ask, after writing down that they looked, and out of the allowance of phones", async () => {
    const shop = await makeShop();
    const { id } = await delivered(shop);
    const { merchantId, storeId, memberId } = shop;
    const manager = testScope(merchantId, "store_manager", { storeIds: [storeId] });
    expect(await revealAddress(manager, id)).toEqual({
      ok: true,
      value: { address: "Flat 7B, 12 Pier Road" },
    });
    const looked = and(eq(auditEntries.objectId, id), eq(auditEntries.action, "order.reveal"));
    expect(await db().select().from(auditEntries).where(looked)).toMatchObject([
      { objectType: "order", actorId: manager.actor.id, before: null, after: null },
    ]);
    const elsewhere = testScope(merchantId, "store_manager", { storeIds: ["str_other"] });
    const other = testScope(await inTransaction((tx) => makeMerchant(tx)));
    for (const scope of [elsewhere, other])
      await expect(revealAddress(scope, id)).rejects.toMatchObject({ code: "not_found" });
    const admin = testScope(merchantId);
    for (let i = 0; i < REVEAL_LIMIT.limit; i += 1) await revealContact(admin, memberId);
    expect(await revealAddress(admin, id)).toMatchObject({ refusal: { code: "too_many_reveals" } });
    expect(await db().$count(auditEntries, looked)).toBe(1);
  });

  it("is told of again where its answer was lost, and not as another one: collected, or to another address", async () => {
    const shop = await makeShop();
    const { memberId, storeId, scope, asked } = shop;
    const seen = { ...asked, requestId: freshRequestId(), seenSubtotalMinor: 6000, seenTotalMinor: 6500 };
    const page = { seenLines: linesShown(storeId, shop.lines, true), seenVouchers: [shop.voucherId] };
    const press = (cart: MemberCart) => placeOwnOrder(scope, { ...seen, ...page, cart });
    const placed = await press(shop.cart(home(memberId)));
    if (!placed.ok) throw new Error(placed.refusal.code);
    const again = await press(shop.cart(home(memberId)));
    expect(again).toMatchObject({ ok: true, value: { id: placed.value.id } });
    for (const cart of [shop.cart(), shop.cart({ memberId, address: "Flat 7C, 12 Pier Road" })])
      expect(await press(cart)).toMatchObject({ ok: false, refusal: { code: "key_reused" } });
    const collecting = { ...asked, requestId: freshRequestId(), seenSubtotalMinor: 6000, seenVouchers: [] };
    const lines = linesShown(storeId, shop.lines);
    const collect = (cart: MemberCart) => placeOwnOrder(scope, { ...collecting, cart, seenLines: lines });
    const collected = await collect(shop.cart());
    expect(await collect(shop.cart())).toMatchObject({ value: { id: collected.ok && collected.value.id } });
    expect(await collect(shop.cart(home(memberId)))).toMatchObject({ refusal: { code: "key_reused" } });
    // A browser may keep an address from another store: here it is collected all the same.
    await db().update(stores).set({ deliveryMinor: null }).where(eq(stores.id, storeId));
    expect(await collect(shop.cart(home(memberId)))).toMatchObject({ ok: true });
  });

  it("is nobody's address once its member is forgotten", async () => {
    const shop = await makeShop();
    const { id } = await delivered(shop);
    const staff = testScope(shop.merchantId);
    const [member] = await db().select().from(members).where(eq(members.id, shop.memberId));
    const confirmation = member?.phone.slice(-4) ?? "";
    const erased = await eraseMember(staff, {
      ...{ requestId: freshRequestId(), memberId: shop.memberId, confirmation },
    });
    expect(erased.ok).toBe(true);
    // As the worker hears of it.
    const own = (await announced(shop.merchantId)).filter(({ type }) => erasureFollower.types.includes(type));
    expect(own).toHaveLength(1);
    for (const event of own) await erasureFollower.job.run(event, new AbortController().signal);
    const [row] = await db().select().from(orders).where(eq(orders.id, id));
    expect(row).toMatchObject({ deliveryAddress: null, deliveryMinor: 1500 });
  });

  it("is refused without an address of their own, at another total, and where the store delivers no more", async () => {
    const shop = await makeShop();
    const code = async (cart: MemberCart, more = {}) => {
      const placed = await place(shop, cart, more);
      return placed.ok ? "placed" : placed.refusal.code;
    };
    const { memberId } = shop;
    expect(await code(shop.cart({ memberId, address: "" }))).toBe("address_missing");
    expect(await code(shop.cart({ memberId: "mbr_another", address: "Elsewhere 1" }))).toBe(
      "address_missing",
    );
    expect(await code(shop.cart(home(memberId)), { seenTotalMinor: 5000 })).toBe("price_changed");
    // Switched on a page that showed it collected: the address comes first, then what it costs.
    const collected = { seenLines: linesShown(shop.storeId, shop.lines), seenTotalMinor: 6000 };
    expect(await code(shop.cart({ memberId, address: "" }), collected)).toBe("address_missing");
    expect(await code(shop.cart(home(memberId)), collected)).toBe("delivery_changed");
    const seen = { ...shop.asked, cart: shop.cart(home(memberId)), requestId: freshRequestId() };
    const lines = linesShown(shop.storeId, shop.lines, true);
    await db().update(stores).set({ deliveryMinor: null }).where(eq(stores.id, shop.storeId));
    const gone = await placeOwnOrder(shop.scope, {
      ...{ ...seen, seenLines: lines, seenSubtotalMinor: 6000, seenTotalMinor: 6500 },
      seenVouchers: [shop.voucherId],
    });
    expect(gone).toMatchObject({ refusal: { code: "delivery_changed" } });
    expect(await db().select().from(orders).where(eq(orders.memberId, memberId))).toEqual([]);
  });
});
