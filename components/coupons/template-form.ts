import { z } from "zod";
import type { CouponFormFacts } from "@/components/coupons/form-context";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import type { CouponValidity } from "@/lib/coupons/schema";

/** What the form of a template knows beside its values. */
export type TemplateFormFacts = Pick<CouponFormFacts, "options" | "timeZone" | "where" | "everyStore">;

/** The same for the parts of the coupon form: nothing was issued of a template, and it has no code. */
export const templateFacts = (facts: TemplateFormFacts): CouponFormFacts => ({
  ...facts,
  ...{ isTemplate: true, exists: false, issued: 0, spentMinor: 0 },
});

/** The schema of the coupon form for a template, which has no code: that is written in the coupon made from it. */
export function templateFormSchema(
  timeZone: string,
  kept?: CouponValidity,
): z.ZodType<CouponForm, CouponForm> {
  const whole = couponFormSchema(timeZone, kept);
  return z.custom<CouponForm>().superRefine((form, context) => {
    const parsed = whole.safeParse(form, { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      if (issue.message !== "no_promo_code") context.addIssue({ ...issue });
    }
  });
}
