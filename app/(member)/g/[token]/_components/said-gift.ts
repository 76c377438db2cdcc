import { getLocale } from "next-intl/server";
import { cache } from "react";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { giftGate } from "@/lib/platform/auth/member-gates";
import { getGift } from "@/lib/vouchers/queries/gifts";

/** The gift of a link in its reader's language, with who reads it at which merchant's; anything else is 404. `segment`: as it stands in the address. */
export const openGift = cache(async (segment: string) => {
  const token = decodeURIComponent(segment);
  const access = await giftGate(token);
  const [gift, locale] = [await getGift(access.scope, access.giftId), await getLocale()];
  return { ...access, token, gift, name: gift ? termsInLanguage(gift.voucher.terms, locale).name : "" };
});
