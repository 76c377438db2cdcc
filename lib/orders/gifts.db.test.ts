import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { recentParts } from "@/db/oracle-parts";
import { voucherGifts, vouchers } from "@/db/schema/vouchers";
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
import { makePack, makePurchase, packForm, saleOf } from "@/db/seed/packs";
import { makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import { localDate } from "@/lib/kernel/time";
import { eraseMember } from "@/lib/members/erase-member";
import { memberData } from "@/lib/members/queries/access";
import { memberTimeline } from "@/lib/members/queries/timeline";
import { payOrder } from "@/lib/orders/change-order";
import { extendVoucher } from "@/lib/orders/extend-voucher";
import { placeOrder } from "@/lib/orders/place-order";
import { findVoucherByCode } from "@/lib/orders/queries/at-desk";
import { revokeVoucher } from "@/lib/orders/redeem-voucher";
import { orderInputSchema } from "@/lib/orders/schema";
import { askPackRefund, decidePackRefund } from "@/lib/packs/ask-pack-refund";
import { listPackVouchers } from "@/lib/packs/queries/issued";
import { vouchersOfPurchase } from "@/lib/packs/queries/mall";
import type { Scope } from "@/lib/platform/auth/scope";
import { acceptGift } from "@/lib/vouchers/accept-gift";
import { completeGift } from "@/lib/vouchers/complete-gift";
import { endGifts, forgetGifts } from "@/lib/vouchers/end-gifts";
import { explainGift } from "@/lib/vouchers/explain-gift";
import { grantCoupon } from "@/lib/vouchers/grant-coupon";
import { offerGift } from "@/lib/vouchers/offer-gift";
import { countMemberVouchers, getVoucher, listMemberVouchers } from "@/lib/vouchers/queries";
import {
  countGivenAway,
  getGift,
  getLastGift,
  getOffer,
  listGivenAway,
  listGivenOf,
} from "@/lib/vouchers/queries/gifts";
import { listGivenVouchers, listIssuedVouchers } from "@/lib/vouchers/queries/wire";
import { tellExpired } from "@/lib/vouchers/tell-expired";
import { declineGift, withdrawGift } from "@/lib/vouchers/withdraw-gift";

let merchantId: string;
let storeId: string;
let productId: string;
let giver: string;
let friend: string;
let staff: Scope;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    giver = await makeMember(tx, merchantId, { name: "Grace" });
    friend = await makeMember(tx, merchantId, { name: "Fred" });
  });
  staff = testScope(merchantId);
});
afterEach(async () => {
  expect(await inTransaction(brokenInvariants)).toEqual({});
});

const coupon = (sketch: CouponSketch = {}) =>
  inTransaction((tx) =>
    makeCoupon(tx, merchantId, {
      giftable: true,
      ...sketch,
      distribution: { methods: ["targeted"], ...sketch.distribution },
    }),
  );
async function give(couponId: string, memberId = giver): Promise<string> {
  const given = await grantCoupon(staff, { requestId: freshRequestId(), couponId, memberId, quantity: 1 });
  if (!given.ok) throw new Error(given.refusal.code);
  return given.value.voucherIds[0] ?? "";
}
const as = (memberId: string) => memberScope(merchantId, memberId);
type Answer = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } };
const said = async (answer: Promise<Answer>) => {
  const result = await answer;
  return result.ok ? "ok" : result.refusal.code;
};
const offer = (voucherId: string, by = giver, message = "") =>
  offerGift(as(by), { requestId: freshRequestId(), voucherId, message });
async function offered(voucherId: string, message = ""): Promise<string> {
  const made = await offer(voucherId, giver, message);
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.giftId;
}
/** Asks again while too many ask at once, as a phone does. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "busy") throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
const accept = (giftId: string, by = friend, requestId = freshRequestId()) =>
  patiently(() => said(acceptGift(as(by), { requestId, giftId })));
const withdraw = (giftId: string, by = giver) => {
  const requestId = freshRequestId();
  return patiently(() => said(withdrawGift(as(by), { requestId, giftId })));
};
const decline = (giftId: string, by = friend) =>
  said(declineGift(as(by), { requestId: freshRequestId(), giftId }));
async function row(voucherId: string) {
  const [found] = await db().select().from(vouchers).where(eq(vouchers.id, voucherId));
  if (!found) throw new Error("gone");
  return found;
}
const kinds = async (voucherId: string) =>
  (
    await db().execute<{ kind: string }>(
      sql`select kind from voucher_event where voucher_id = ${voucherId} order by id`,
    )
  ).map(({ kind }) => kind);
const told = async (type: string) =>
  await db().execute<{ subjectId: string; payload: Record<string, string> }>(sql`
    select x."subjectId", x.payload from outbox_batch o, announced_events(o.events) x
    where o.merchant_id = ${merchantId} and x.type = ${type}`);
const order = async (voucherId: string, memberId: string) =>
  await placeOrder(staff, {
    requestId: freshRequestId(),
    order: orderInputSchema.parse({
      ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD", vouchers: [voucherId] },
      lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
    }),
  });
/** Moves the end of a voucher to a second ago, with its beginning before it, as no code may. */
const end = (voucherId: string) =>
  db().execute(sql`
    alter table voucher disable trigger voucher_promise;
    update voucher set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second' where id = '${sql.raw(voucherId)}';
    alter table voucher enable trigger voucher_promise;
    update voucher_gift set ends_at = now() - interval '1 second' where voucher_id = '${sql.raw(voucherId)}'`);

describe("a gift of a voucher (C24)", () => {
  it("changes the owner and the code of what is offered, and nothing else (I-11)", async () => {
    const couponId = await coupon({ distribution: { quantity: 5, claimLimit: 1 } });
    const voucherId = await give(couponId);
    const before = await row(voucherId);
    const giftId = await offered(voucherId, "Enjoy");
    expect(await row(voucherId)).toEqual({ ...before, status: "transferred" });
    expect(await accept(giftId)).toBe("ok");
    const after = await row(voucherId);
    expect(after).toEqual({ ...before, memberId: friend, issuedTo: giver, code: after.code });
    expect(after.code).not.toBe(before.code);
    const [stock] = await db().execute<{ issued: number; used: number }>(
      sql`select issued::int, used::int from coupon_stock where coupon_id = ${couponId}`,
    );
    expect(stock).toEqual({ issued: 1, used: 0 });
    expect(await kinds(voucherId)).toEqual(["offered", "transferred"]);
    expect(await told("voucher.transferred")).toEqual([
      { subjectId: voucherId, payload: { couponId, memberId: friend, fromMemberId: giver, giftId } },
    ]);
  });

  it("counts towards the giver's claim limit, and never towards the friend's", async () => {
    const couponId = await coupon({ distribution: { claimLimit: 1 } });
    const [own, another] = [await give(couponId), await give(couponId, friend)];
    expect(await accept(await offered(own))).toBe("ok");
    expect((await row(another)).memberId).toBe(friend);
    await expect(give(couponId)).rejects.toThrow("claim_limit_reached");
  });

  it("can be used by the friend alone, and what the giver wrote down of it opens nothing", async () => {
    const voucherId = await give(await coupon());
    const { code } = await row(voucherId);
    expect(await accept(await offered(voucherId))).toBe("ok");
    expect(await findVoucherByCode(staff, code)).toBeNull();
    const theirs = await order(voucherId, giver);
    expect(theirs.ok).toBe(false);
    const placed = await order(voucherId, friend);
    if (!placed.ok) throw new Error(placed.refusal.code);
    expect(placed.value.quote.discountMinor).toBe(2000);
    const pay = { requestId: freshRequestId(), orderId: placed.value.id, paymentRef: "t-1" };
    expect(await said(payOrder(staff, pay))).toBe("ok");
    expect((await row(voucherId)).status).toBe("used");
  });

  it("is nobody's to take once staff take the coupon back, and runs as long as staff let it", async () => {
    const [voucherId, longer] = [await give(await coupon()), await give(await coupon())];
    const giftId = await offered(voucherId);
    const revoke = { requestId: freshRequestId(), voucherId, note: "" };
    expect(await said(revokeVoucher(staff, revoke))).toBe("ok");
    expect(await accept(giftId)).toBe("gift_over");
    expect(await withdraw(giftId)).toBe("ok");
    expect((await row(voucherId)).status).toBe("cancelled");
    expect(await kinds(voucherId)).toEqual(["offered", "withdrawn", "revoked"]);
    const history = (await getVoucher(staff, voucherId))?.history.map(({ kind }) => kind);
    expect(history).toEqual(["issued", "offered", "withdrawn", "revoked"]);
    const until = new Date(((await row(longer)).validUntil?.getTime() ?? 0) + 5 * 86_400_000);
    const lastDay = localDate(until, "Asia/Hong_Kong");
    const kept = await offered(longer);
    const extend = { requestId: freshRequestId(), voucherId: longer, lastDay, note: "" };
    expect(await said(extendVoucher(staff, extend))).toBe("ok");
    expect(await accept(kept)).toBe("ok");
    expect((await row(longer)).validUntil?.getTime()).toBeGreaterThan(until.getTime() - 86_400_000);
  });

  it("is neither used nor offered a second time while it waits", async () => {
    const voucherId = await give(await coupon());
    const giftId = await offered(voucherId, "Enjoy");
    expect((await order(voucherId, giver)).ok).toBe(false);
    expect(await offer(voucherId, giver, "Another")).toMatchObject({ ok: true, value: { giftId } });
    expect((await getOffer(as(giver), voucherId))?.message).toBe("Enjoy");
  });

  it("is its giver's again, with the code it had, once they take it back or a friend declines", async () => {
    const voucherId = await give(await coupon());
    const before = await row(voucherId);
    for (const giveBack of [withdraw, decline]) {
      const giftId = await offered(voucherId);
      expect(await giveBack(giftId)).toBe("ok");
      expect(await row(voucherId)).toEqual(before);
      expect(await accept(giftId)).toBe("gift_over");
      expect(await giveBack(giftId)).toBe("ok");
    }
    expect(await told("voucher.offered")).toHaveLength(2);
    const backs = (await told("voucher.withdrawn")).map(({ payload }) => payload.why);
    expect(backs.sort()).toEqual(["declined", "withdrawn"]);
    expect(await kinds(voucherId)).toEqual(["offered", "withdrawn", "offered", "declined"]);
  });

  it("is said to be over, and not taken back, where its giver takes it back or staff stop it after its end", async () => {
    const [own, recalled] = [await give(await coupon()), await give(await coupon())];
    const [giftId, stopped] = [await offered(own), await offered(recalled)];
    await db().execute(sql`update voucher_gift set ends_at = now() where merchant_id = ${merchantId}`);
    expect(await withdraw(giftId)).toBe("ok");
    const revoke = { requestId: freshRequestId(), voucherId: recalled, note: "" };
    expect(await said(revokeVoucher(staff, revoke))).toBe("ok");
    for (const id of [giftId, stopped]) expect((await getGift(as(friend), id))?.standing).toBe("over");
    const why = (await told("voucher.withdrawn")).map(({ payload }) => payload.why);
    expect(why).toEqual(["over", "over"]);
    const history = (await getVoucher(as(giver), own))?.history.map(({ kind }) => kind);
    expect(history).toEqual(["issued", "offered", "over"]);
    const line = (await memberTimeline(staff, giver)).rows.map(({ kind }) => kind);
    expect(line.filter((kind) => /over|withdrawn/.test(kind))).toEqual(["voucher.over", "voucher.over"]);
  });

  it("is answered to whoever took it, however often they ask, and cannot be taken back any more", async () => {
    const giftId = await offered(await give(await coupon()));
    const requestId = freshRequestId();
    const answers = await Promise.all([accept(giftId, friend, requestId), accept(giftId, friend, requestId)]);
    expect([...answers, await accept(giftId)]).toEqual(["ok", "ok", "ok"]);
    expect(await withdraw(giftId)).toBe("gift_taken");
    expect(await decline(giftId)).toBe("gift_over");
  });

  it("is not its giver's to accept, nor a blocked member's, nor anything of a giver who is blocked", async () => {
    const giftId = await offered(await give(await coupon()));
    expect(await accept(giftId, giver)).toBe("own_gift");
    expect(await decline(giftId, giver)).toBe("own_gift");
    await db().execute(sql`update member set blocked_at = now() where id = ${friend}`);
    expect([await accept(giftId), await decline(giftId)]).toEqual(["blocked", "blocked"]);
    await db().execute(sql`update member set blocked_at = null where id = ${friend}`);
    await db().execute(sql`update member set blocked_at = now() where id = ${giver}`);
    expect(await accept(giftId)).toBe("gift_over");
    expect(await said(offer(await give(await coupon(), friend), friend))).toBe("ok");
    expect(await withdraw(giftId)).toBe("ok");
  });

  it("cannot be offered where its terms, its type or its state say no, nor once it was a gift itself", async () => {
    expect(await said(offer(await give(await coupon({ giftable: false }))))).toBe("not_giftable");
    const points = await coupon({ benefit: { type: "points", points: 5 } });
    expect(await said(offer(await give(points)))).toBe("not_giftable");
    const imported = await coupon();
    await db().execute(sql`update coupon set code_source = 'imported' where id = ${imported}`);
    expect(await said(offer(await give(imported)))).toBe("not_giftable");
    const held = await give(await coupon());
    await order(held, giver);
    expect(await said(offer(held))).toBe("voucher_not_free");
    const over = await give(await coupon());
    await end(over);
    expect(await said(offer(over))).toBe("voucher_not_free");
    const given = await give(await coupon());
    expect(await accept(await offered(given))).toBe("ok");
    expect(await said(offer(given, friend))).toBe("not_giftable");
  });

  it("keeps what its terms said when it was issued, whatever the coupon says today", async () => {
    const couponId = await coupon({ giftable: false });
    const voucherId = await give(couponId);
    await db().execute(sql`insert into coupon_terms select (jsonb_populate_record(t, '{"version": 2, "giftable": true}')).*
      from coupon_terms t where coupon_id = ${couponId}`);
    await db().execute(sql`update coupon set terms_version = 2 where id = ${couponId}`);
    expect(await said(offer(voucherId))).toBe("not_giftable");
    expect(await said(offer(await give(couponId, friend), friend))).toBe("ok");
  });

  it("is over a day after it was offered, or with the voucher where that is sooner: it is its giver's again", async () => {
    const voucherId = await give(await coupon());
    const before = await row(voucherId);
    const giftId = await offered(voucherId);
    const stored = async (id: string) =>
      (await db().select().from(voucherGifts).where(eq(voucherGifts.id, id)))[0];
    const gift = await stored(giftId);
    expect(gift?.endsAt.getTime()).toBe((gift?.createdAt.getTime() ?? 0) + 86_400_000);
    const soon = await give(await coupon({ validity: { type: "hours_after_claim", hours: 2 } }));
    const ofToday = await stored(await offered(soon));
    expect(ofToday?.endsAt).toEqual((await row(soon)).validUntil);
    const pass = (id: string) => db().execute(sql`update voucher_gift set ends_at = now() where id = ${id}`);
    await pass(giftId);
    expect((await getGift(as(friend), giftId))?.standing).toBe("over");
    expect(await accept(giftId)).toBe("gift_over");
    // Before any sweep the giver offers it anew.
    const anew = await offered(voucherId);
    expect(anew).not.toBe(giftId);
    await pass(anew);
    await endGifts(new AbortController().signal);
    expect(await row(voucherId)).toEqual(before);
    expect(await kinds(voucherId)).toEqual(["offered", "withdrawn", "offered", "withdrawn"]);
    expect((await stored(anew))?.status).toBe("over");
  });

  it("is ended however many that cannot be stand before it", async () => {
    const couponId = await coupon();
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) ids.push(await offered(await give(couponId)));
    await db().execute(
      sql`update voucher_gift set ends_at = now() - interval '1 day' where merchant_id = ${merchantId}`,
    );
    const broken = sql`select voucher_id from voucher_gift where id in (${ids[0]}, ${ids[1]})`;
    await db().execute(sql`update voucher set status = 'cancelled' where id in (${broken})`);
    expect(await endGifts(new AbortController().signal, 1)).toBe(1);
    await db().execute(sql`update voucher set status = 'transferred' where id in (${broken})`);
    expect(await endGifts(new AbortController().signal, 1)).toBe(2);
  });

  it("is over with the voucher, which is its giver's again, and told of as over, once", async () => {
    await inTransaction((tx) => tx.execute(sql`delete from voucher_expiry`));
    const voucherId = await give(await coupon());
    const giftId = await offered(voucherId);
    await tellExpired(new AbortController().signal);
    await end(voucherId);
    expect((await getGift(as(friend), giftId))?.standing).toBe("over");
    expect(await accept(giftId)).toBe("gift_over");
    expect(await countMemberVouchers(as(giver), giver)).toEqual({ available: 0, used: 0, expired: 1 });
    const ended = await Promise.all([1, 2].map(() => endGifts(new AbortController().signal)));
    expect(ended.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect((await row(voucherId)).status).toBe("available");
    await tellExpired(new AbortController().signal);
    await tellExpired(new AbortController().signal);
    expect((await told("voucher.expired")).map(({ subjectId }) => subjectId)).toEqual([voucherId]);
  });
});

describe("a coupon that was given", () => {
  it("is gone out of the pack that brought it: what was paid for that stays paid (I-7)", async () => {
    const couponId = await coupon({ distribution: { quantity: 10 } });
    const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf() }));
    const purchaseId = await makePurchase(merchantId, packId, giver);
    const [held] = await db().select().from(vouchers).where(eq(vouchers.memberId, giver));
    const giftId = await offered(held?.id ?? "");
    const ask = () =>
      said(askPackRefund(as(giver), { requestId: freshRequestId(), purchaseId, reason: "No" }));
    expect(await ask()).toBe("ok");
    expect(await accept(giftId)).toBe("ok");
    expect(await ask()).toBe("pack_used");
    expect(await granted(purchaseId)).toBe("pack_used");
    const kept = await vouchersOfPurchase(as(giver), purchaseId);
    expect(kept.map(({ id }) => id)).not.toContain(held?.id);
    const issued = (await listPackVouchers(staff, { packId })).rows.find(({ id }) => id === held?.id);
    expect(issued).toMatchObject({ memberId: friend, status: "available" });
  });

  it("is gone only once it is taken: offered, it goes back with its pack, and is nobody's to take then", async () => {
    const couponId = await coupon({ distribution: { quantity: 10 } });
    const packId = await makePack(merchantId, packForm([couponId], { type: "paid", sale: saleOf() }));
    const purchaseId = await makePurchase(merchantId, packId, giver);
    const [held] = await db().select().from(vouchers).where(eq(vouchers.memberId, giver));
    const giftId = await offered(held?.id ?? "");
    const ask = { requestId: freshRequestId(), purchaseId, reason: "No" };
    expect(await said(askPackRefund(as(giver), ask))).toBe("ok");
    expect(await granted(purchaseId)).toBe("ok");
    expect((await row(held?.id ?? "")).status).toBe("cancelled");
    expect(await accept(giftId)).toBe("gift_over");
    const history = (await getVoucher(staff, held?.id ?? ""))?.history.map(({ kind }) => kind);
    expect(history).toEqual(["issued", "offered", "withdrawn", "revoked"]);
  });
});

describe("the prize that a gift was", () => {
  it("is counted anew with what was won lately, however long ago it was won (I-1)", async () => {
    const couponId = await coupon();
    const at = new Date(Date.now() - 86_400_000);
    const sourceId = newId("prt", at.getTime());
    const won = { memberId: giver, couponId, at, source: "prize", sourceId } as const;
    await offered(await inTransaction((tx) => makeVoucher(tx, merchantId, won)));
    const parts = await inTransaction((tx) => recentParts(tx, merchantId, new Date(Date.now() - 600_000)));
    const asked = parts.filter(({ subject }) => subject === "participation").map(({ part }) => part);
    expect(asked).toEqual([{ merchantId, ids: [sourceId] }]);
  });
});

/** What finance is told who grants the refund of a pack. */
const granted = (purchaseId: string) =>
  said(
    decidePackRefund(testScope(merchantId, "finance"), {
      ...{ requestId: freshRequestId(), purchaseId, granted: true, answer: "" },
    }),
  );

const newFriends = () =>
  inTransaction(async (tx) => {
    const ids: string[] = [];
    for (let n = 0; n < 50; n++) ids.push(await makeMember(tx, merchantId));
    return ids;
  });

describe("fifty friends on one link (I-11)", () => {
  it.each([1, 2, 3])(
    "while the giver takes it back, staff cancel it and a till uses it: one of them has it (round %i)",
    async () => {
      const friends = await newFriends();
      const voucherId = await give(await coupon());
      const before = await row(voucherId);
      const giftId = await offered(voucherId);
      const revoke = { requestId: freshRequestId(), voucherId, note: "" };
      const [answers, [back, till, revoked]] = await Promise.all([
        Promise.all(friends.map((id) => accept(giftId, id))),
        Promise.all([
          withdraw(giftId),
          patiently(() => said(order(voucherId, giver))),
          patiently(() => said(revokeVoucher(staff, revoke))),
        ]),
      ]);
      const takers = friends.filter((_, place) => answers[place] === "ok");
      const after = await row(voucherId);
      const gifts = await db().select().from(voucherGifts).where(eq(voucherGifts.voucherId, voucherId));
      expect(gifts).toHaveLength(1);
      expect(answers.filter((one) => one !== "ok" && one !== "gift_over")).toEqual([]);
      if (takers.length > 0) {
        expect(takers).toEqual([after.memberId]);
        expect(gifts[0]).toMatchObject({ status: "taken", receiverMemberId: after.memberId });
        expect(back).toBe("gift_taken");
        expect(till).not.toBe("ok");
      } else {
        expect(back).toBe("ok");
        if (revoked === "ok") expect(after.status).toBe("cancelled");
        expect(after.memberId).toBe(giver);
        expect(after.code).toBe(before.code);
      }
      expect([after.validFrom, after.validUntil]).toEqual([before.validFrom, before.validUntil]);
      expect(["reserved", "ok"]).toContain(revoked);
    },
  );

  it("who press at once with no giver in between: exactly one takes it", async () => {
    const friends = await newFriends();
    const voucherId = await give(await coupon());
    const giftId = await offered(voucherId);
    const answers = await Promise.all(friends.map((id) => accept(giftId, id)));
    const takers = friends.filter((_, place) => answers[place] === "ok");
    expect(takers).toEqual([(await row(voucherId)).memberId]);
    expect(await kinds(voucherId)).toEqual(["offered", "transferred"]);
  });

  it("and one voucher offered from two phones has one link", async () => {
    const voucherId = await give(await coupon());
    const made = await Promise.all(Array.from({ length: 10 }, () => patiently(() => offer(voucherId))));
    expect(new Set(made.map((one) => (one.ok ? one.value.giftId : one.refusal.code))).size).toBe(1);
  });

  it("and two who give to each other at once do not stand in each other's way", async () => {
    const couponId = await coupon();
    for (let round = 0; round < 10; round++) {
      const [mine, theirs] = [await give(couponId), await give(couponId, friend)];
      const [one, other] = [await offered(mine), await offer(theirs, friend)];
      if (!other.ok) throw new Error(other.refusal.code);
      expect(await Promise.all([accept(one), accept(other.value.giftId, giver)])).toEqual(["ok", "ok"]);
    }
  });
});

describe("a friend who signs in for a gift", () => {
  const wish = (giftId: string, memberId = friend) => ({
    ...{ token: "token", giftId, requestId: freshRequestId(), memberId, slug: "shop" },
  });

  it("has it by then, and is led to it", async () => {
    const voucherId = await give(await coupon());
    const giftId = await offered(voucherId);
    const path = `/m/shop/coupons/${voucherId}?claimed=1`;
    expect(await completeGift(as(friend), wish(giftId))).toBe(path);
    expect((await row(voucherId)).memberId).toBe(friend);
    expect(await completeGift(as(friend), wish(giftId))).toBe(path);
  });

  it("is led back to it with the reason where they are its giver or somebody was quicker", async () => {
    const giftId = await offered(await give(await coupon()));
    expect(await completeGift(as(giver), wish(giftId, giver))).toBe("/g/token?refused=own_gift");
    expect(await withdraw(giftId)).toBe("ok");
    expect(await completeGift(as(friend), wish(giftId))).toBe("/g/token?refused=gift_over");
  });

  it("is not kept from it by a coupon on an order of theirs that ran out unpaid, as pricing would not be", async () => {
    const couponId = await coupon({ conditions: { maxUsesPerMember: 1 } });
    const placed = await order(await give(couponId, friend), friend);
    if (!placed.ok) throw new Error(placed.refusal.code);
    const giftId = await offered(await give(couponId));
    const asked = { giftId, memberId: friend };
    expect(await explainGift(as(friend), asked)).toEqual([{ code: "usage_limit_reached", limit: 1 }]);
    await db().execute(sql`update "order" set expires_at = now() where id = ${placed.value.id}`);
    expect(await explainGift(as(friend), asked)).toEqual([]);
  });

  it("is told before they take what they could never use, and is left to take it all the same", async () => {
    const audience = { type: "match" as const, memberIds: [giver] };
    const couponId = await coupon({
      conditions: {
        audience: { ...audience, planIds: [], tierIds: [], groupIds: [], tagIds: [] },
        maxUsesPerMember: 1,
      },
    });
    const voucherId = await give(couponId);
    const giftId = await offered(voucherId);
    expect(await explainGift(as(friend), { giftId, memberId: friend })).toEqual([
      { code: "member_not_eligible" },
    ]);
    expect(await completeGift(as(friend), wish(giftId))).toBe("/g/token");
    expect((await row(voucherId)).memberId).toBe(giver);
    await inTransaction((tx) =>
      makeVoucher(tx, merchantId, { memberId: giver, couponId, at: new Date(), usedAt: new Date() }),
    );
    expect(await explainGift(as(giver), { giftId, memberId: giver })).toEqual([
      { code: "usage_limit_reached", limit: 1 },
    ]);
    expect(await accept(giftId)).toBe("ok");
  });
});

describe("what is told of a gift", () => {
  it("shows whoever has the link what it is, never its code, and nothing of another merchant's", async () => {
    const voucherId = await give(await coupon({ name: "Tea for two" }));
    const { code } = await row(voucherId);
    const giftId = await offered(voucherId, "Enjoy");
    const visitor = testScope(merchantId, null, { actor: { type: "visitor", id: null } });
    for (const scope of [visitor, as(friend), as(giver)])
      expect(JSON.stringify(await getGift(scope, giftId))).not.toContain(code);
    const gift = await getGift(visitor, giftId);
    expect(gift).toMatchObject({
      standing: "waiting",
      message: "Enjoy",
      voucher: { terms: { name: "Tea for two" } },
    });
    expect((await getGift(as(giver), giftId))?.standing).toBe("own");
    expect(await accept(giftId)).toBe("ok");
    expect((await getGift(as(friend), giftId))?.standing).toBe("yours");
    expect((await getGift(as(giver), giftId))?.standing).toBe("ownTaken");
    expect((await getGift(visitor, giftId))?.standing).toBe("taken");
    const elsewhere = await inTransaction((tx) => makeMerchant(tx));
    expect(await getGift(testScope(elsewhere, null), giftId)).toBeNull();
    await expect(
      acceptGift(memberScope(elsewhere, friend), { requestId: freshRequestId(), giftId }),
    ).rejects.toThrow();
  });

  it("tells the giver of each of their gifts what became of it, and of a coupon the last one", async () => {
    const voucherId = await give(await coupon());
    const declined = await offered(voucherId);
    expect(await decline(declined)).toBe("ok");
    expect((await getGift(as(giver), declined))?.standing).toBe("ownDeclined");
    expect(await getLastGift(as(giver), voucherId)).toEqual({ id: declined, status: "declined" });
    const back = await offered(voucherId);
    expect(await withdraw(back)).toBe("ok");
    expect((await getGift(as(giver), back))?.standing).toBe("ownWithdrawn");
    const taken = await offered(voucherId);
    expect(await accept(taken)).toBe("ok");
    expect(await getLastGift(as(giver), voucherId)).toEqual({ id: taken, status: "taken" });
    expect(await getLastGift(as(friend), voucherId)).toBeNull();
  });

  it("tells the giver in their wallet to whom it went, and neither of them the other's part of its history", async () => {
    const voucherId = await give(await coupon());
    const giftId = await offered(voucherId);
    expect((await listMemberVouchers(as(giver), { memberId: giver, tab: "available" })).rows).toHaveLength(1);
    expect(await accept(giftId)).toBe("ok");
    expect(await countMemberVouchers(as(giver), giver)).toEqual({ available: 0, used: 0, expired: 0 });
    expect(await listGivenAway(as(giver), giver)).toMatchObject([{ id: giftId, receiverName: "F••" }]);
    const { sourceId } = await row(voucherId);
    expect(await listGivenOf(as(giver), giver, [sourceId])).toMatchObject([{ id: giftId, sourceId }]);
    expect(await countGivenAway(as(giver), giver)).toBe(1);
    expect(await listGivenAway(as(friend), giver)).toEqual([]);
    expect(await listGivenOf(as(friend), giver, [sourceId])).toEqual([]);
    expect(await countGivenAway(as(friend), giver)).toBe(0);
    expect(await getVoucher(as(giver), voucherId)).toBeNull();
    const seen = await getVoucher(as(friend), voucherId);
    expect(seen?.history.map(({ kind }) => kind)).toEqual(["transferred"]);
    const whole = await getVoucher(staff, voucherId);
    expect(whole?.history.map(({ kind }) => kind)).toEqual(["issued", "offered", "transferred"]);
    const line = async (id: string) =>
      (await memberTimeline(staff, id)).rows
        .map(({ kind }) => kind)
        .filter((kind) => kind.startsWith("voucher."));
    expect(await line(giver)).toEqual(["voucher.transferred", "voucher.offered"]);
    expect(await line(friend)).toEqual(["voucher.transferred"]);
    // What the friend did next, in a process whose clock is behind: its id is older than the gift's.
    await db().execute(sql`insert into voucher_event (merchant_id, id, voucher_id, at, kind, actor_type, cause)
      values (${merchantId}, ${newId("vev", Date.now() - 60_000)}, ${voucherId}, now() + interval '1 second', 'extended', 'system', '{}')`);
    expect(await line(giver)).toEqual(["voucher.transferred", "voucher.offered"]);
    expect(await line(friend)).toEqual(["voucher.extended", "voucher.transferred"]);
    const theirs = (await getVoucher(as(friend), voucherId))?.history.map(({ kind }) => kind);
    expect(theirs).toEqual(["transferred", "extended"]);
  });

  it("tells another system that asks again what it issued, but never the friend's code as its member's", async () => {
    const couponId = await coupon();
    const [kept, given] = [await give(couponId), await give(couponId)];
    expect(await accept(await offered(given))).toBe("ok");
    const { code } = await row(given);
    const [{ sourceId }, own] = [await row(given), await row(kept)];
    const replayed = await listGivenVouchers(staff, giver, [kept, given]);
    expect(replayed.map(({ id, status, code: shown }) => ({ id, status, code: shown }))).toEqual([
      { id: kept, status: "available", code: own.code },
      { id: given, status: "transferred", code: "" },
    ]);
    expect(await listIssuedVouchers(staff, giver, sourceId)).toMatchObject([
      { id: given, status: "transferred", code: "" },
    ]);
    expect(await listGivenVouchers(staff, friend, [given])).toMatchObject([{ status: "available", code }]);
  });

  it("holds nothing that was written once its giver is forgotten, and what they were giving is nobody's to take", async () => {
    const [taken, waiting] = [await give(await coupon()), await give(await coupon())];
    const gone = await offered(taken, "Grace sends this");
    expect(await accept(gone)).toBe("ok");
    const open = await offered(waiting, "Grace sends that");
    expect((await memberData(staff, giver))?.couponGifts).toHaveLength(2);
    const [{ phone } = { phone: "" }] = await db().execute<{ phone: string }>(
      sql`select phone from member where id = ${giver}`,
    );
    const confirmation = phone.slice(-4);
    expect(
      await said(eraseMember(staff, { requestId: freshRequestId(), memberId: giver, confirmation })),
    ).toBe("ok");
    expect(await accept(open)).toBe("gift_over");
    await forgetGifts(staff, giver);
    await forgetGifts(staff, giver);
    const gifts = await db().select().from(voucherGifts).where(eq(voucherGifts.merchantId, merchantId));
    expect(gifts.map(({ message, status }) => `${status}:${message}`).sort()).toEqual([
      "taken:",
      "withdrawn:",
    ]);
    expect((await row(taken)).memberId).toBe(friend);
  });
});
