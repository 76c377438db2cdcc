import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants, stores } from "@/db/schema/merchants";
import { holdOfferable } from "@/lib/coupons/find-offerable";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import { holdImages } from "@/lib/merchants/hold-images";
import { checkRedirect } from "@/lib/packs/check-redirect";
import type { PackContents, PackInput, PackSale } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Every coupon a pack names, each once, in the order of ids. */
export function couponIdsOf({ items, firstItems }: Pick<PackContents, "items" | "firstItems">): string[] {
  return [...new Set([...items, ...(firstItems ?? [])].map((item) => item.couponId))].sort();
}

/**
 * Whether a pack can be offered as written, by what it names; its coupons stay as they are found until the transaction ends.
 * `online`: it is, or is to be, on offer, and its coupons have to be. Gives the merchant's currency, which a campaign pack
 * has. Refusals: `coupon_unknown`, `coupon_not_usable{couponId}`, `store_unknown`, `wrong_currency{currency}`,
 * `redirect_not_allowed`, `image_gone`.
 */
export async function checkPack(
  tx: Tx,
  scope: Scope,
  pack: PackInput,
  { online }: { readonly online: boolean },
): Promise<Result<{ currency: string }>> {
  const refusal = await couponRefusal(tx, scope, pack.contents, online);
  if (refusal) return { ok: false, refusal };
  const [merchant] = await tx
    .select({ slug: merchants.slug, currency: merchants.currency, hosts: merchants.redirectHosts })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!merchant) throw new Error(`merchant ${scope.merchantId} does not exist`);
  const { currency } = merchant;
  if (pack.type === "paid") {
    const { sale } = pack;
    if (sale.redirectUrl !== null && checkRedirect(sale.redirectUrl, merchant) === null)
      return refuse("redirect_not_allowed");
    const there = await storeRefusal(tx, scope, sale, currency);
    if (there) return { ok: false, refusal: there };
  }
  const held = await holdImages(tx, scope, [pack.image?.id]);
  return held.ok ? ok({ currency }) : held;
}

/** Whether the coupons of these contents may be offered. Refusals: `coupon_unknown`, `coupon_not_usable{couponId}`. */
export async function couponRefusal(
  tx: Tx,
  scope: Scope,
  contents: Pick<PackContents, "items" | "firstItems">,
  online: boolean,
): Promise<Refusal | null> {
  const ids = couponIdsOf(contents);
  const offerable = await holdOfferable(tx, scope, ids);
  for (const couponId of ids) {
    const how = offerable.get(couponId);
    if (how === undefined) return refuse("coupon_unknown", { couponId }).refusal;
    const waits = how === "draft" && !online;
    if (how !== "usable" && !waits) return refuse("coupon_not_usable", { couponId }).refusal;
  }
  return null;
}

async function storeRefusal(
  tx: Tx,
  scope: Scope,
  { storeIds, currency }: PackSale,
  ofMerchant: string,
): Promise<Refusal | null> {
  const rows = await tx
    .select({ id: stores.id, currency: stores.currency })
    .from(stores)
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        isNull(stores.archivedAt),
        storeIds === "all" ? eq(stores.currency, currency) : inArray(stores.id, [...storeIds]),
      ),
    )
    .limit(1001);
  if (storeIds === "all") {
    const isUsed = rows.length > 0 || currency === ofMerchant;
    return isUsed ? null : refuse("wrong_currency", { currency }).refusal;
  }
  if (rows.length !== new Set(storeIds).size) return refuse("store_unknown").refusal;
  const isSame = rows.every((row) => row.currency === currency);
  return isSame ? null : refuse("wrong_currency", { currency }).refusal;
}
