import { databaseNow, inTransaction } from "@/db/transaction";
import { checkCoupon } from "@/lib/coupons/check-coupon";
import { insertCoupon, nextNumber, updateMarks } from "@/lib/coupons/repository/coupons";
import { termsOf } from "@/lib/coupons/rules/edit";
import type { CouponInput } from "@/lib/coupons/schema";
import { ok, type Result } from "@/lib/kernel/result";
import { answerOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type CreateCoupon = {
  readonly requestId: string;
  readonly coupon: CouponInput;
  readonly publish: boolean;
};

/**
 * Makes a coupon with version 1 of its terms: a draft, or published at once with its number. The same request id makes
 * one coupon. Refusals: `stores_not_yours`, `product_unknown`, `category_unknown`, `store_unknown`, `wrong_currency`.
 */
export async function createCoupon(scope: Scope, request: CreateCoupon): Promise<Result<{ id: string }>> {
  const { coupon, publish } = request;
  return await inTransaction((tx) =>
    answerOnce(
      tx,
      scope,
      { route: "coupon.create", key: request.requestId, body: { coupon, publish } },
      async () => {
        const refusal = await checkCoupon(tx, scope, coupon);
        if (refusal) return { ok: false, refusal };
        const id = await insertCoupon(tx, scope, coupon, termsOf(coupon));
        const number = publish ? await nextNumber(tx, scope) : null;
        if (publish) await updateMarks(tx, scope, id, { publishedAt: await databaseNow(tx), number });
        await recordAudit(tx, scope, [
          { action: "coupon.create", objectType: "coupon", objectId: id, after: { ...coupon } },
          ...(publish
            ? [{ action: "coupon.publish", objectType: "coupon", objectId: id, after: { number } }]
            : []),
        ]);
        await announce(tx, scope, [
          { type: "coupon.created", subjectId: id, payload: { published: publish } },
        ]);
        return ok({ id });
      },
    ),
  );
}
