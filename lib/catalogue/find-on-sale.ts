import type { Reader } from "@/db/client";
import { loadOnSale, type OnSale } from "@/lib/catalogue/repository";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Of these products those that are on sale in the store now, by id, with the price in minor units of its currency: what a
 * member pays. Archived ones, those not sold there and those of a closed store are left out. Reads only.
 */
export async function findOnSale(
  reader: Reader,
  scope: Scope,
  asked: { readonly storeId: string; readonly ids: readonly string[] },
): Promise<ReadonlyMap<string, OnSale>> {
  const rows = await loadOnSale(reader, scope, asked);
  return new Map(rows.map((row) => [row.id, row]));
}
