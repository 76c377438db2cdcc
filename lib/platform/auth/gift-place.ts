import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { voucherGifts } from "@/db/schema/vouchers";
import { type Merchant, merchantColumns } from "@/lib/platform/auth/merchant";
import { isLinkToken, linkId, linkToken } from "@/lib/platform/link-token";

/** What the link of a gift proves itself with: its id, and a hash over it that only this installation can make. */
export const giftToken = (giftId: string): string => linkToken("voucher-gift", giftId, "");

/** The gift that a link's token names, and whose it is; null for every other text, which is never looked for in the database. */
export async function findGiftPlace(token: string): Promise<{ merchant: Merchant; giftId: string } | null> {
  const giftId = linkId(token);
  if (!giftId || !isLinkToken(token, "voucher-gift", giftId, "")) return null;
  const [merchant] = await db()
    .select(merchantColumns)
    .from(voucherGifts)
    .innerJoin(merchants, eq(merchants.id, voucherGifts.merchantId))
    .where(eq(voucherGifts.id, giftId));
  return merchant ? { merchant, giftId } : null;
}
