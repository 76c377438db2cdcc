import type { Tx } from "@/db/client";
import { lockCatalogue } from "@/lib/catalogue/repository";
import { applyImport, loadImportFacts } from "@/lib/catalogue/repository/import";
import { type ProductRow, planImport, type RefusedProduct } from "@/lib/catalogue/rules/import";
import { recordAudit } from "@/lib/merchants/record-audit";
import type { Scope } from "@/lib/platform/auth/scope";
import { noteChange } from "@/lib/platform/change-feed";
import { announce } from "@/lib/platform/outbox";

export type ImportedProducts = {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedProduct[];
};

/**
 * Takes some rows of a file, at most a few hundred, in the caller's transaction: the product with the row's SKU is changed
 * where the row says something else, a new SKU becomes a product, a category that is not there is made, and a row that
 * cannot be taken is told with its reason. A blank changes nothing. Taken again, the same rows change nothing more.
 */
export async function importProducts(
  tx: Tx,
  scope: Scope,
  rows: readonly ProductRow[],
): Promise<ImportedProducts> {
  await lockCatalogue(tx, scope);
  const plan = planImport(rows, await loadImportFacts(tx, scope, rows));
  const done = await applyImport(tx, scope, plan);
  await recordAudit(tx, scope, [
    ...[...done.categories].map(([objectId, name]) => ({
      ...{ action: "category.create", objectType: "category", objectId },
      after: { name, by: "import" },
    })),
    ...done.created.map(({ id, ...after }) => ({
      ...{ action: "product.create", objectType: "product", objectId: id },
      after: { ...after, by: "import" },
    })),
    ...done.updated.map(({ id, before: { id: _, ...before }, sku: __, ...after }) => ({
      ...{ action: "product.edit", objectType: "product", objectId: id },
      ...{ before, after: { ...after, by: "import" } },
    })),
  ]);
  const told = (ids: readonly string[], type: string) =>
    ids.map((subjectId) => ({ type, subjectId, payload: {} }));
  await noteChange(tx, `merchant:${scope.merchantId}`);
  await announce(tx, scope, [
    ...told([...done.categories.keys()], "category.created"),
    ...told(
      done.created.map(({ id }) => id),
      "product.created",
    ),
    ...told(
      done.updated.map(({ id }) => id),
      "product.changed",
    ),
  ]);
  const [created, updated] = [done.created.length, done.updated.length];
  return { created, updated, unchanged: plan.unchanged, refused: plan.refused };
}
