import type { Cart, CartLine, Terms } from "@/lib/pricing/shapes";

/** The lines that count for a coupon (section 2), shared by all coupons of which the same lines count. */
export type Scope = {
  /** Its place among the scopes of this cart. */
  readonly id: number;
  /** Line indexes, ascending. */
  readonly lines: readonly number[];
  /** 1 where the line of that index is in it. */
  readonly has: Uint8Array;
  /** What its lines cost before any voucher, and how many units they are. */
  readonly originalMinor: number;
  readonly units: number;
};

/** The lines of a cart by what they are of. */
type Places = {
  readonly byProduct: ReadonlyMap<string, readonly number[]>;
  readonly byCategory: ReadonlyMap<string, readonly number[]>;
};

/** The lines of a cart as the scopes of its coupons see them. */
export type Goods = {
  readonly lines: readonly CartLine[];
  /** What each line costs before any voucher, and all of them. Not to be written to. */
  readonly amounts: Float64Array;
  readonly subtotalMinor: number;
  readonly hasOffers: boolean;
  /** By the lines that are in them; the one that all lines are in once more, once it is asked for. */
  readonly scopes: Map<string, Scope>;
  whole: Scope | null;
  /** Made when a coupon names a product or a category: most name none. */
  places: Places | null;
};

/** What a line costs before any voucher. */
const amountOf = (line: CartLine) => line.unitPriceMinor * line.quantity;

/** The goods of a cart, with no scope asked for yet. */
export function goodsOf({ lines }: Cart): Goods {
  const amounts = new Float64Array(lines.length);
  let [subtotalMinor, hasOffers] = [0, false];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    if (!line) continue;
    amounts[i] = amountOf(line);
    subtotalMinor += amountOf(line);
    hasOffers ||= line.onOffer;
  }
  return { lines, amounts, subtotalMinor, hasOffers, scopes: new Map(), whole: null, places: null };
}

function placesOf(lines: readonly CartLine[]): Places {
  const byProduct = new Map<string, number[]>();
  const byCategory = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, id: string, index: number) => {
    const indexes = map.get(id);
    if (indexes) indexes.push(index);
    else map.set(id, [index]);
  };
  for (const [index, line] of lines.entries()) {
    add(byProduct, line.productId, index);
    for (const id of line.categoryIds) add(byCategory, id, index);
  }
  return { byProduct, byCategory };
}

/** Puts `value` on the lines whose product or category is named. */
function mark(
  goods: Goods,
  has: Uint8Array,
  value: 0 | 1,
  products: readonly string[],
  categories: readonly string[],
): void {
  if (products.length + categories.length === 0) return;
  goods.places ??= placesOf(goods.lines);
  const { byProduct, byCategory } = goods.places;
  for (const id of products) for (const index of byProduct.get(id) ?? []) has[index] = value;
  for (const id of categories) for (const index of byCategory.get(id) ?? []) has[index] = value;
}

/** Whether every line counts, whatever they are: what most coupons say, seen at once. */
function countsAll({ hasOffers }: Goods, { scope, conditions }: Terms): boolean {
  if (hasOffers && !conditions.combinesWithOffers) return false;
  if ("products" in scope) return true;
  const { productIds, categoryIds, excludeProductIds, excludeCategoryIds } = scope;
  return productIds.length + categoryIds.length + excludeProductIds.length + excludeCategoryIds.length === 0;
}

function linesInScope(goods: Goods, terms: Terms): Uint8Array {
  const has = new Uint8Array(goods.lines.length);
  const { scope } = terms;
  if ("products" in scope) has.fill(1);
  else {
    const { productIds, categoryIds } = scope;
    if (productIds.length === 0 && categoryIds.length === 0) has.fill(1);
    else mark(goods, has, 1, productIds, categoryIds);
    mark(goods, has, 0, scope.excludeProductIds, scope.excludeCategoryIds);
  }
  if (!terms.conditions.combinesWithOffers) {
    goods.lines.forEach((line, index) => {
      if (line.onOffer) has[index] = 0;
    });
  }
  return has;
}

/**
 * The lines that count under `terms`: named by product or category (or all), not excluded, and not on offer where the
 * coupon does not combine with other offers. One object for every coupon with the same lines.
 */
export function scopeOf(goods: Goods, terms: Terms): Scope {
  if (!countsAll(goods, terms)) return scopeOfLines(goods, linesInScope(goods, terms));
  goods.whole ??= scopeOfLines(goods, new Uint8Array(goods.lines.length).fill(1));
  return goods.whole;
}

function scopeOfLines(goods: Goods, has: Uint8Array): Scope {
  const lines: number[] = [];
  has.forEach((value, index) => {
    if (value === 1) lines.push(index);
  });
  const key = lines.join();
  const known = goods.scopes.get(key);
  if (known) return known;
  let [originalMinor, units] = [0, 0];
  for (const index of lines) {
    originalMinor += goods.amounts[index] ?? 0;
    units += goods.lines[index]?.quantity ?? 0;
  }
  const scope = { id: goods.scopes.size, lines, has, originalMinor, units };
  goods.scopes.set(key, scope);
  return scope;
}
