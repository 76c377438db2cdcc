import { findUndeliverable } from "@/lib/packs/find-undeliverable";
import { packsForStore } from "@/lib/packs/queries/mall";
import type { Scope } from "@/lib/platform/auth/scope";

/** The packs that their reader could buy beside an order in this store now. */
export async function offeredPacks(scope: Scope, storeId: string) {
  const inStore = await packsForStore(scope, storeId);
  const gone = await findUndeliverable(scope, inStore);
  return inStore.filter(({ id }) => !gone.has(id));
}
