import { eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

/** How the members' pages look (C-121). */
export async function getBrand(scope: Scope) {
  const [row] = await db()
    .select({ id: merchants.id, brandColour: merchants.brandColour, revision: merchants.revision })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error("a scope without its merchant");
  return row;
}
