import { ownTemplate } from "@/lib/coupons/rename-template";
import { insertTemplate, lockTemplates, templateNameTaken } from "@/lib/coupons/repository/templates";
import { TEMPLATES_OF_MERCHANT } from "@/lib/coupons/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
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
    if (others >= TEMPLATES_OF_MERCHANT)
      return refuse("too_many_templates", { limit: TEMPLATES_OF_MERCHANT });
    if (await templateNameTaken(tx, scope, name, null)) return refuse("name_taken", { name });
    const copyId = await insertTemplate(tx, scope, name, coupon);
    const after = { name, templateId };
    await recordAudit(tx, scope, [
      { action: "template.copy", objectType: "coupon_template", objectId: copyId, after },
    ]);
    return ok({ templateId: copyId });
  });
}
