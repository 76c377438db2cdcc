import { sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { visible } from "@/lib/coupons/queries/reach";
import type { Scope } from "@/lib/platform/auth/scope";

/** The tags that coupons wear which the reader sees, by name; two hundred at most. */
export async function listCouponTags(scope: Scope): Promise<string[]> {
  const rows = await db().execute<{ tag: string }>(sql`
    select distinct tag from ${coupons}, unnest(tags) tag
    where ${visible(scope)} and tags <> '{}' order by tag limit 200`);
  return rows.map(({ tag }) => tag);
}
