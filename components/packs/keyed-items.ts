/** Items of a list with a key each: a coupon may be in it twice, with other days. */
export function keyedItems<I extends { readonly couponId: string }>(
  items: readonly I[],
): { readonly key: string; readonly item: I }[] {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const nth = (seen.get(item.couponId) ?? 0) + 1;
    seen.set(item.couponId, nth);
    return { key: `${item.couponId} ${nth}`, item };
  });
}
