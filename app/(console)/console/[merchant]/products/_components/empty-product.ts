/** A new product as its form begins: sold everywhere, without a price yet. */
export const emptyProduct = {
  product: { name: "", sku: "", categoryIds: [] },
  sold: "all" as "all" | "some",
  storeIds: [],
  prices: {},
};
