import { frameStore } from "@/lib/merchants/queries";
import type { StaffAccess } from "@/lib/platform/auth/gates";

/** The clock by which days go where somebody stands: the store's in its view, else the merchant's. */
export async function placeZone({
  scope,
  merchant,
}: Pick<StaffAccess, "scope" | "merchant">): Promise<string> {
  const store = scope.storeId === null ? null : await frameStore(scope, scope.storeId);
  return store?.timeZone ?? merchant.timeZone;
}
