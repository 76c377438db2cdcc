import { ownTemplate } from "@/lib/coupons/rename-template";
import { deleteTemplateRow } from "@/lib/coupons/repository/templates";
import { ok, type Result } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Deletes a template; coupons made from it stay as they are. The same request id does it once. Throws `not_found`, also
 * for one that is good beyond the stores of somebody who is bound to some.
 */
export async function deleteTemplate(
  scope: Scope,
  { requestId, templateId }: { readonly requestId: string; readonly templateId: string },
): Promise<Result<{ templateId: string }>> {
  const once = { route: "template.delete", key: requestId, body: { templateId } };
  return await transactOnce(scope, once, async (tx) => {
    const { name } = await ownTemplate(tx, scope, templateId);
    await deleteTemplateRow(tx, scope, templateId);
    await recordAudit(tx, scope, [
      { action: "template.delete", objectType: "coupon_template", objectId: templateId, before: { name } },
    ]);
    return ok({ templateId });
  });
}
