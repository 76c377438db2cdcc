import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { activityPageVersions, pageTemplates } from "@/db/schema/activity-pages";
import { couponTemplates, couponTerms } from "@/db/schema/coupons";
import { images } from "@/db/schema/images";
import { promotePreferences } from "@/db/schema/links";
import { mediaFiles } from "@/db/schema/media";
import { merchants } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";

/** The two tables of what merchants send in: images, and videos with their captions. */
export const sentTables = { images, media: mediaFiles } as const;
export type SentTable = keyof typeof sentTables;
export type SentFile = { readonly merchantId: string; readonly id: string };

/**
 * Up to `most` held ones that nobody looked after for a day, locked, the longest first. What a save holds at the moment is
 * left out: it is about to be named.
 */
export async function lockHeld(tx: Tx, table: SentTable, most: number): Promise<SentFile[]> {
  return await tx.execute<SentFile>(sql`
    select merchant_id as "merchantId", id from ${sentTables[table]}
    where held_at < now() - interval '1 day' order by held_at limit ${most} for no key update skip locked`);
}

/**
 * Holds those of `files` anew that something of their merchant's names, and lets the others go: a week begins in which they
 * can be named again. Call with them locked, in a statement of its own: only one that began after the lock sees what was
 * named before it. Tells how many were let go.
 */
export async function letGoUnnamed(tx: Tx, table: SentTable, files: readonly SentFile[]): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(sql`
    with given as materialized (
      select * from unnest(${sql.param(files.map((file) => file.merchantId))}::text[],
        ${sql.param(files.map((file) => file.id))}::text[]) as given (merchant_id, id)
    ), named as materialized (${named}), looked as (
      update ${sentTables[table]} f
      set held_at = case when named.id is not null then now() end,
        created_at = case when named.id is not null then f.created_at else now() end
      from given left join named on (named.merchant_id, named.id) = (given.merchant_id, given.id)
      where (f.merchant_id, f.id) = (given.merchant_id, given.id) and f.held_at is not null
      returning f.held_at
    )
    select count(*)::int as gone from looked where held_at is null`);
  return row?.gone ?? 0;
}

const namedIn = (table: SQL, names: SQL): SQL =>
  sql`select g.merchant_id, g.id from given g join ${table} t on t.merchant_id = g.merchant_id and ${names}`;

// Whatever of a merchant's can name what was sent in. Who adds something that can adds it here (let-go-media.db.test.ts).
const named = sql.join(
  [
    namedIn(sql`${activityPageVersions}`, sql`media_named(t.page) @> array[g.id]`),
    namedIn(sql`${pageTemplates}`, sql`g.id = any(media_named(t.page))`),
    namedIn(sql`${activities}`, sql`g.id in (t.share_image ->> 'id', t.hero_image ->> 'id')`),
    namedIn(sql`${couponTerms}`, sql`t.image is not null and t.image ->> 'id' = g.id`),
    namedIn(sql`${couponTemplates}`, sql`g.id = any(media_named(t.coupon))`),
    namedIn(sql`${packs}`, sql`t.image_id = g.id`),
    namedIn(sql`${placements}`, sql`t.image ->> 'id' = g.id`),
    namedIn(sql`${promotePreferences}`, sql`g.id = any(media_named(t.choice))`),
    sql`select g.merchant_id, g.id from given g join ${merchants} t on t.id = g.merchant_id and t.logo ->> 'id' = g.id`,
  ],
  sql` union `,
);
