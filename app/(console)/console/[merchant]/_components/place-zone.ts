import { listFrameStores } from "@/lib/merchants/queries";
import type { StaffAccess } from "@/lib/platform/auth/gates";

/** The clock by which days go where somebody stands: the store's in its view, else the merchant's. */
export async function placeZone({
  scope,
  merchant,
}: Pick<StaffAccess, "scope" | "merchant">): Promise<string> {
  if (scope.storeId === null) return merchant.timeZone;
  const stores = await listFrameStores(scope);
  return stores.find(({ id }) => id === scope.storeId)?.timeZone ?? merchant.timeZone;
}
