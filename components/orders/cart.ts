import type { SoldProduct } from "@/lib/orders/queries/sold";

export type CartStore = {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  /** The parts of its floor. */
  readonly regions: readonly string[];
};

export type CartLine = {
  readonly product: SoldProduct;
  /** Null = nothing is typed. */
  readonly quantity: number | null;
  /** Null = as the catalogue says of its price. */
  readonly onOffer: boolean | null;
};

/** Most units of one line. */
const MOST = 1000;

/** The lines with one more of this product. */
export function withOne(lines: readonly CartLine[], product: SoldProduct): CartLine[] {
  const isThere = lines.some((line) => line.product.id === product.id);
  if (!isThere) return [...lines, { product, quantity: 1, onOffer: null }];
  return lines.map((line) =>
    line.product.id === product.id ? { ...line, quantity: Math.min(MOST, (line.quantity ?? 0) + 1) } : line,
  );
}

/** The lines with this one changed. */
export function withLine(lines: readonly CartLine[], id: string, patch: Partial<CartLine>): CartLine[] {
  return lines.map((line) => (line.product.id === id ? { ...line, ...patch } : line));
}

/** The lines at the prices of what is sold now; those of what is not sold any more are left out. */
export function atPricesOf(
  lines: readonly (Omit<CartLine, "product"> & { readonly product: { readonly id: string } })[],
  sold: readonly SoldProduct[],
): CartLine[] {
  return lines.flatMap((line) => {
    const product = sold.find(({ id }) => id === line.product.id);
    return product ? [{ ...line, product }] : [];
  });
}

/** The lines as a cart of the order's actions has them; null while one of them, or all, are missing. */
export function linesOf(lines: readonly CartLine[]) {
  const isWhole = lines.every(({ quantity }) => quantity !== null && quantity >= 1 && quantity <= MOST);
  if (lines.length === 0 || !isWhole) return null;
  return lines.map(({ product, quantity, onOffer }) => ({
    id: product.id,
    productId: product.id,
    unitPriceMinor: product.priceMinor,
    quantity: quantity ?? 1,
    ...(onOffer === null ? {} : { onOffer }),
  }));
}
