import { z } from "zod";
import { createCategory } from "@/lib/catalogue/create-category";
import { createProduct } from "@/lib/catalogue/create-product";
import { listCategories } from "@/lib/catalogue/queries/categories";
import { listProducts, type ProductRow } from "@/lib/catalogue/queries/products";
import { categoryInputSchema, type ProductInput, productInputSchema } from "@/lib/catalogue/schema";
import { ok } from "@/lib/kernel/result";
import { getMerchant } from "@/lib/merchants/queries";
import { type ApiCall, apiRoute, pageQuery } from "@/lib/platform/api-route";

const { prices, ...parts } = productInputSchema.shape;
const priceMinor = prices.element.shape.priceMinor;

/** One price in the merchant's own currency is enough where its stores use no other; `prices` names each with its currency. */
const productBody = z
  .strictObject({ ...parts, priceMinor: priceMinor.optional(), prices: prices.optional() })
  .refine((body) => body.priceMinor !== undefined || body.prices !== undefined, {
    path: ["priceMinor"],
    message: "required",
  });
type ProductCall = ApiCall<unknown, z.output<typeof productBody>>;

/** As api.md has it; `priceMinor` is the price in the merchant's own currency, null where there is none. */
function productView(id: string, product: ProductInput, currency: string, archived: boolean) {
  const { name, translations, sku, categoryIds, storeIds } = product;
  const own = product.prices.find((price) => price.currency === currency);
  return {
    id,
    name,
    translations,
    sku,
    categoryIds,
    priceMinor: own?.priceMinor ?? null,
    prices: product.prices,
    storeIds,
    archived,
  };
}

const rowView = (row: ProductRow, currency: string) =>
  productView(
    row.id,
    {
      ...row,
      categoryIds: row.categories.map(({ id }) => id),
      storeIds: row.allStores ? "all" : row.stores.map(({ id }) => id),
    },
    currency,
    row.archivedAt !== null,
  );

async function addProduct({ scope, body, requestKey }: ProductCall) {
  const { currency } = await getMerchant(scope);
  const { priceMinor: own, prices: named = [], ...rest } = body;
  const isOnOffer = named.find((price) => price.currency === currency)?.onOffer ?? false;
  const others = named.filter((price) => own === undefined || price.currency !== currency);
  const product = {
    ...rest,
    prices: own === undefined ? named : [{ currency, priceMinor: own, onOffer: isOnOffer }, ...others],
  };
  const made = await createProduct(scope, { requestId: requestKey, product });
  return made.ok ? { ...made, value: productView(made.value.id, product, currency, false) } : made;
}

/** Products and the categories they stand in. */
export const catalogueRoutes = [
  apiRoute({
    method: "POST",
    path: "/categories",
    capability: "product.write",
    body: categoryInputSchema,
    work: async ({ scope, body, requestKey }) => {
      const made = await createCategory(scope, { requestId: requestKey, category: body });
      return made.ok ? { ...made, value: { id: made.value.id, name: body.name } } : made;
    },
  }),
  apiRoute({
    method: "GET",
    path: "/categories",
    capability: "category.read",
    query: pageQuery,
    work: async ({ scope, query: { limit, cursor } }) => {
      const { rows, nextCursor } = await listCategories(scope, { size: limit, cursor });
      return ok({ data: rows.map(({ id, name }) => ({ id, name })), nextCursor });
    },
  }),
  apiRoute({
    method: "POST",
    path: "/products",
    capability: "product.write",
    body: productBody,
    invalid: { currency_unused: "prices", price_missing: "prices" },
    work: addProduct,
  }),
  apiRoute({
    method: "GET",
    path: "/products",
    capability: "product.read",
    query: pageQuery.extend({
      sku: z.string().min(1).max(40).optional(),
      categoryId: z.string().startsWith("cat_").max(40).optional(),
      status: z.enum(["active", "archived"]).default("active"),
    }),
    work: async ({ scope, query: { limit, cursor, sku, categoryId, status } }) => {
      const { currency } = await getMerchant(scope);
      const categoryIds = categoryId ? [categoryId] : [];
      const asked = { size: limit, cursor, sku, categoryIds, status: [status] };
      const { rows, nextCursor } = await listProducts(scope, asked);
      return ok({ data: rows.map((row) => rowView(row, currency)), nextCursor });
    },
  }),
];
