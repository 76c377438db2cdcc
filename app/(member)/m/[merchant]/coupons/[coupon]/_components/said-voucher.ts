import { getLocale } from "next-intl/server";
import { activityInLanguage } from "@/lib/activities/rules/in-language";
import { termsInLanguage } from "@/lib/coupons/rules/in-language";
import { textIn } from "@/lib/kernel/language";
import type { Scope } from "@/lib/platform/auth/scope";
import { getVoucher } from "@/lib/vouchers/queries";

/** A member's coupon in their language: the words of the terms it was issued under; null where it is not theirs. */
export async function saidVoucher(scope: Scope, voucherId: string) {
  const [voucher, locale] = await Promise.all([getVoucher(scope, voucherId), getLocale()]);
  if (!voucher) return null;
  const { terms, activity, productName: product, productTranslations } = voucher;
  const productName = product && textIn(product, productTranslations, "name", locale);
  return {
    ...voucher,
    productName,
    terms: termsInLanguage(terms, locale),
    activity: activity && activityInLanguage(activity, locale),
  };
}
