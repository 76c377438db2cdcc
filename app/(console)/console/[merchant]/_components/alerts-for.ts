import type { StaffAccess } from "@/lib/platform/auth/gates";
import { countOpenAlerts, countStuckMoney, listOpenAlerts, listStuckMoney } from "@/lib/risk/queries";

/** The open alerts that this person can do something about. */
export async function alertsFor({ scope, can }: StaffAccess) {
  if (can("alert.manage")) return await listOpenAlerts(scope);
  return can("refund.settle") ? await listStuckMoney(scope) : [];
}

/** As `alertsFor`, with how many more there are; 51 = more than 50. */
export async function alertsAndRest(access: StaffAccess) {
  const alerts = await alertsFor(access);
  const more = alerts.length > 0 ? (await countAlertsFor(access)) - alerts.length : 0;
  return { alerts, moreAlerts: Math.max(0, more) };
}

/** How many of them there are; 101 = more than 100. */
export async function countAlertsFor({ scope, can }: StaffAccess): Promise<number> {
  if (can("alert.manage")) return await countOpenAlerts(scope);
  return can("refund.settle") ? await countStuckMoney(scope) : 0;
}
