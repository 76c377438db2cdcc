import { z } from "zod";
import { couponInput, validityInput } from "@/components/coupons/form-input";
import type { CouponForm } from "@/components/coupons/form-values";
import { type CouponValidity, couponInputSchema, validitySchema } from "@/lib/coupons/schema";
import { namesNobody } from "@/lib/members/schema/audience";

/** Choices that were made but left empty; the codes have words in `refusals`. */
function emptyChoices(form: CouponForm): { path: string[]; code: string }[] {
  const { scope, conditions, stacking, distribution } = form;
  const lists = [scope.productIds, scope.categoryIds, scope.excludeProductIds, scope.excludeCategoryIds];
  const all = [
    {
      path: ["scope", "categoryIds"],
      code: "no_products_chosen",
      wrong: scope.mode === "some" && lists.every((list) => list.length === 0),
    },
    {
      path: ["conditions", "storeIds"],
      code: "choose_a_store",
      wrong: conditions.stores === "some" && conditions.storeIds.length === 0,
    },
    { path: ["conditions", "audience"], code: "audience_nobody", wrong: namesNobody(conditions.audience) },
    {
      path: ["stacking", "stacksWith"],
      code: "no_groups_named",
      wrong: stacking.withGroups === "named" && !stacking.exclusive && stacking.stacksWith.trim() === "",
    },
    {
      path: ["distribution", "code"],
      code: "no_promo_code",
      wrong: distribution.methods.includes("code") && distribution.code.trim() === "",
    },
    {
      path: ["distribution", "quantity"],
      code: "no_quantity",
      wrong: distribution.supply === "limited" && distribution.quantity === null,
    },
  ];
  return all.filter((choice) => choice.wrong).map(({ path, code }) => ({ path, code }));
}

/**
 * The schema of the coupon form: the coupon's own schema behind it, its findings at the form's fields. `kept` is the
 * validity as stored.
 */
export function couponFormSchema(timeZone: string, kept?: CouponValidity): z.ZodType<CouponForm, CouponForm> {
  return z.custom<CouponForm>().superRefine((form, context) => {
    const empty = emptyChoices(form);
    for (const { path, code } of empty) context.addIssue({ code: "custom", path, message: code });
    const parsed = couponInputSchema.safeParse(couponInput(form, timeZone, kept), { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      const path = fieldPath(issue.path);
      if (!empty.some((choice) => choice.path.join() === path.join())) context.addIssue({ ...issue, path });
    }
  });
}

/** The same for a form of the validity alone. */
export function validityFormSchema(timeZone: string, kept: CouponValidity) {
  return z.custom<Pick<CouponForm, "validity">>().superRefine(({ validity }, context) => {
    const parsed = validitySchema.safeParse(validityInput(validity, timeZone, kept), { reportInput: true });
    for (const issue of parsed.error?.issues ?? []) {
      context.addIssue({ ...issue, path: ["validity", ...issue.path] });
    }
  });
}

/** Where a list is one field of the form, a complaint about one of its entries belongs to the field. */
function fieldPath(path: PropertyKey[]): PropertyKey[] {
  const [part, field, inner] = path;
  if (field === "sharedCode") return [part ?? "", inner === "quantity" ? "codeQuantity" : "code"];
  const whole =
    part === "scope" ||
    (part === "stacking" && field === "stacksWith") ||
    (part === "conditions" && (field === "regions" || field === "audience" || field === "storeIds"));
  return whole ? path.slice(0, 2) : path;
}
