import { z } from "zod";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import type { CouponValidity } from "@/lib/coupons/schema";

/** The schema of the coupon form for a template, which has no code: that is written in the coupon made from it. */
export function templateFormSchema(
  timeZone: string,
  kept: CouponValidity,
): z.ZodType<CouponForm, CouponForm> {
  const whole = couponFormSchema(timeZone, kept);
  return z.custom<CouponForm>().superRefine((form, context) => {
    const parsed = whole.safeParse(form, { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      if (issue.message !== "no_promo_code") context.addIssue({ ...issue });
    }
  });
}
