import type { Tx } from "@/db/client";
import { checkCoupon } from "@/lib/coupons/check-coupon";
import { insertTemplate, lockTemplates, templateNameTaken } from "@/lib/coupons/repository/templates";
import { templateParts, withoutCode } from "@/lib/coupons/rules/template";
import { type CouponInput, TEMPLATES_OF_MERCHANT } from "@/lib/coupons/schema";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { holdImages } from "@/lib/merchants/hold-images";
import { type AuditRecord, recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

export type CreateTemplate = {
  readonly requestId: string;
  readonly name: string;
  readonly coupon: CouponInput;
};

/**
 * Makes a template of the merchant's that holds what `coupon` says (C21), without its code. The same request id makes one.
 * Refusals: `too_many_templates{limit}`, `name_taken{name}`, those of `checkCoupon`, `image_gone`.
 */
export async function createTemplate(
  scope: Scope,
  request: CreateTemplate,
): Promise<Result<{ templateId: string }>> {
  const { requestId, ...body } = request;
  const { name } = body;
  const coupon = withoutCode(body.coupon);
  return await transactOnce(scope, { route: "template.create", key: requestId, body }, async (tx) => {
    const others = await lockTemplates(tx, scope);
    const refusal = (await noRoomFor(tx, scope, others, name)) ?? (await checkCoupon(tx, scope, coupon));
    if (refusal) return { ok: false, refusal };
    const held = await holdImages(tx, scope, [coupon.image?.id]);
    if (!held.ok) return held;
    const after = templateParts(name, coupon);
    return ok(await addTemplate(tx, scope, { name, coupon }, { action: "template.create", after }));
  });
}

/**
 * Why the merchant cannot have one more template of this name; null = they can. Call with their templates locked, which told
 * of `others`. Refusals: `too_many_templates{limit}`, `name_taken{name}`.
 */
export async function noRoomFor(tx: Tx, scope: Scope, others: number, name: string): Promise<Refusal | null> {
  const limit = TEMPLATES_OF_MERCHANT;
  if (others >= limit) return refuse("too_many_templates", { limit }).refusal;
  return (await templateNameTaken(tx, scope, name, null)) ? refuse("name_taken", { name }).refusal : null;
}

/** Keeps one more template, and writes down how it came to be. Call with the merchant's templates locked, after `noRoomFor`. */
export async function addTemplate(
  tx: Tx,
  scope: Scope,
  { name, coupon }: { readonly name: string; readonly coupon: CouponInput },
  came: Pick<AuditRecord, "action" | "after">,
): Promise<{ templateId: string }> {
  const templateId = await insertTemplate(tx, scope, name, coupon);
  await recordAudit(tx, scope, [{ ...came, objectType: "coupon_template", objectId: templateId }]);
  return { templateId };
}
