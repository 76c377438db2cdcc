import { databaseNow } from "@/db/transaction";
import { categoryNameTaken, lockCatalogue, lockCategory, updateCategory } from "@/lib/catalogue/repository";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { transactOnce } from "@/lib/merchants/answer-once";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";

export type ChangeCategoryState = {
  readonly requestId: string;
  readonly categoryId: string;
  readonly change: "archive" | "restore";
};

/**
 * Takes a category out of use or brings it back; products and coupons that name it keep naming it. Asked for what
 * already is, it changes nothing; the same request id changes it once. Refusal: `name_taken{name}` when its name was given to another meanwhile.
 */
export async function changeCategoryState(
  scope: Scope,
  { requestId, categoryId, change }: ChangeCategoryState,
): Promise<Result<{ archived: boolean }>> {
  const body = { categoryId, change };
  return await transactOnce(scope, { route: "category.change_state", key: requestId, body }, async (tx) => {
    await lockCatalogue(tx, scope);
    const current = await lockCategory(tx, scope, categoryId);
    const archived = change === "archive";
    if ((current.archivedAt !== null) === archived) return ok({ archived });
    if (!archived && (await categoryNameTaken(tx, scope, current.name, categoryId))) {
      return refuse("name_taken", { name: current.name });
    }
    await updateCategory(tx, scope, categoryId, { archivedAt: archived ? await databaseNow(tx) : null });
    await recordAudit(tx, scope, [
      {
        action: `category.${change}`,
        objectType: "category",
        objectId: categoryId,
        before: { archived: !archived },
        after: { archived },
      },
    ]);
    await announce(tx, scope, [{ type: `category.${change}`, subjectId: categoryId, payload: {} }]);
    return ok({ archived });
  });
}
