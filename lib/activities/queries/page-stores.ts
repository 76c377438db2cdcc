import { and, asc, eq, isNull } from "drizzle-orm";
import { db } from "@/db/client";
import { stores } from "@/db/schema/merchants";
import type { Scope } from "@/lib/platform/auth/scope";

/** The merchant's open stores by name, fifty at most: what an activity's page tells of where it is. */
export async function listPageStores(scope: Scope, limit = 50) {
  return await db()
    .select({ id: stores.id, name: stores.name, address: stores.address, city: stores.city })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), isNull(stores.archivedAt)))
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(limit);
}
export type PageStore = Awaited<ReturnType<typeof listPageStores>>[number];
