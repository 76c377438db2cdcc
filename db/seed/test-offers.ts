import type { Tx } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { refundRequests } from "@/db/schema/orders";
import { givingRows, givings } from "@/db/schema/vouchers";
import { drafts, savedViews } from "@/db/schema/workspace";
import { makeCoupon } from "@/db/seed/offers";
import { makeOrder, makePoints } from "@/db/seed/orders";
import { makeVoucher } from "@/db/seed/wins";
import { couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import { seal } from "@/lib/platform/crypto";

type Corner = {
  readonly storeId: string;
  readonly couponId: string;
  readonly memberId: string;
  readonly productId: string;
};

type Offers = {
  readonly merchantId: string;
  readonly marker: string;
  readonly staffId: string;
  /** Who works in the first store and gave there. */
  readonly managerId: string;
  readonly first: Corner;
  readonly second: Corner;
};

/**
 * What of a test world is kept beside coupons: a template of each store, a giving of each coupon that waits, and an unpaid order and points
 * of a member of each store.
 */
export async function makeOffers(tx: Tx, { merchantId, marker, staffId, managerId, first, second }: Offers) {
  const keptFor = async ({ storeId }: Corner, word: string) => {
    const coupon = couponInputSchema.parse({
      name: `${marker} ${word} template`,
      currency: "HKD",
      benefit: { type: "amount_off", amountMinor: 100 },
      validity: { type: "days_after_claim", days: 5 },
      conditions: { storeIds: [storeId] },
    });
    const id = newId("tpl");
    const template = { merchantId, id, name: coupon.name, type: "amount_off", coupon } as const;
    await tx.insert(couponTemplates).values({ ...template, storeIds: [storeId], createdBy: staffId });
    return id;
  };
  const waiting = async ({ couponId, memberId }: Corner, createdBy: string) => {
    const id = newId("giv");
    const giving = { merchantId, id, couponId, quantity: 1, source: "list", complete: true } as const;
    await tx.insert(givings).values({ ...giving, createdBy });
    await tx.insert(givingRows).values({ merchantId, givingId: id, line: 1, memberId, status: "waiting" });
    return id;
  };
  const ordered = async ({ storeId: at, memberId, productId }: Corner, word: string) => {
    await makePoints(tx, merchantId, memberId, 100);
    return await makeOrder(tx, merchantId, { storeId: at, memberId, productId, name: `${marker} ${word}` });
  };
  const { storeId: there, memberId, productId } = second;
  const name = `${marker} second paid`;
  const facts = { storeId: there, memberId, productId, name, paidAt: new Date() };
  const paidOrderId = await makeOrder(tx, merchantId, facts);
  await tx.insert(refundRequests).values({
    ...{ merchantId, id: newId("rrq"), orderId: paidOrderId, memberId, reason: `${marker} second` },
  });
  const deskCouponId = await makeCoupon(tx, merchantId, {
    ...{ name: `${marker} second words`, benefit: { type: "generic", text: "A refill" } },
    conditions: { storeIds: [there] },
  });
  const at = new Date();
  const deskVoucherId = await makeVoucher(tx, merchantId, { memberId, couponId: deskCouponId, at });
  return {
    /** A paid one in the second store, whose member asks for a refund. */
    paidOrderId,
    /** Of the second member, used without an order. */
    deskVoucherId,
    /** Unpaid, one in each store. */
    firstOrderId: await ordered(first, "first"),
    orderId: await ordered(second, "second"),
    /** Good in one store each. */
    firstTemplateId: await keptFor(first, "first"),
    templateId: await keptFor(second, "second"),
    /** One of each coupon, which nobody started yet. */
    firstGivingId: await waiting(first, managerId),
    givingId: await waiting(second, staffId),
  };
}

/** What somebody keeps of how they work: a view of a list, and a form they began. */
export async function makeDesk(tx: Tx, merchantId: string, marker: string, staffId: string) {
  const viewId = newId("viw");
  const state = { q: "", filters: {}, sort: "-created", columns: null };
  await tx.insert(savedViews).values({
    merchantId,
    id: viewId,
    list: "coupons",
    ownerId: staffId,
    name: `${marker} view`,
    shared: true,
    state,
  });
  const formDraftId = newId("drf");
  const title = `${marker} draft`;
  const sealed = seal("draft", JSON.stringify({ title }));
  await tx.insert(drafts).values({ merchantId, id: formDraftId, staffId, kind: "product", title, sealed });
  return { viewId, formDraftId };
}

export type Offered = Awaited<ReturnType<typeof makeOffers>>;
