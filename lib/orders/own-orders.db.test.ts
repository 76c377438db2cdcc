import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { products } from "@/db/schema/catalogue";
import { members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { orders, refundRequests } from "@/db/schema/orders";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { conditionsSchema, stackingSchema } from "@/lib/coupons/schema";
import { askRefund, decideRefund } from "@/lib/orders/ask-refund";
import { payOrder } from "@/lib/orders/change-order";
import { chooseToo } from "@/lib/orders/choose-too";
import { explainOwn } from "@/lib/orders/explain-own";
import { findHolding } from "@/lib/orders/find-holding";
import { openCheckout } from "@/lib/orders/open-checkout";
import { placeOwnOrder } from "@/lib/orders/place-own-order";
import { getOrder } from "@/lib/orders/queries/orders";
import { previewRefund, refundOrder } from "@/lib/orders/refund-order";
import { type MemberCart, withProduct } from "@/lib/orders/rules/member-cart";
import { getVoucher } from "@/lib/vouchers/queries";

async function makeShop() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const storeId = await makeStore(tx, merchantId, {});
    const other = await makeStore(tx, merchantId, {});
    const productId = await makeProduct(tx, merchantId, { name: "Oolong", prices: { HKD: 3000 } });
    const elsewhere = await makeProduct(tx, merchantId, { prices: { HKD: 100 }, storeIds: [other] });
    const archived = await makeProduct(tx, merchantId, { archivedAt: new Date() });
    const memberId = await makeMember(tx, merchantId);
    const couponId = await makeCoupon(tx, merchantId, { benefit: { type: "amount_off", amountMinor: 1000 } });
    const voucherId = await makeVoucher(tx, merchantId, { memberId, couponId, at: new Date() });
    const cart = (choice: MemberCart["choice"] = "best"): MemberCart => ({
      ...{ storeId, choice },
      lines: [
        [productId, 2],
        [elsewhere, 1],
        [archived, 1],
      ],
    });
    const scope = memberScope(merchantId, memberId);
    const seenLines = `${storeId} 2*${productId}`;
    return { scope, memberId, voucherId, cart, seenLines, asked: { memberId, device: "mobile" as const } };
  });
}

describe("a member's checkout", () => {
  it("takes the catalogue's prices, leaves out what the store does not sell, and applies the best", async () => {
    const { scope, voucherId, cart, asked } = await makeShop();
    const opened = await openCheckout(scope, { ...asked, cart: cart() });
    if (!opened.ok) throw new Error(opened.refusal.code);
    expect(opened.value).toMatchObject({ gone: 2, chosen: null, refused: [] });
    expect(opened.value.quote).toMatchObject({ subtotalMinor: 6000, discountMinor: 1000, totalMinor: 5000 });
    expect(opened.value.quote.applied.map((one) => one.voucherId)).toEqual([voucherId]);
    const none = await openCheckout(scope, { ...asked, cart: cart([]) });
    expect(none).toMatchObject({ ok: true, value: { chosen: [], quote: { totalMinor: 6000 } } });
    const empty = await openCheckout(scope, { ...asked, cart: { ...cart(), lines: [] } });
    expect(empty).toMatchObject({ ok: false, refusal: { code: "cart_empty" } });
  });

  it("says of a coupon that takes off delivery that it takes nothing off where none is charged", async () => {
    const { scope, memberId, cart, seenLines, asked } = await makeShop();
    const delivery = await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, scope.merchantId, { benefit: { type: "delivery_off" } });
      return await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
    });
    const refused = { voucherId: delivery, reasons: [{ code: "no_effect" }] };
    const opened = await openCheckout(scope, { ...asked, cart: cart([delivery]) });
    expect(opened).toMatchObject({ value: { refused: [refused], best: { notApplied: [refused] } } });
    const order = { ...asked, cart: cart(), seenVouchers: [delivery], seenLines, seenSubtotalMinor: 6000 };
    expect(await placeOwnOrder(scope, { ...order, requestId: "request-1" })).toMatchObject({
      refusal: { code: "vouchers_not_applicable", more: { notApplied: [refused] } },
    });
  });

  it("takes a coupon for a part of the store where the member says that they are there, and nowhere else (C9)", async () => {
    const { scope, memberId, cart, seenLines, asked } = await makeShop();
    const { storeId } = cart();
    const atBar = await inTransaction(async (tx) => {
      await tx
        .update(stores)
        .set({ regions: ["Bar", "Tea room"] })
        .where(eq(stores.id, storeId));
      const couponId = await makeCoupon(tx, scope.merchantId, {
        benefit: { type: "amount_off", amountMinor: 2500 },
        conditions: conditionsSchema.parse({ regions: [{ storeId, names: ["Bar"] }] }),
      });
      return await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
    });
    const open = async (region?: string) => {
      const opened = await openCheckout(scope, { ...asked, cart: { ...cart(), ...(region && { region }) } });
      if (!opened.ok) throw new Error(opened.refusal.code);
      const { best, regions, region: here } = opened.value;
      return { off: best.discountMinor, refused: best.notApplied, regions, here };
    };
    const regions = ["Bar", "Tea room"];
    const reasons = [{ code: "region_not_allowed", regions: ["Bar"] }];
    const refused = [expect.objectContaining({ voucherId: atBar, reasons })];
    expect(await open()).toEqual({ off: 1000, refused, regions, here: null });
    expect(await open("Tea room")).toEqual({ off: 1000, refused, regions, here: "Tea room" });
    expect(await open("Attic")).toEqual({ off: 1000, refused, regions, here: null });
    expect(await open("Bar")).toMatchObject({ off: 3500, here: "Bar" });
    const order = { ...asked, seenVouchers: [atBar], seenLines, seenSubtotalMinor: 6000 };
    const refusedOrder = await placeOwnOrder(scope, { ...order, cart: cart(), requestId: freshRequestId() });
    expect(refusedOrder).toMatchObject({ refusal: { code: "vouchers_not_applicable" } });
    const there = { ...cart(), region: "Bar" };
    const placed = await placeOwnOrder(scope, { ...order, cart: there, requestId: freshRequestId() });
    expect(placed).toMatchObject({ ok: true, value: { quote: { totalMinor: 3500 } } });
    const kept = await db().select().from(orders).where(eq(orders.memberId, memberId));
    expect(kept).toMatchObject([{ region: "Bar" }]);
  });

  it("places exactly what was seen, once, and nothing where a price has moved", async () => {
    const { scope, voucherId, cart, seenLines, asked } = await makeShop();
    const seen = { ...asked, cart: cart(), seenVouchers: [voucherId], seenLines };
    const moved = await placeOwnOrder(scope, { ...seen, requestId: "request-1", seenSubtotalMinor: 5999 });
    expect(moved).toMatchObject({ ok: false, refusal: { code: "price_changed" } });
    const order = { ...seen, requestId: "request-2", seenSubtotalMinor: 6000 };
    const [one, two] = [await placeOwnOrder(scope, order), await placeOwnOrder(scope, order)];
    expect(one).toMatchObject({ ok: true, value: { quote: { totalMinor: 5000 } } });
    expect(two).toMatchObject({ ok: true, value: { id: one.ok ? one.value.id : "" } });
    const again = await placeOwnOrder(scope, { ...order, requestId: "request-3" });
    expect(again).toMatchObject({ ok: false, refusal: { code: "vouchers_not_applicable" } });
  });

  it("names the product that a coupon is for, where the cart has none and the store sells it (C5)", async () => {
    const { scope, memberId, cart, asked } = await makeShop();
    const { storeId } = cart();
    const give = (sold: string[] | "all") =>
      inTransaction(async (tx) => {
        const storeIds = sold === "all" ? {} : { storeIds: sold };
        const productId = await makeProduct(tx, scope.merchantId, {
          name: "Egg tart",
          prices: { HKD: 800 },
          ...storeIds,
        });
        const couponId = await makeCoupon(tx, scope.merchantId, {
          benefit: { type: "product", productId, quantity: 1, priceMinor: 0 },
        });
        const voucherId = await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
        return { productId, voucherId };
      });
    const elsewhere = await inTransaction((tx) => makeStore(tx, scope.merchantId, {}));
    const [here] = [await give("all"), await give([elsewhere])];
    const missingOf = async (mine: MemberCart) => {
      const opened = await openCheckout(scope, { ...asked, cart: mine });
      return opened.ok && [...opened.value.missing];
    };
    expect(await missingOf(cart())).toEqual([
      [here.voucherId, { productId: here.productId, name: "Egg tart" }],
    ]);
    expect(await missingOf(withProduct(cart(), storeId, here.productId))).toEqual([]);
  });

  it("puts a coupon that its address names on the order: with what was chosen, or instead of the best", async () => {
    const { scope, memberId, voucherId, cart, asked } = await makeShop();
    const less = await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, scope.merchantId, {
        ...{
          benefit: { type: "amount_off", amountMinor: 100 },
          stacking: stackingSchema.parse({ exclusive: true }),
        },
      });
      return await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
    });
    const applied = async (wish: string, choice: MemberCart["choice"] = "best") => {
      const opened = await openCheckout(scope, { ...asked, cart: cart(choice), wish });
      if (!opened.ok) throw new Error(opened.refusal.code);
      const { chosen, quote, refused } = opened.value;
      return { chosen, applied: quote.applied.map((one) => one.voucherId), refused: refused.length };
    };
    expect(await applied(voucherId)).toEqual({ chosen: null, applied: [voucherId], refused: 0 });
    expect(await applied(less)).toEqual({ chosen: [less], applied: [less], refused: 0 });
    // One that does not go with what was chosen takes nothing off the order.
    expect(await applied(less, [voucherId])).toEqual({
      chosen: [voucherId],
      applied: [voucherId],
      refused: 2,
    });
    expect(await applied("vch_nobody")).toMatchObject({ chosen: null, applied: [voucherId] });
    expect(await applied("x")).toMatchObject({ chosen: null, applied: [voucherId] });
  });

  it("keeps the coupon its address names on the order when a code brings another, and takes that one too where both go", async () => {
    const { scope, memberId, voucherId: ten, cart, asked } = await makeShop();
    const give = (sketch: Partial<CouponSketch>) =>
      inTransaction(async (tx) => {
        const benefit = { type: "amount_off" as const, amountMinor: 100 };
        const couponId = await makeCoupon(tx, scope.merchantId, { benefit, ...sketch });
        return await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
      });
    const alone = await give({ stacking: stackingSchema.parse({ exclusive: true }) });
    const chosen = (wish: string, choice: MemberCart["choice"], more: string) =>
      chooseToo(scope, { ...asked, cart: cart(choice), wish }, [more]);
    // The best is taken, with the wish in it: what comes is looked at anyway.
    expect(await chosen(ten, "best", alone)).toBeNull();
    // The wish is on it instead of the best, and goes with no other.
    expect(await chosen(alone, "best", ten)).toBeNull();
    const [one, two] = [await give({}), await give({})];
    expect(await chosen(two, [one], "vch_unknown")).toBeNull();
    expect(await chosen(two, [], one)).toEqual([two, one]);
    expect(await chosen("", [one], two)).toEqual([one, two]);
  });

  it("places nothing for a page that showed another cart, though it costs the same", async () => {
    const { scope, cart, asked, seenLines } = await makeShop();
    const order = { ...asked, cart: cart(), seenVouchers: [], seenSubtotalMinor: 6000 };
    for (const other of [seenLines.replace("2*", "1*"), `${seenLines} 1*prd_other`, ""]) {
      const placed = await placeOwnOrder(scope, { ...order, seenLines: other, requestId: `cart-${other}` });
      expect(placed).toMatchObject({ ok: false, refusal: { code: "cart_changed" } });
    }
    expect((await placeOwnOrder(scope, { ...order, seenLines, requestId: "request-1" })).ok).toBe(true);
  });

  it("is kept with the terms its coupons were used under, and the product that one gives, to be told in words", async () => {
    const { scope, memberId, cart, asked, seenLines } = await makeShop();
    const [oolong = ""] = cart().lines[0] ?? [];
    const gives = { type: "product" as const, productId: oolong, quantity: 1, priceMinor: 0 };
    const conditions = conditionsSchema.parse({ minItems: 2 });
    const voucherId = await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, scope.merchantId, { benefit: gives, conditions });
      return await makeVoucher(tx, scope.merchantId, { memberId, couponId, at: new Date() });
    });
    const order = { ...asked, cart: cart(), seenVouchers: [voucherId], seenLines, seenSubtotalMinor: 6000 };
    const placed = await placeOwnOrder(scope, { ...order, requestId: freshRequestId() });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const kept = await getOrder(testScope(scope.merchantId), placed.value.id);
    const terms = { benefit: gives, conditions, scope: { products: "all" }, stacking: { exclusive: false } };
    expect(kept?.vouchers).toMatchObject([{ voucherId, productName: "Oolong", ...terms }]);
  });

  it("is told of an order that was placed, though nothing of it can be had at that price by now", async () => {
    const { scope, voucherId, cart, seenLines, asked } = await makeShop();
    const seen = { ...asked, cart: cart(), seenVouchers: [voucherId], seenLines, seenSubtotalMinor: 6000 };
    const placed = await placeOwnOrder(scope, { ...seen, requestId: "request-1" });
    if (!placed.ok) throw new Error(placed.refusal.code);
    await db()
      .update(products)
      .set({ archivedAt: new Date() })
      .where(eq(products.merchantId, scope.merchantId));
    const again = await placeOwnOrder(scope, { ...seen, requestId: "request-1" });
    expect(again).toMatchObject({ ok: true, value: { id: placed.value.id } });
    // Another cart under the same request id is no repetition.
    const other = { ...seen, requestId: "request-1", seenSubtotalMinor: 3000 };
    expect(await placeOwnOrder(scope, other)).toMatchObject({ ok: false, refusal: { code: "cart_empty" } });
  });

  it("says of a coupon what stands in its way: with the cart, else anywhere", async () => {
    const { scope, memberId, voucherId, cart, seenLines, asked } = await makeShop();
    const own = { voucherId, memberId };
    const free = await explainOwn(scope, { ...own, asked: { ...asked, cart: cart() } });
    const none = { reasons: [], isHeldByOffers: false };
    expect(free).toEqual({ ...none, withCart: true, timeZone: "Asia/Hong_Kong", lacksDelivery: "charge" });
    const anywhere = await explainOwn(scope, { ...own, asked: null });
    expect(anywhere).toEqual({ ...none, withCart: false, timeZone: null, lacksDelivery: undefined });
    const unheld = [{ id: voucherId, status: "available" }];
    expect(await findHolding(scope, unheld)).toEqual(new Map());
    const order = { ...asked, cart: cart(), seenVouchers: [voucherId], seenLines, seenSubtotalMinor: 6000 };
    await placeOwnOrder(scope, { ...order, requestId: "request-1" });
    const held = await explainOwn(scope, { ...own, asked: { ...asked, cart: cart() } });
    expect(held).toMatchObject({ withCart: true, reasons: [{ code: "reserved" }] });
    const opened = await openCheckout(scope, { ...asked, cart: cart() });
    const [holder] = await db()
      .select({ id: orders.id, number: orders.number })
      .from(orders)
      .where(eq(orders.merchantId, scope.merchantId));
    expect(opened.ok && [...opened.value.heldBy]).toEqual([[voucherId, holder]]);
    // From the wallet and the coupon's own page, too, a way leads to that order.
    const coupon = await getVoucher(scope, voucherId);
    expect(coupon && [...(await findHolding(scope, [coupon]))]).toEqual([[voucherId, holder]]);
  });

  it("tells the hours of a coupon in the time of the cart's store, wherever the merchant is (C10)", async () => {
    const { scope, voucherId, memberId, cart, asked } = await makeShop();
    await db().update(stores).set({ timeZone: "Asia/Tokyo" }).where(eq(stores.id, cart().storeId));
    const explained = await explainOwn(scope, { voucherId, memberId, asked: { ...asked, cart: cart() } });
    expect(explained.timeZone).toBe("Asia/Tokyo");
  });
});

describe("a member's request for a refund", () => {
  /** A paid order of so many teas, whose member asks for `asked` of them; null = all that is left. */
  async function asking(asked: number | null, teas = 2) {
    const { scope, cart, asked: who, seenLines: two } = await makeShop();
    const seenLines = two.replace("2*", `${teas}*`);
    const {
      storeId,
      lines: [tea],
    } = cart();
    const mine = withProduct({ storeId, lines: [], choice: "best" }, storeId, tea?.[0] ?? "", teas);
    const order = { ...who, cart: mine, seenVouchers: [], seenLines, seenSubtotalMinor: 3000 * teas };
    const placed = await placeOwnOrder(scope, { ...order, requestId: "request-1" });
    if (!placed.ok) throw new Error(placed.refusal.code);
    const { id: orderId, quote } = placed.value;
    const staff = testScope(scope.merchantId);
    const lineId = quote.lines[0]?.id ?? "";
    expect((await payOrder(staff, { requestId: freshRequestId(), orderId, paymentRef: orderId })).ok).toBe(
      true,
    );
    const lines = asked === null ? null : [{ lineId, quantity: asked }];
    const ask = { requestId: freshRequestId(), orderId, lines, reason: "Cold" };
    expect((await askRefund(scope, ask)).ok).toBe(true);
    const state = async () => {
      const [row] = await db().select().from(refundRequests).where(eq(refundRequests.orderId, orderId));
      return row?.status;
    };
    const giveBack = (quantity: number) =>
      refundOrder(staff, {
        ...{ requestId: freshRequestId(), orderId },
        refund: { by: "merchant", lines: [{ lineId, quantity }], reason: "" },
      });
    const grant = () =>
      decideRefund(staff, { requestId: freshRequestId(), orderId, granted: true, answer: "" });
    return { state, giveBack, grant, orderId };
  }

  it("is granted by a refund that gives what was asked for, and by nothing less", async () => {
    const one = await asking(1);
    expect((await one.giveBack(1)).ok).toBe(true);
    expect(await one.state()).toBe("granted");
    const all = await asking(null);
    expect((await all.giveBack(1)).ok).toBe(true);
    expect(await all.state()).toBe("open");
    expect((await all.giveBack(1)).ok).toBe(true);
    expect(await all.state()).toBe("granted");
    expect(await all.grant()).toMatchObject({ refusal: { code: "refund_not_asked" } });
  });

  it("is granted for what of it was not given back without it", async () => {
    const both = await asking(2);
    expect((await both.giveBack(1)).ok).toBe(true);
    expect(await both.grant()).toMatchObject({ value: { refundMinor: 3000 } });
    expect(await both.state()).toBe("granted");
  });

  it("is shown what it would give while its order is being changed: looking waits for nobody", async () => {
    const { orderId } = await asking(1);
    const [order] = await db().select().from(orders).where(eq(orders.id, orderId));
    const own = memberScope(order?.merchantId ?? "", order?.memberId ?? "");
    const [taken, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const changing = inTransaction(async (tx) => {
      await tx
        .select()
        .from(members)
        .where(eq(members.id, order?.memberId ?? ""))
        .for("update");
      await tx.select().from(orders).where(eq(orders.id, orderId)).for("update");
      taken.resolve();
      await done.promise;
    });
    await taken.promise;
    const seen = await previewRefund(own, orderId, { by: "member", lines: null, reason: "" });
    done.resolve();
    await changing;
    expect(seen).toMatchObject({ ok: true, value: { refundMinor: 6000, isFinal: true } });
    const stranger = memberScope(own.merchantId, "mbr_other");
    const look = previewRefund(stranger, orderId, { by: "member", lines: null, reason: "" });
    await expect(look).rejects.toThrow("not_found");
  });

  it("gives no more than it asked for, though more is left of the line", async () => {
    const two = await asking(2, 4);
    expect((await two.giveBack(1)).ok).toBe(true);
    expect(await two.grant()).toMatchObject({ value: { refundMinor: 3000 } });
    const byOne = await asking(2, 4);
    for (const state of ["open", "granted"]) {
      expect((await byOne.giveBack(1)).ok).toBe(true);
      expect(await byOne.state()).toBe(state);
    }
  });
});
