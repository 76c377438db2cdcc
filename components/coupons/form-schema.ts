"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { z } from "zod";
import { type CouponForm, couponInput } from "@/components/coupons/form-values";
import { fieldErrorWords } from "@/components/ui/field-errors";
import { type CouponValidity, couponInputSchema } from "@/lib/coupons/schema";
import { namesNobody } from "@/lib/members/schema";

type Complaint = { path: PropertyKey[]; message: string };

/** What the shape alone does not say: choices that were made but left empty. */
function emptyChoices(form: CouponForm): { path: string[]; code: string }[] {
  const { scope, conditions, stacking, distribution } = form;
  const lists = [scope.productIds, scope.categoryIds, scope.excludeProductIds, scope.excludeCategoryIds];
  return [
    {
      path: ["scope", "categoryIds"],
      code: "noProducts",
      wrong: scope.mode === "some" && lists.every((list) => list.length === 0),
    },
    {
      path: ["conditions", "storeIds"],
      code: "noStores",
      wrong: conditions.stores === "some" && conditions.storeIds.length === 0,
    },
    { path: ["conditions", "audience"], code: "nobody", wrong: namesNobody(conditions.audience) },
    {
      path: ["stacking", "stacksWith"],
      code: "noGroups",
      wrong: stacking.withGroups === "named" && stacking.stacksWith.trim() === "" && !stacking.exclusive,
    },
    {
      path: ["distribution", "quantity"],
      code: "noQuantity",
      wrong: distribution.supply === "limited" && distribution.quantity === null,
    },
  ].filter((choice) => choice.wrong);
}

/** The schema of the coupon form: the coupon's own schema behind it, its findings in words at the form's fields. */
export function useCouponFormSchema(
  timeZone: string,
  kept?: CouponValidity,
): z.ZodType<CouponForm, CouponForm> {
  const errors = useTranslations("ui.errors");
  const refusals = useTranslations("refusals");
  const t = useTranslations("coupons.errors");
  return useMemo(() => {
    const complaints = (form: CouponForm): Complaint[] => {
      const empty = emptyChoices(form);
      const parsed = couponInputSchema.safeParse(couponInput(form, timeZone, kept), { reportInput: true });
      const shape = parsed.success ? [] : parsed.error.issues;
      return [
        ...empty.map(({ path, code }) => ({ path, message: t(code) })),
        ...shape
          .filter(
            (issue) => !empty.some(({ path }) => path.join() === issue.path.slice(0, path.length).join()),
          )
          .map((issue) => ({
            path: fieldPath(issue.path),
            message: fieldErrorWords(issue, errors, refusals),
          })),
      ];
    };
    return z.custom<CouponForm>().superRefine((form, context) => {
      for (const { path, message } of complaints(form)) context.addIssue({ code: "custom", path, message });
    });
  }, [timeZone, kept, errors, refusals, t]);
}

/** Where a list is one field of the form, a complaint about one of its entries belongs to the field. */
function fieldPath(path: PropertyKey[]): PropertyKey[] {
  const [part, field] = path;
  const whole =
    part === "scope" ||
    (part === "stacking" && field === "stacksWith") ||
    field === "regions" ||
    field === "audience";
  return whole ? path.slice(0, 2) : path;
}
