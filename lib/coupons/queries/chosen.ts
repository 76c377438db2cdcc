import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { couponStatusAt } from "@/db/status-at";
import { type CouponListQuery, narrowed, visible } from "@/lib/coupons/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

export type CouponChoice = { readonly ids: readonly string[] } | { readonly filter: CouponListQuery };

type More = { readonly after?: string | null; readonly now?: Date };

/** Id and name of the chosen coupons that the reader sees, by id, those behind `after`; at most `limit` of them. */
export async function chosenCoupons(
  scope: Scope,
  choice: CouponChoice,
  limit: number,
  { after = null, now = new Date() }: More = {},
) {
  const chosen = "ids" in choice ? [inArray(coupons.id, [...choice.ids])] : narrowed(choice.filter, now);
  return await db()
    .select({ id: coupons.id, name: coupons.name })
    .from(coupons)
    .where(and(visible(scope), ...chosen, after === null ? undefined : gt(coupons.id, after)))
    .orderBy(asc(coupons.id))
    .limit(limit);
}

/** The coupons a search from anywhere finds: by their number, or by words of their name; archived ones left out. */
export async function findCoupons(scope: Scope, text: string) {
  const words = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  const exact = sql<boolean>`(${coupons.number} = ${text.toUpperCase()} or lower(${coupons.name}) = lower(${text}))`;
  return await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      number: coupons.number,
      status: couponStatusAt(new Date()),
    })
    .from(coupons)
    .where(
      and(
        visible(scope),
        isNull(coupons.archivedAt),
        or(eq(coupons.number, text.toUpperCase()), sql`${coupons.name} ilike ${words}`),
      ),
    )
    .orderBy(sql`${exact} desc nulls last`, asc(coupons.name), asc(coupons.id))
    .limit(6);
}
