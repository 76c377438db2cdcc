import { checkCoupon } from "@/lib/coupons/check-coupon";
import { ownTemplate } from "@/lib/coupons/rename-template";
import { updateTemplateCoupon } from "@/lib/coupons/repository/templates";
import { changedParts, withoutCode } from "@/lib/coupons/rules/template";
import type { CouponInput } from "@/lib/coupons/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type EditTemplate = {
  readonly requestId: string;
  readonly templateId: string;
  readonly revision: number;
  readonly coupon: CouponInput;
};

/**
 * Makes what a template holds what `coupon` says; coupons made from it stay as they are. A code is one coupon's, so that a
 * template keeps none. The same request id edits once. Refusals: `changed_meanwhile` when somebody saved since `revision`,
 * `type_fixed`, those of `checkCoupon`, `image_gone`. Throws `not_found`, also for one that is good beyond the stores of
 * somebody who is bound to some.
 */
export async function editTemplate(
  scope: Scope,
  request: EditTemplate,
): Promise<Result<{ revision: number }>> {
  const { requestId, ...body } = request;
  const { templateId } = body;
  const coupon = withoutCode(body.coupon);
  return await transactOnce(scope, { route: "template.edit", key: requestId, body }, async (tx) => {
    const template = await ownTemplate(tx, scope, templateId);
    if (template.revision !== body.revision) return refuse("changed_meanwhile");
    if (template.coupon.benefit.type !== coupon.benefit.type) return refuse("type_fixed");
    const refusal = await checkCoupon(tx, scope, coupon);
    if (refusal) return { ok: false, refusal };
    const held = await holdImages(tx, scope, [coupon.image?.id]);
    if (!held.ok) return held;
    const revision = await updateTemplateCoupon(tx, scope, templateId, coupon);
    await recordAudit(tx, scope, [
      {
        action: "template.edit",
        objectType: "coupon_template",
        objectId: templateId,
        ...changedParts(template.coupon, coupon),
      },
    ]);
    return ok({ revision });
  });
}
