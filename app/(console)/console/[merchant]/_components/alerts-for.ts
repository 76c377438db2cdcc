import type { StaffAccess } from "@/lib/platform/auth/gates";
import { listOpenAlerts, listStuckMoney } from "@/lib/risk/queries";

/** The open alerts that this person can do something about. */
export async function alertsFor({ scope, can }: StaffAccess) {
  if (can("alert.manage")) return await listOpenAlerts(scope);
  return can("refund.settle") ? await listStuckMoney(scope) : [];
}
