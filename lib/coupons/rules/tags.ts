import { TAGS_OF_COUPON } from "@/lib/coupons/schema";
import { ok, type Result, refuse } from "@/lib/kernel/result";

/** Tags to put on a coupon and to take off it; one that stands in both is put on. */
export type TagChange = { readonly add: readonly string[]; readonly remove: readonly string[] };

const plain = (tag: string) => tag.normalize("NFKC").toLowerCase();

/**
 * The tags a coupon wears after a change, in the order they came: no two that differ in case or width alone, and the one
 * that was there first stays as it was written. Refusal: `too_many_tags{most}`.
 */
export function tagsAfter(tags: readonly string[], { add, remove }: TagChange): Result<readonly string[]> {
  const off = new Set(remove.map(plain));
  for (const tag of add) off.delete(plain(tag));
  const after = new Map<string, string>();
  for (const tag of [...tags, ...add]) {
    const key = plain(tag);
    if (!off.has(key) && !after.has(key)) after.set(key, tag);
  }
  if (after.size > TAGS_OF_COUPON && after.size > tags.length) {
    return refuse("too_many_tags", { most: TAGS_OF_COUPON });
  }
  return ok([...after.values()]);
}
