import { categoryNameTaken, insertCategory, lockCatalogue } from "@/lib/catalogue/repository";
import type { CategoryInput } from "@/lib/catalogue/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

/** Makes a category. The same request id makes one. Refusal: `name_taken{name}`. */
export async function createCategory(
  scope: Scope,
  { requestId, category }: { readonly requestId: string; readonly category: CategoryInput },
): Promise<Result<{ id: string }>> {
  const { name } = category;
  return await transactOnce(
    scope,
    { route: "category.create", key: requestId, body: category },
    async (tx) => {
      await lockCatalogue(tx, scope);
      if (await categoryNameTaken(tx, scope, name, null)) return refuse("name_taken", { name });
      const id = await insertCategory(tx, scope, name);
      await recordAudit(tx, scope, [
        { action: "category.create", objectType: "category", objectId: id, after: { name } },
      ]);
      await announce(tx, scope, [{ type: "category.created", subjectId: id, payload: {} }]);
      return ok({ id });
    },
  );
}
