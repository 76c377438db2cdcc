import type { Tx } from "@/db/client";
import { couponTemplates } from "@/db/schema/coupons";
import { givingRows, givings } from "@/db/schema/vouchers";
import { couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";

type Offers = {
  readonly merchantId: string;
  readonly marker: string;
  readonly staffId: string;
  readonly second: { readonly storeId: string; readonly couponId: string; readonly memberId: string };
};

/** What of a test world is kept beside coupons: a template, and a giving that waits. */
export async function makeOffers(tx: Tx, { merchantId, marker, staffId, second }: Offers) {
  const { storeId, couponId, memberId } = second;
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
  const givingId = newId("giv");
  const giving = { merchantId, id: givingId, couponId, quantity: 1, source: "list", complete: true } as const;
  await tx.insert(givings).values({ ...giving, createdBy: staffId });
  await tx.insert(givingRows).values({ merchantId, givingId, line: 1, memberId, status: "waiting" });
  return { templateId, givingId };
}
