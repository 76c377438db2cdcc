import { z } from "zod";
import type { CouponFormFacts } from "@/components/coupons/form-context";
import { couponFormSchema } from "@/components/coupons/form-schema";
import type { CouponForm } from "@/components/coupons/form-values";
import { type CouponValidity, templateNameSchema } from "@/lib/coupons/schema";

/** A new template as its form holds it: what staff find it by, and the coupon that it holds. */
export type TemplateForm = CouponForm & { templateName: string };

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

/** The same for a new one, which is given its name. */
export function newTemplateSchema(timeZone: string): z.ZodType<TemplateForm, TemplateForm> {
  const coupon = templateFormSchema(timeZone);
  return z.custom<TemplateForm>().superRefine(({ templateName, ...form }, context) => {
    const name = templateNameSchema.safeParse(templateName, { reportInput: true });
    for (const issue of name.error?.issues ?? []) context.addIssue({ ...issue, path: ["templateName"] });
    const parsed = coupon.safeParse(form, { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) context.addIssue({ ...issue });
  });
}
