import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { merchants, stores } from "@/db/schema/merchants";
import { databaseNow } from "@/db/transaction";
import { holdOfferable } from "@/lib/coupons/find-offerable";
import { findSupplies } from "@/lib/coupons/find-supply";
import { ok, type Refusal, type Result, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import { findZone } from "@/lib/merchants/find-zone";
import { holdImages } from "@/lib/merchants/hold-images";
import { checkRedirect } from "@/lib/packs/check-redirect";
import { dayless } from "@/lib/packs/rules/deliver";
import type { PackContents, PackInput, PackSale } from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Every coupon a pack names, each once, in the order of ids. */
export function couponIdsOf({ items, firstItems }: Pick<PackContents, "items" | "firstItems">): string[] {
  return [...new Set([...items, ...(firstItems ?? [])].map((item) => item.couponId))].sort();
}

/**
 * Whether a pack can be offered as written, by what it names; its coupons stay as they are found until the transaction ends.
 * `online`: it is, or is to be, on offer, and its coupons have to be, good for some time once its first delivery brings them. Gives the merchant's currency, which a campaign pack
 * has. Refusals: `coupon_unknown`, `coupon_not_usable{couponId}`, `store_unknown`, `wrong_currency{currency}`,
 * `redirect_not_allowed`, `image_gone`.
 */
export async function checkPack(
  tx: Tx,
  scope: Scope,
  pack: PackInput,
  { online }: { readonly online: boolean },
): Promise<Result<{ currency: string }>> {
  const from = pack.type === "paid" && pack.sale.from ? new Date(pack.sale.from) : null;
  const refusal = await couponRefusal(tx, scope, pack.contents, online ? { from } : null);
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

/**
 * Whether the coupons of these contents may be offered: `sold` from its first instant on (null = now), or, where it is null,
 * in a draft. Refusals: `coupon_unknown`, `coupon_not_usable{couponId}`.
 */
export async function couponRefusal(
  tx: Tx,
  scope: Scope,
  contents: Pick<PackContents, "items" | "firstItems">,
  sold: { readonly from: Instant | null } | null,
): Promise<Refusal | null> {
  const ids = couponIdsOf(contents);
  const offerable = await holdOfferable(tx, scope, ids);
  for (const couponId of ids) {
    const how = offerable.get(couponId);
    if (how === undefined) return refuse("coupon_unknown", { couponId }).refusal;
    const waits = how === "draft" && !sold;
    if (how !== "usable" && !waits) return refuse("coupon_not_usable", { couponId }).refusal;
  }
  if (!sold) return null;
  const now = await databaseNow(tx);
  const coupons = await findSupplies(tx, scope, ids, scope.merchantId);
  const first = { now: sold.from && sold.from > now ? sold.from : now, zone: await findZone(tx, scope) };
  const couponId = dayless(contents, coupons, first);
  return couponId === null ? null : refuse("coupon_not_usable", { couponId }).refusal;
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
