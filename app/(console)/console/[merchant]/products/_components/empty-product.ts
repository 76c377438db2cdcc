import { translationsForm } from "@/components/ui/translations-form";

/** A new product as its form begins: sold everywhere, without a price yet. */
export const emptyProduct = {
  product: { name: "", translations: translationsForm(["name"]), sku: "", categoryIds: [] },
  sold: "all" as "all" | "some",
  storeIds: [],
  prices: {},
};
