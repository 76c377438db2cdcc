import { eq } from "drizzle-orm";
import type { Reader } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

/** The merchant's time zone (IANA): days of voucher windows and of claim limits are its days. */
export async function findZone(reader: Reader, scope: Scope): Promise<string> {
  const [row] = await reader
    .select({ zone: merchants.timeZone })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error(`merchant ${scope.merchantId} does not exist`);
  return row.zone;
}
