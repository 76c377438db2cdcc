import type { ActionResult } from "@/components/ui/action-result";
import type { PageGoods } from "@/lib/activities/queries/page-goods";
import type { NamedGoods } from "@/lib/activities/schema/blocks";

export const together = (some: PageGoods, more: PageGoods): PageGoods => ({
  products: [...some.products, ...more.products],
  packs: [...some.packs, ...more.packs],
  pictures: [...some.pictures, ...more.pictures],
});

/** What of `named` is neither known nor asked for. */
export function missingOf(named: NamedGoods, known: PageGoods, asked: ReadonlySet<string>): NamedGoods {
  const missing = (ids: readonly string[], list: readonly { readonly id: string }[]) =>
    ids.filter((id) => !asked.has(id) && !list.some((one) => one.id === id));
  return {
    productIds: missing(named.productIds, known.products),
    packIds: missing(named.packIds, known.packs),
    pictureIds: missing(named.pictureIds, known.pictures),
  };
}

/**
 * What there is of `wanted`, which is asked for once. Without it, it counts as never asked for, that it can no longer be had is
 * not said of it: `again` = there was no answer (not reached, busy), null = the answer stays the same until something changes,
 * as when nobody is signed in any more.
 */
export async function askGoods(
  wanted: NamedGoods,
  asked: Set<string>,
  read: (wanted: NamedGoods) => Promise<ActionResult<PageGoods>>,
): Promise<PageGoods | "again" | null> {
  const ids = [...wanted.productIds, ...wanted.packIds, ...wanted.pictureIds];
  for (const id of ids) asked.add(id);
  const found = await read(wanted).catch(() => null);
  if (found?.ok) return found.value;
  for (const id of ids) asked.delete(id);
  return !found || found.kind === "busy" ? "again" : null;
}
