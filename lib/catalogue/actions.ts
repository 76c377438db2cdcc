"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { changeCategoryState as changeCategory } from "@/lib/catalogue/change-category-state";
import { changeProductState as changeProduct } from "@/lib/catalogue/change-product-state";
import { changeProducts as changeEach } from "@/lib/catalogue/change-products";
import { createCategory as addCategory } from "@/lib/catalogue/create-category";
import { createProduct as addProduct } from "@/lib/catalogue/create-product";
import { editProduct as edit } from "@/lib/catalogue/edit-product";
import { findProducts as find } from "@/lib/catalogue/queries/find";
import { renameCategory as rename } from "@/lib/catalogue/rename-category";
import {
  categoryFilterSchema,
  categoryInputSchema,
  productFilterSchema,
  productInputSchema,
  productMappingSchema,
} from "@/lib/catalogue/schema";
import { startImport } from "@/lib/catalogue/start-import";
import { exportInput } from "@/lib/jobs/schema";
import { startExport } from "@/lib/jobs/start-export";
import { ok } from "@/lib/kernel/result";
import { type ActionCall, staffAction } from "@/lib/platform/action";
import { AT_ONCE } from "@/lib/platform/each-one";
import { requestLocale } from "@/lib/platform/i18n";
import { discardDraft } from "@/lib/workspace/discard-draft";

const requestId = z.string().min(8).max(64);
const productId = z.string().startsWith("prd_").max(40);
const categoryId = z.string().startsWith("cat_").max(40);
const change = z.enum(["archive", "restore"]);

/** Products and categories stand in lists, forms and pickers all over the console. */
function shownAnew<T>(result: T): T {
  revalidatePath("/console/[merchant]", "layout");
  return result;
}

const createProductAction = staffAction(
  {
    capability: "product.write",
    input: z.strictObject({
      requestId,
      product: productInputSchema,
      draftId: z.string().startsWith("drf_").max(40).optional(),
    }),
  },
  async ({ scope, input: { draftId, ...input } }) => {
    const made = await addProduct(scope, input);
    // What was typed so far goes when the thing is made of it.
    if (made.ok && draftId) await discardDraft(scope, { kind: "product", draftId });
    return shownAnew(made);
  },
);
export async function createProduct(call: ActionCall) {
  return await createProductAction(call);
}

const editProductAction = staffAction(
  {
    capability: "product.write",
    input: z.strictObject({ requestId, productId, revision: z.int().min(1), product: productInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await edit(scope, input)),
);
export async function editProduct(call: ActionCall) {
  return await editProductAction(call);
}

const changeProductAction = staffAction(
  { capability: "product.write", input: z.strictObject({ requestId, productId, change }) },
  async ({ scope, input }) => shownAnew(await changeProduct(scope, input)),
);
export async function changeProductState(call: ActionCall) {
  return await changeProductAction(call);
}

const changeProductsAction = staffAction(
  {
    capability: "product.write",
    input: z.strictObject({ requestId, productIds: z.array(productId).min(1).max(AT_ONCE), change }),
  },
  async ({ scope, input: { productIds, ...request } }) => {
    const products = productIds.map((id) => ({ id, name: "" }));
    return shownAnew(await changeEach(scope, { ...request, products }));
  },
);
/** Takes the chosen products off sale, or puts them back; each has its own outcome. */
export async function changeProducts(call: ActionCall) {
  return await changeProductsAction(call);
}

const createCategoryAction = staffAction(
  { capability: "product.write", input: z.strictObject({ requestId, category: categoryInputSchema }) },
  async ({ scope, input }) => shownAnew(await addCategory(scope, input)),
);
export async function createCategory(call: ActionCall) {
  return await createCategoryAction(call);
}

const renameCategoryAction = staffAction(
  {
    capability: "product.write",
    input: z.strictObject({ requestId, categoryId, category: categoryInputSchema }),
  },
  async ({ scope, input }) => shownAnew(await rename(scope, input)),
);
export async function renameCategory(call: ActionCall) {
  return await renameCategoryAction(call);
}

const changeCategoryAction = staffAction(
  { capability: "product.write", input: z.strictObject({ requestId, categoryId, change }) },
  async ({ scope, input }) => shownAnew(await changeCategory(scope, input)),
);
export async function changeCategoryState(call: ActionCall) {
  return await changeCategoryAction(call);
}

const searchAction = staffAction(
  { capability: "product.read", input: z.strictObject({ text: z.string().trim().min(1).max(100) }) },
  async ({ scope, input }) => ok(await find(scope, input.text)),
);
/** What the command menu finds. */
export async function findProducts(call: ActionCall) {
  return await searchAction(call);
}

const importAction = staffAction(
  {
    capability: "product.write",
    input: z.strictObject({
      requestId,
      fileId: z.string().startsWith("fil_").max(40),
      mapping: productMappingSchema,
    }),
  },
  async ({ scope, merchant, input }) =>
    await startImport(scope, { ...input, currency: merchant.currency, locale: await requestLocale() }),
);
/** Products out of a file that was sent in, as a job. */
export async function importProducts(call: ActionCall) {
  return await importAction(call);
}

const exportAction = staffAction(
  { capability: "product.read", input: exportInput(productFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "catalogue.export", ...input, ...words });
  },
);
export async function exportProducts(call: ActionCall) {
  return await exportAction(call);
}

const exportCategoriesAction = staffAction(
  { capability: "category.read", input: exportInput(categoryFilterSchema) },
  async ({ scope, merchant, input }) => {
    const words = { locale: await requestLocale(), timeZone: merchant.timeZone };
    return await startExport(scope, { kind: "catalogue.categories", ...input, ...words });
  },
);
/** Makes a file of the list of categories, as a job. */
export async function exportCategories(call: ActionCall) {
  return await exportCategoriesAction(call);
}
