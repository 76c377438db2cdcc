import { addTemplate, noRoomFor } from "@/lib/coupons/create-template";
import { ownTemplate } from "@/lib/coupons/rename-template";
import { lockTemplates } from "@/lib/coupons/repository/templates";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import type { Scope } from "@/lib/platform/auth/scope";

type CopyTemplate = { readonly requestId: string; readonly templateId: string; readonly name: string };

/**
 * Makes another template that holds what this one holds, of which no coupon was made yet. The same request id makes one.
 * Refusals: `too_many_templates{limit}`, `name_taken{name}`. Throws `not_found`, also for one that is good beyond the stores
 * of somebody who is bound to some.
 */
export async function copyTemplate(
  scope: Scope,
  { requestId, templateId, name }: CopyTemplate,
): Promise<Result<{ templateId: string }>> {
  const once = { route: "template.copy", key: requestId, body: { templateId, name } };
  return await transactOnce(scope, once, async (tx) => {
    const others = await lockTemplates(tx, scope);
    const { coupon } = await ownTemplate(tx, scope, templateId);
    const refusal = await noRoomFor(tx, scope, others, name);
    if (refusal) return { ok: false, refusal };
    const came = { action: "template.copy", after: { name, templateId } };
    return ok(await addTemplate(tx, scope, { name, coupon }, came));
  });
}
