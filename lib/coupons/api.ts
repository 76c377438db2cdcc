import { z } from "zod";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { patchCoupon } from "@/lib/coupons/patch-coupon";
import { getWireCoupon, listWireCoupons } from "@/lib/coupons/queries/wire";
import { couponInputSchema, couponStatuses } from "@/lib/coupons/schema";
import { budgetStandings } from "@/lib/coupons/schema/filter";
import { AppError } from "@/lib/kernel/app-error";
import { ok } from "@/lib/kernel/result";
import { apiRoute, pageQuery } from "@/lib/platform/api-route";

/** An approval's note has nobody to read it where no approval is asked for: it is accepted and not kept. */
const couponBody = couponInputSchema.extend({ approvalNote: z.string().max(500).optional() });

const { shape } = couponInputSchema;

/** Parts to take the place of the stored ones. A part that is left out has no default here: it stays. */
const couponParts = couponInputSchema
  .extend({
    description: shape.description.unwrap(),
    usageRules: shape.usageRules.unwrap(),
    translations: shape.translations.unwrap(),
    image: shape.image.unwrap(),
    faceColour: shape.faceColour.unwrap(),
    scope: shape.scope.unwrap(),
    conditions: shape.conditions.unwrap(),
    stacking: shape.stacking.unwrap(),
    distribution: shape.distribution.unwrap(),
    refund: shape.refund.unwrap(),
    giftable: shape.giftable.unwrap(),
    budgetMinor: shape.budgetMinor.unwrap(),
  })
  .partial();

const couponFaults = {
  wrong_currency: "currency",
  audience_nobody: "conditions.audience",
  type_not_giftable: "giftable",
};

/** A change of a coupon's state, as api.md names it. */
const changeRoute = (change: "pause" | "resume" | "archive") =>
  apiRoute({
    method: "POST",
    path: `/coupons/:id/${change}`,
    capability: "coupon.publish",
    work: async ({ scope, id, requestKey }) =>
      await changeCouponState(scope, { requestId: requestKey, couponId: id, change }),
  });

/** Coupons. What is made here is online at once. */
export const couponRoutes = [
  apiRoute({
    method: "POST",
    path: "/coupons",
    capability: "coupon.write",
    body: couponBody,
    invalid: couponFaults,
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
    query: pageQuery.extend({
      status: z.enum(couponStatuses).optional(),
      budget: z.enum(budgetStandings).optional(),
    }),
    work: async ({ scope, query: { status, budget, ...page } }) => {
      const some = { status: status ? [status] : [], budget: budget ? [budget] : [] };
      const { rows, nextCursor } = await listWireCoupons(scope, { ...page, ...some });
      return ok({ data: rows, nextCursor });
    },
  }),
  apiRoute({
    method: "GET",
    path: "/coupons/:id",
    capability: "coupon.read",
    work: async ({ scope, id }) => {
      const coupon = await getWireCoupon(scope, id);
      if (!coupon) throw new AppError("not_found");
      return ok(coupon);
    },
  }),
  apiRoute({
    method: "PATCH",
    path: "/coupons/:id",
    capability: "coupon.write",
    body: couponParts,
    invalid: couponFaults,
    work: async ({ scope, id, body }) => await patchCoupon(scope, { couponId: id, parts: body }),
  }),
  changeRoute("pause"),
  changeRoute("resume"),
  changeRoute("archive"),
];
