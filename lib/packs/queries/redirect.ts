import { and, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { packPurchases } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { mayBeSeen } from "@/lib/packs/queries/purchases";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * What a paid purchase's buyer may be sent to, for `checkRedirect`, which is asked again at every click (S-26): the pack's
 * address as it is now, and what the merchant allows now. Null = nowhere, or not theirs.
 */
export async function findPackRedirect(scope: Scope, purchaseId: string) {
  const [row] = await db()
    .select({ url: packs.redirectUrl, slug: merchants.slug, hosts: merchants.redirectHosts })
    .from(packPurchases)
    .innerJoin(packs, and(eq(packs.merchantId, packPurchases.merchantId), eq(packs.id, packPurchases.packId)))
    .innerJoin(merchants, eq(merchants.id, packPurchases.merchantId))
    .where(and(mayBeSeen(scope), eq(packPurchases.id, purchaseId), eq(packPurchases.status, "paid")));
  return row ?? null;
}
