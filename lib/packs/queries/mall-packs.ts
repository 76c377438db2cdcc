import { and, asc, eq, ilike, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { packs } from "@/db/schema/packs";
import { packStatusAt } from "@/db/status-at";
import type { Instant } from "@/lib/kernel/time";
import { contentsKey, contentsOf } from "@/lib/packs/queries/contents";
import { stockOf, visible } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

async function packsWhere(scope: Scope, where: SQL | undefined, now: Instant, limit: number) {
  const rows = await db()
    .select({
      id: packs.id,
      name: packs.name,
      translations: packs.translations,
      imageId: packs.imageId,
      imageAlt: packs.imageAlt,
      status: packStatusAt(now),
      contentsVersion: packs.contentsVersion,
      currency: packs.currency,
      priceMinor: packs.priceMinor,
      salesFrom: packs.salesFrom,
    })
    .from(packs)
    .where(
      and(
        eq(packs.merchantId, scope.merchantId),
        eq(packs.type, "paid"),
        sql`${packs.channels} @> array['mall']`,
        inArray(packStatusAt(now), ["active", "sold_out", "scheduled"]),
        where,
      ),
    )
    .orderBy(asc(packs.name), asc(packs.id))
    .limit(limit);
  return await withContents(scope, rows);
}

type Found = { readonly id: string; readonly contentsVersion: number; readonly currency: string };

async function withContents<R extends Found>(scope: Scope, rows: readonly R[]) {
  const keys = rows.map((row) => ({ packId: row.id, version: row.contentsVersion, currency: row.currency }));
  const [contents, stock] = await Promise.all([
    contentsOf(scope, keys),
    stockOf(
      scope,
      rows.map(({ id }) => id),
    ),
  ]);
  return rows.flatMap((row) => {
    const held = contents.get(contentsKey({ packId: row.id, version: row.contentsVersion }));
    const counted = stock.get(row.id);
    if (!held || !counted) return [];
    const { quantity, reserved, sold, given } = counted;
    const left = quantity === null ? null : Math.max(0, quantity - reserved - sold - given);
    // What it brought is the merchant's to know.
    return [{ ...row, left, coupons: held.allCoupons, cycles: held.cycles }];
  });
}

/** Those of these packs that stand in the mall now, as anybody may see them (M-20); strangers' and others are left out. */
export async function listMallPacks(scope: Scope, packIds: readonly string[], now: Instant = new Date()) {
  if (packIds.length === 0) return [];
  return await packsWhere(scope, inArray(packs.id, [...packIds]), now, packIds.length);
}

/** At most `limit` packs of the mall that the reader may see, by a part of their name, in its order. */
export async function findMallPacks(scope: Scope, text: string, now: Instant = new Date(), limit = 20) {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return await packsWhere(scope, and(visible(scope), text ? ilike(packs.name, part) : undefined), now, limit);
}
