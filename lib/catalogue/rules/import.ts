import { currenciesNeeded } from "@/lib/catalogue/rules";
import { type ProductInput, productLimits } from "@/lib/catalogue/schema";
import { parseMoney } from "@/lib/kernel/money";

/** One row of a file as its columns give it; "" and empty lists = the row says nothing of it. */
export type ProductRow = {
  /** Where it stands in the file. */
  readonly row: number;
  readonly sku: string;
  /** Whether an earlier row of the file has the SKU. */
  readonly repeated: boolean;
  readonly name: string;
  /** Names of categories. */
  readonly categories: readonly string[];
  /** Names or codes of stores, or that it is sold in all. */
  readonly stores: "all" | readonly string[];
  readonly prices: readonly TypedPrice[];
  /** The currencies whose price is on offer; null = the row says nothing of it. */
  readonly offers: "all" | readonly string[] | null;
};

export type TypedPrice = { readonly currency: string; readonly typed: string };

export type ImportReason =
  | "sku_missing"
  | "sku_repeated"
  | "too_long"
  | "too_many_categories"
  | "price_invalid"
  | "offer_invalid"
  | "name_missing"
  | "store_unknown"
  | "price_missing"
  | "currency_unused";
export type RefusedProduct = { readonly row: number; readonly value: string; readonly reason: ImportReason };

/** A product as it stands. */
export type KnownProduct = {
  readonly id: string;
  readonly name: string;
  readonly categoryIds: readonly string[];
  readonly storeIds: "all" | readonly string[];
  readonly prices: ProductInput["prices"];
};

/** What is known of what a file names. */
export type ImportFacts = {
  readonly stores: readonly { readonly id: string; readonly currency: string }[];
  /** The merchant's own. */
  readonly currency: string;
  readonly bySku: ReadonlyMap<string, KnownProduct>;
  /** Open stores by name and by code, in lower case. */
  readonly storeIds: ReadonlyMap<string, string>;
  /** Categories in use by name, in lower case. */
  readonly categoryIds: ReadonlyMap<string, string>;
};

/** A product to be written: its categories by id, and those that have to be made by name. */
export type PlannedProduct = Omit<KnownProduct, "id"> & {
  readonly sku: string;
  readonly newCategories: readonly string[];
};

export type PlannedImport = {
  readonly create: readonly PlannedProduct[];
  /** What the file changes. */
  readonly update: readonly (PlannedProduct & { readonly id: string; readonly before: KnownProduct })[];
  readonly unchanged: number;
  readonly refused: readonly RefusedProduct[];
};

/** Why a row cannot be taken whatever is there already; null = nothing stands against it in itself. */
export function faultOf(row: ProductRow): ImportReason | null {
  if (row.sku === "") return "sku_missing";
  if (row.repeated) return "sku_repeated";
  const { name, sku, category, categories } = productLimits;
  if (row.name.length > name || row.sku.length > sku) return "too_long";
  if (row.categories.some((one) => one.length > category)) return "too_long";
  if (row.categories.length > categories) return "too_many_categories";
  const isPrice = ({ typed, currency }: TypedPrice) => parseMoney(typed, currency) !== null;
  if (!row.prices.every(isPrice)) return "price_invalid";
  const isOffer = (currency: string) => /^[A-Z]{3}$/.test(currency);
  return !row.offers || row.offers === "all" || row.offers.every(isOffer) ? null : "offer_invalid";
}

/**
 * What some rows of a file come to: products to make, products to change, and rows that cannot be taken, each with its first
 * reason. Who is who is the SKU; a blank changes nothing. A price of a currency that the row does not name stays,
 * and so does what is on offer where the row does not say it.
 */
export function planImport(rows: readonly ProductRow[], facts: ImportFacts): PlannedImport {
  const create: PlannedProduct[] = [];
  const update: PlannedImport["update"][number][] = [];
  const refused: RefusedProduct[] = [];
  let unchanged = 0;
  for (const row of rows) {
    const before = facts.bySku.get(row.sku) ?? null;
    const planned = faultOf(row) ?? planRow(row, before, facts);
    if (typeof planned === "string") refused.push({ row: row.row, value: row.sku, reason: planned });
    else if (!before) create.push(planned);
    else if (isSame(before, planned)) unchanged += 1;
    else update.push({ ...planned, id: before.id, before });
  }
  return { create, update, unchanged, refused };
}

function planRow(
  row: ProductRow,
  before: KnownProduct | null,
  facts: ImportFacts,
): PlannedProduct | ImportReason {
  const name = row.name || before?.name;
  if (!name) return "name_missing";
  const storeIds = storesOf(row, before, facts);
  if (!storeIds) return "store_unknown";
  const prices = pricesOf(row, before);
  const priced = prices.map((price) => price.currency);
  if (currenciesNeeded(storeIds, facts).some((currency) => !priced.includes(currency)))
    return "price_missing";
  const used = [facts.currency, ...facts.stores.map((store) => store.currency)];
  if (priced.some((currency) => !used.includes(currency))) return "currency_unused";
  const offers = row.offers === "all" ? [] : (row.offers ?? []);
  if (offers.some((currency) => !priced.includes(currency))) return "offer_invalid";
  return { sku: row.sku, name, storeIds, prices, ...categoriesOf(row, before, facts) };
}

/** Null = the row names a store that is not there. */
function storesOf({ stores }: ProductRow, before: KnownProduct | null, facts: ImportFacts) {
  if (stores === "all") return stores;
  if (stores.length === 0) return before ? before.storeIds : "all";
  const ids = stores.map((name) => facts.storeIds.get(name.toLowerCase()));
  const known = ids.filter((id) => id !== undefined);
  return known.length < ids.length ? null : [...new Set(known)].sort();
}

function pricesOf({ prices, offers }: ProductRow, before: KnownProduct | null): ProductInput["prices"] {
  const known = before?.prices ?? [];
  const byCurrency = new Map(known.map((price) => [price.currency, price.priceMinor]));
  for (const { currency, typed } of prices) byCurrency.set(currency, parseMoney(typed, currency) ?? 0);
  const marked = offers ?? known.filter(({ onOffer }) => onOffer).map(({ currency }) => currency);
  return [...byCurrency]
    .map(([currency, priceMinor]) => ({
      ...{ currency, priceMinor },
      onOffer: marked === "all" || marked.includes(currency),
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function categoriesOf({ categories }: ProductRow, before: KnownProduct | null, facts: ImportFacts) {
  if (categories.length === 0) return { categoryIds: before?.categoryIds ?? [], newCategories: [] };
  const ids = categories.map((name) => facts.categoryIds.get(name.toLowerCase()));
  const newCategories = categories.filter((_, at) => ids[at] === undefined);
  return { categoryIds: [...new Set(ids.filter((id) => id !== undefined))].sort(), newCategories };
}

function isSame(before: KnownProduct, { newCategories, ...after }: PlannedProduct): boolean {
  const { name, categoryIds, storeIds, prices } = before;
  const said = (one: Omit<KnownProduct, "id">) =>
    JSON.stringify([one.name, one.categoryIds, one.storeIds, one.prices]);
  return newCategories.length === 0 && said({ name, categoryIds, storeIds, prices }) === said(after);
}
