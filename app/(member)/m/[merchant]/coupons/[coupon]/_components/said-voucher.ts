import { notFound } from "next/navigation";
import { getLocale } from "next-intl/server";
import { activityInLanguage } from "@/lib/activities/rules/in-language";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { textIn } from "@/lib/kernel/language";
import { giftToken } from "@/lib/platform/auth/gift-place";
import type { Scope } from "@/lib/platform/auth/scope";
import { goTo } from "@/lib/platform/go-to";
import { getVoucher } from "@/lib/vouchers/queries";
import { getLastGift } from "@/lib/vouchers/queries/gifts";
import { giftPath } from "@/lib/vouchers/schema";

/**
 * A member's coupon in their language: the words of the terms it was issued under. What they gave to a friend leads to what became of
 * the gift; whatever else is not theirs is 404.
 */
export async function saidVoucher(scope: Scope, voucherId: string) {
  const [voucher, locale] = await Promise.all([getVoucher(scope, voucherId), getLocale()]);
  if (!voucher) {
    const given = await getLastGift(scope, voucherId);
    if (given?.status === "taken") goTo(giftPath(giftToken(given.id)));
    notFound();
  }
  const { terms, activity, productName: product, productTranslations } = voucher;
  const productName = product && textIn(product, productTranslations, "name", locale);
  return {
    ...voucher,
    productName,
    terms: termsInLanguage(terms, locale),
    activity: activity && activityInLanguage(activity, locale),
  };
}
