import { categoryNameTaken, lockCatalogue, lockCategory, updateCategory } from "@/lib/catalogue/repository";
import type { CategoryInput } from "@/lib/catalogue/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/**
 * Gives a category another name. The same request id does it once. Refusal: `name_taken{name}`. Throws `not_found`.
 */
export async function renameCategory(
  scope: Scope,
  {
    requestId,
    categoryId,
    category,
  }: { readonly requestId: string; readonly categoryId: string; readonly category: CategoryInput },
): Promise<Result<{ name: string }>> {
  const { name } = category;
  const body = { categoryId, category };
  return await transactOnce(scope, { route: "category.rename", key: requestId, body }, async (tx) => {
    await lockCatalogue(tx, scope);
    const current = await lockCategory(tx, scope, categoryId);
    if (current.name === name) return ok({ name });
    if (current.archivedAt === null && (await categoryNameTaken(tx, scope, name, categoryId))) {
      return refuse("name_taken", { name });
    }
    await updateCategory(tx, scope, categoryId, { name });
    await recordAudit(tx, scope, [
      {
        action: "category.rename",
        objectType: "category",
        objectId: categoryId,
        before: { name: current.name },
        after: { name },
      },
    ]);
    await announce(tx, scope, [{ type: "category.changed", subjectId: categoryId, payload: {} }]);
    return ok({ name });
  });
}
