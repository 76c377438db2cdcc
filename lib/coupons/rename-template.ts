import type { Tx } from "@/db/client";
import {
  lockTemplate,
  lockTemplates,
  renameTemplateRow,
  templateNameTaken,
} from "@/lib/coupons/repository/templates";
import { withinStores } from "@/lib/coupons/rules/edit";
import { AppError } from "@/lib/kernel/app-error";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";

type RenameTemplate = { readonly requestId: string; readonly templateId: string; readonly name: string };

/**
 * Gives a template another name. The same request id does it once. Refusal: `name_taken{name}`. Throws `not_found`, also
 * for one that is good beyond the stores of somebody who is bound to some.
 */
export async function renameTemplate(
  scope: Scope,
  { requestId, templateId, name }: RenameTemplate,
): Promise<Result<{ templateId: string }>> {
  const once = { route: "template.rename", key: requestId, body: { templateId, name } };
  return await transactOnce(scope, once, async (tx) => {
    await lockTemplates(tx, scope);
    const template = await ownTemplate(tx, scope, templateId);
    if (await templateNameTaken(tx, scope, name, templateId)) return refuse("name_taken", { name });
    await renameTemplateRow(tx, scope, templateId, name);
    const [before, after] = [{ name: template.name }, { name }];
    await recordAudit(tx, scope, [
      { action: "template.rename", objectType: "coupon_template", objectId: templateId, before, after },
    ]);
    return ok({ templateId });
  });
}

/** A template under lock that is the actor's to change; throws `not_found` for any other. */
export async function ownTemplate(tx: Tx, scope: Scope, templateId: string) {
  const template = await lockTemplate(tx, scope, templateId);
  if (!template || !withinStores(scope.storeIds, template.storeIds ?? "all")) throw new AppError("not_found");
  return template;
}
