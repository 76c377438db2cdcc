import { translationsForm } from "@/components/ui/translations-form";
import type { Translations } from "@/lib/kernel/language";

/** A new product as its form begins: sold everywhere, without a price yet. */
export const emptyProduct = {
  product: { name: "", translations: translationsForm(["name"]), sku: "", categoryIds: [] },
  sold: "all" as "all" | "some",
  storeIds: [],
  prices: {},
  offers: {},
};

type Price = { readonly currency: string; readonly priceMinor: number; readonly onOffer: boolean };

/** A stored product's prices by currency, and which are on offer, as its form begins with them. */
export const pricesWritten = (prices: readonly Price[]) => ({
  prices: Object.fromEntries(prices.map(({ currency, priceMinor }) => [currency, priceMinor])),
  offers: Object.fromEntries(prices.map(({ currency, onOffer }) => [currency, onOffer])),
});

type Stored = {
  readonly name: string;
  readonly sku: string | null;
  readonly translations: Translations<"name">;
};

/** A stored product as its form begins with it, in the categories that may be kept. */
export const written = ({ name, sku, translations }: Stored, categoryIds: string[]) => ({
  ...{ name, sku: sku ?? "", categoryIds },
  translations: translationsForm(["name"], translations),
});
