import { addTemplate, noRoomFor } from "@/lib/coupons/create-template";
import { lockCoupon } from "@/lib/coupons/repository/coupons";
import { lockTemplates } from "@/lib/coupons/repository/templates";
import { writtenAs } from "@/lib/coupons/rules/begin";
import { withinStores } from "@/lib/coupons/rules/edit";
import { couponInputSchema } from "@/lib/coupons/schema";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";

type SaveTemplate = { readonly requestId: string; readonly couponId: string; readonly name: string };

/**
 * Keeps a coupon as it stands as a template of the merchant's (C21). The same request id makes one. Refusals:
 * `stores_not_yours`, `name_taken{name}`, `too_many_templates{limit}`. Throws `not_found`.
 */
export async function saveTemplate(
  scope: Scope,
  request: SaveTemplate,
): Promise<Result<{ templateId: string }>> {
  const { requestId, couponId, name } = request;
  const once = { route: "template.save", key: requestId, body: { couponId, name } };
  return await transactOnce(scope, once, async (tx) => {
    const others = await lockTemplates(tx, scope);
    const coupon = await lockCoupon(tx, scope, couponId);
    if (!coupon) throw new AppError("not_found");
    if (!withinStores(scope.storeIds, coupon.terms.conditions.storeIds)) return refuse("stores_not_yours");
    const refusal = await noRoomFor(tx, scope, others, name);
    if (refusal) return { ok: false, refusal };
    const template = { name, coupon: couponInputSchema.parse(writtenAs(coupon)) };
    const came = { action: "template.save", after: { name, couponId } };
    return ok(await addTemplate(tx, scope, template, came));
  });
}
