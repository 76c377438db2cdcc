import type { Tx } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { givingRows, givings } from "@/db/schema/vouchers";
import { couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";

type Corner = { readonly storeId: string; readonly couponId: string; readonly memberId: string };

type Offers = {
  readonly merchantId: string;
  readonly marker: string;
  readonly staffId: string;
  /** Who works in the first store and gave there. */
  readonly managerId: string;
  readonly first: Corner;
  readonly second: Corner;
};

/** What of a test world is kept beside coupons: a template, and a giving of each coupon that waits. */
export async function makeOffers(tx: Tx, { merchantId, marker, staffId, managerId, first, second }: Offers) {
  const { storeId } = second;
  const templateId = newId("tpl");
  const coupon = couponInputSchema.parse({
    name: `${marker} second template`,
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 100 },
    validity: { type: "days_after_claim", days: 5 },
    conditions: { storeIds: [storeId] },
  });
  await tx.insert(couponTemplates).values({
    merchantId,
    id: templateId,
    name: coupon.name,
    type: "amount_off",
    coupon,
    storeIds: [storeId],
    createdBy: staffId,
  });
  const waiting = async ({ couponId, memberId }: Corner, createdBy: string) => {
    const id = newId("giv");
    const giving = { merchantId, id, couponId, quantity: 1, source: "list", complete: true } as const;
    await tx.insert(givings).values({ ...giving, createdBy });
    await tx.insert(givingRows).values({ merchantId, givingId: id, line: 1, memberId, status: "waiting" });
    return id;
  };
  return {
    templateId,
    firstGivingId: await waiting(first, managerId),
    givingId: await waiting(second, staffId),
  };
}
