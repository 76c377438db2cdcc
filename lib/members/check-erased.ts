import type { Tx } from "@/db/client";
import { erasedAmong } from "@/lib/members/repository/directory";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * Whether whoever had this phone (E.164) asked to be forgotten (S-39) and has not come back: nobody is to write to it
 * unasked.
 */
export async function checkErased(tx: Tx, scope: Scope, phone: string): Promise<boolean> {
  return (await erasedAmong(tx, scope, [phone])).has(phone);
}
