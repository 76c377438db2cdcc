import { and, eq, inArray, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { packs, packTallies } from "@/db/schema/packs";
import { noStock, stockOf, visible } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

export const NO_COUPONS = { couponsIssued: 0, couponsUsed: 0 };

/** How many coupons were issued out of the named packs, and used; one that is not here issued none. */
export async function talliesOf(scope: Scope, packIds: readonly string[]) {
  if (packIds.length === 0) return new Map<string, typeof NO_COUPONS>();
  const rows = await db()
    .select({
      packId: packTallies.packId,
      couponsIssued: sql`sum(${packTallies.issued})`.mapWith(Number),
      couponsUsed: sql`sum(${packTallies.used})`.mapWith(Number),
    })
    .from(packTallies)
    .where(and(eq(packTallies.merchantId, scope.merchantId), inArray(packTallies.packId, [...packIds])))
    .groupBy(packTallies.packId);
  return new Map(rows.map(({ packId, ...tally }) => [packId, tally]));
}

/** What a pack came to (K6): its stock, what it brought, and how many coupons were issued out of it and used; null = not theirs to see. */
export async function packFigures(scope: Scope, packId: string) {
  const [seen] = await db()
    .select({ currency: packs.currency })
    .from(packs)
    .where(and(visible(scope), eq(packs.id, packId)));
  if (!seen) return null;
  const [stock, tallies] = await Promise.all([stockOf(scope, [packId]), talliesOf(scope, [packId])]);
  return {
    currency: seen.currency,
    ...(stock.get(packId) ?? noStock),
    ...(tallies.get(packId) ?? NO_COUPONS),
  };
}
export type PackFigures = NonNullable<Awaited<ReturnType<typeof packFigures>>>;
