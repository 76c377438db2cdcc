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

/** The lines of a cart as the scopes of its coupons see them. */
export type Goods = {
  readonly lines: readonly CartLine[];
  readonly byProduct: ReadonlyMap<string, readonly number[]>;
  readonly byCategory: ReadonlyMap<string, readonly number[]>;
  readonly scopes: Map<string, Scope>;
  /** The name of the scope that all lines are in, among `scopes`. */
  readonly all: string;
  readonly hasOffers: boolean;
};

/** What a line costs before any voucher. */
export const amountOf = (line: CartLine) => line.unitPriceMinor * line.quantity;

/** What the cart's lines cost before any voucher. */
export function subtotalOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, line) => sum + amountOf(line), 0);
}

/** The goods of a cart, with no scope asked for yet. */
export function goodsOf(cart: Cart): Goods {
  const byProduct = new Map<string, number[]>();
  const byCategory = new Map<string, number[]>();
  const add = (map: Map<string, number[]>, id: string, index: number) => {
    const indexes = map.get(id);
    if (indexes) indexes.push(index);
    else map.set(id, [index]);
  };
  cart.lines.forEach((line, index) => {
    add(byProduct, line.productId, index);
    for (const id of line.categoryIds) add(byCategory, id, index);
  });
  const { lines } = cart;
  const hasOffers = lines.some(({ onOffer }) => onOffer);
  return { lines, byProduct, byCategory, scopes: new Map(), all: [...lines.keys()].join(), hasOffers };
}

/** Puts `value` on the lines whose product or category is named. */
function mark(
  goods: Goods,
  has: Uint8Array,
  value: 0 | 1,
  products: readonly string[],
  categories: readonly string[],
): void {
  for (const id of products) for (const index of goods.byProduct.get(id) ?? []) has[index] = value;
  for (const id of categories) for (const index of goods.byCategory.get(id) ?? []) has[index] = value;
}

/** Whether every line counts, whatever they are: what most coupons say, seen at once. */
function countsAll({ hasOffers }: Goods, { scope, conditions }: Terms): boolean {
  if (hasOffers && !conditions.combinesWithOffers) return false;
  if ("products" in scope) return true;
  const { productIds, categoryIds, excludeProductIds, excludeCategoryIds } = scope;
  return [productIds, categoryIds, excludeProductIds, excludeCategoryIds].every((ids) => ids.length === 0);
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
  const whole = countsAll(goods, terms) ? goods.scopes.get(goods.all) : undefined;
  if (whole) return whole;
  const has = linesInScope(goods, terms);
  const lines: number[] = [];
  has.forEach((value, index) => {
    if (value === 1) lines.push(index);
  });
  const key = lines.join();
  const known = goods.scopes.get(key);
  if (known) return known;
  const own = lines.flatMap((index) => goods.lines[index] ?? []);
  const scope = {
    id: goods.scopes.size,
    lines,
    has,
    originalMinor: subtotalOf(own),
    units: own.reduce((sum, line) => sum + line.quantity, 0),
  };
  goods.scopes.set(key, scope);
  return scope;
}
