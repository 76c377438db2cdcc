import { databaseNow, inTransaction } from "@/db/transaction";
import { checkCoupon } from "@/lib/coupons/check-coupon";
import { insertCoupon, nextNumber, updateMarks } from "@/lib/coupons/repository/coupons";
import { countTemplateUse, lockTemplate } from "@/lib/coupons/repository/templates";
import { termsOf } from "@/lib/coupons/rules/edit";
import { couponStatus } from "@/lib/coupons/rules/status";
import type { CouponInput, CouponStatus } from "@/lib/coupons/schema";
import { setBudget } from "@/lib/coupons/set-budget";
import { checkCode, setCode } from "@/lib/coupons/set-code";
import { ok, type Result } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { answerOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type CreateCoupon = {
  readonly requestId: string;
  readonly coupon: CouponInput;
  readonly publish: boolean;
  /** The template it was begun from, whose uses are counted. */
  readonly templateId?: string | null;
};

/** How a coupon stood when it was made. */
export type CreatedCoupon = {
  readonly id: string;
  /** Null on a draft. */
  readonly number: string | null;
  readonly status: CouponStatus;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
};

/** The status of a coupon of which nothing was issued yet; `publishedAt` null on a draft. */
function firstStatus({ validity, distribution }: CouponInput, publishedAt: Instant | null): CouponStatus {
  const fixed = validity.type === "fixed" ? validity : null;
  const validFrom = fixed && new Date(fixed.from);
  const validUntil = fixed && new Date(fixed.until);
  const marks = { publishedAt, pausedAt: null, endedAt: null, archivedAt: null };
  const { quantity } = distribution;
  return couponStatus({ ...marks, validFrom, validUntil, quantity, issued: 0 }, publishedAt ?? new Date(0));
}

/**
 * Makes a coupon with version 1 of its terms: a draft, or published at once with its number. The same request id makes
 * one coupon. Refusals: `stores_not_yours`, `product_unknown`, `category_unknown`, `store_unknown`, `wrong_currency`,
 * `promo_code_taken{code, coupon}`, `image_gone`.
 */
export async function createCoupon(scope: Scope, request: CreateCoupon): Promise<Result<CreatedCoupon>> {
  const { coupon, publish } = request;
  return await inTransaction((tx) =>
    answerOnce(
      tx,
      scope,
      { route: "coupon.create", key: request.requestId, body: { coupon, publish } },
      async () => {
        // Before all else, as whoever changes the template does.
        if (request.templateId) await lockTemplate(tx, scope, request.templateId);
        const { sharedCode: shared } = coupon.distribution;
        const refusal = (await checkCoupon(tx, scope, coupon)) ?? (await checkCode(tx, scope, null, shared));
        if (refusal) return { ok: false, refusal };
        const held = await holdImages(tx, scope, [coupon.image?.id]);
        if (!held.ok) return held;
        const { id, createdAt } = await insertCoupon(tx, scope, coupon, termsOf(coupon));
        if (shared) await setCode(tx, scope, id, shared);
        if (coupon.budgetMinor !== null) await setBudget(tx, scope, id, coupon.budgetMinor);
        const number = publish ? await nextNumber(tx, scope) : null;
        const publishedAt = publish ? await databaseNow(tx) : null;
        if (request.templateId) await countTemplateUse(tx, scope, request.templateId);
        if (publishedAt) await updateMarks(tx, scope, id, { publishedAt, number });
        await recordAudit(tx, scope, [
          { action: "coupon.create", objectType: "coupon", objectId: id, after: { ...coupon } },
          ...(publish
            ? [{ action: "coupon.publish", objectType: "coupon", objectId: id, after: { number } }]
            : []),
        ]);
        await announce(tx, scope, [
          { type: "coupon.created", subjectId: id, payload: { published: publish } },
        ]);
        const status = firstStatus(coupon, publishedAt);
        return ok({ id, number, status, createdAt: createdAt.toISOString() });
      },
    ),
  );
}
