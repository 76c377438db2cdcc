type Asked = {
  /** The store that the address names; null = none. */
  readonly asked: string | null;
  /** The one that the cart is of. */
  readonly inCart: string | null;
};

/**
 * In which of the stores that take orders a menu is opened: the one asked for, else that of the cart, else the only one. Who
 * asked for one that is not among them, as by the code of a store that closed, is in none: they are told, and never led to
 * another store's menu unasked.
 */
export function menuStore<Store extends { readonly id: string }>(
  stores: readonly Store[],
  { asked, inCart }: Asked,
): { store: Store | null; isClosed: boolean } {
  const named = stores.find(({ id }) => id === (asked ?? inCart));
  if (named) return { store: named, isClosed: false };
  const [only, another] = stores;
  return { store: asked === null && only && !another ? only : null, isClosed: asked !== null };
}
