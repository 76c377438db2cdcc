import { z } from "zod";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { type CouponRow, getCoupon, listCoupons } from "@/lib/coupons/queries/coupons";
import { couponInputSchema, couponStatuses } from "@/lib/coupons/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";

/** An approval's note has nobody to read it where no approval is asked for: it is accepted and not kept. */
const couponBody = couponInputSchema.extend({ approvalNote: z.string().max(500).optional() });

/** A coupon as api.md has it: the parts it was written with, and how it stands. */
function couponView(row: CouponRow) {
  const { id, number, status, currency, budgetMinor, termsVersion, quantity, issued, used, createdAt } = row;
  const { methods, claimLimit, claimLimitPerDay, codeSource, sharedCode: shared } = row;
  const sharedCode = shared && { code: shared.code, quantity: shared.quantity };
  return {
    id,
    number,
    status,
    currency,
    ...row.terms,
    distribution: { methods, quantity, claimLimit, claimLimitPerDay, codeSource, sharedCode },
    budgetMinor,
    termsVersion,
    issued,
    used,
    createdAt: createdAt.toISOString(),
  };
}

/** Coupons. What is made here is online at once. */
export const couponRoutes = [
  apiRoute({
    method: "POST",
    path: "/coupons",
    capability: "coupon.write",
    body: couponBody,
    invalid: { wrong_currency: "currency", audience_nobody: "conditions.audience" },
    work: async ({ scope, body, requestKey }) => {
      const { approvalNote: _, ...coupon } = body;
      const made = await createCoupon(scope, { requestId: requestKey, coupon, publish: true });
      if (!made.ok) return made;
      const { distribution, ...parts } = coupon;
      const { name, description, usageRules, faceColour, currency, ...rest } = parts;
      const standing = { termsVersion: 1, issued: 0, used: 0 };
      const { id, number, status, createdAt } = made.value;
      const value = { id, number, status, currency, name, description, usageRules, faceColour, ...rest };
      return { ...made, value: { ...value, distribution, ...standing, createdAt } };
    },
  }),
  apiRoute({
    method: "GET",
    path: "/coupons",
    capability: "coupon.read",
    query: pageQuery.extend({ status: z.enum(couponStatuses).optional() }),
    work: async ({ scope, query: { status, ...page } }) => {
      const { rows, nextCursor } = await listCoupons(scope, { ...page, status: status ? [status] : [] });
      return ok({ data: rows.map(couponView), nextCursor });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/coupons/:id",
    capability: "coupon.read",
    work: async ({ scope, id }) => {
      const row = await getCoupon(scope, id);
      if (!row) throw new AppError("not_found");
      return ok(couponView(row));
    },
  }),
];
