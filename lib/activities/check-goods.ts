import type { Tx } from "@/db/client";
import { countOwnGoods } from "@/lib/activities/repository/page-editing";
import { namedGoods } from "@/lib/activities/schema/blocks";
import type { Page } from "@/lib/activities/schema/page";
import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Why a page may not be kept for what its blocks name; null = it may. Refusals: `product_gone` and `pack_gone` when one
 * of them is not the merchant's. Archived ones may stay named: nothing of them is shown.
 */
export async function goodsRefusal(
  tx: Tx,
  scope: Scope,
  page: Page,
): Promise<{ readonly ok: false; readonly refusal: Refusal } | null> {
  const named = namedGoods(page.blocks);
  const own = await countOwnGoods(tx, scope, named);
  if (own.products !== named.productIds.length) return refuse("product_gone");
  return own.packs === named.packIds.length ? null : refuse("pack_gone");
}
