import { changedFields } from "@/lib/kernel/changed-fields";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import { lockMerchant, updateMerchant } from "@/lib/merchants/repository";
import { brandTokens } from "@/lib/merchants/rules/brand";
import type { BrandInput } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";

/**
 * Changes how the members' pages look. The same request id changes it once. Refusals: `brand_contrast{suggested}` for a
 * colour that text cannot be read in; `changed_meanwhile` when somebody saved since `revision`.
 */
export async function editBrand(
  scope: Scope,
  request: { readonly requestId: string; readonly revision: number; readonly brand: BrandInput },
): Promise<Result<{ revision: number }>> {
  const { requestId, revision, brand } = request;
  const tokens = brandTokens(brand.brandColour);
  if (tokens && tokens.light.brand !== brand.brandColour)
    return refuse("brand_contrast", { suggested: tokens.light.brand });
  const once = { route: "merchant.brand", key: requestId, body: { revision, brand } };
  return await transactOnce(scope, once, async (tx) => {
    const current = await lockMerchant(tx, scope);
    if (current.revision !== revision) return refuse("changed_meanwhile");
    const changed = changedFields(current, brand);
    if (!changed) return ok({ revision });
    const next = await updateMerchant(tx, scope, brand);
    await recordAudit(tx, scope, [
      { action: "merchant.brand", objectType: "merchant", objectId: scope.merchantId, ...changed },
    ]);
    await noteChange(tx, `merchant:${scope.merchantId}`);
    return ok({ revision: next });
  });
}
