import { getLocale } from "next-intl/server";
import { cache } from "react";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { giftGate } from "@/lib/platform/auth/member-gates";
import { getGift } from "@/lib/vouchers/queries/gifts";

/** The gift of a link in its reader's language, with who reads it at which merchant's; anything else is 404. */
export const openGift = cache(async (token: string) => {
  const access = await giftGate(decodeURIComponent(token));
  const [gift, locale] = [await getGift(access.scope, access.giftId), await getLocale()];
  return { ...access, gift, name: gift ? termsInLanguage(gift.voucher.terms, locale).name : "" };
});
