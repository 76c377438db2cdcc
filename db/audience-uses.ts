import { type SQL, sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import { activities } from "@/db/schema/activities";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { links } from "@/db/schema/links";
import { memberGroups } from "@/db/schema/members";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";

/** What an audience can name. */
export type NamedKind = "planIds" | "tierIds" | "groupIds" | "tagIds";

/** Most uses that are told at once. */
export const USES_SHOWN = 20;

/**
 * What of a merchant names any of these ids: coupons, activities and placements that are not over or archived, by their
 * audience, and groups by their rule. Rows of `kind`, `id` and `name`, at most `USES_SHOWN`. Reads the merchant's coupons,
 * activities, placements and groups, which are hundreds, and no members.
 */
export function audienceUses(merchantId: string, kind: NamedKind, ids: readonly string[]): SQL {
  const names = (audience: SQL) =>
    sql`jsonb_exists_any(coalesce(${audience} -> ${kind}, '[]'::jsonb), ${writeArray(ids)}::text[])`;
  const inRule = sql.join(
    ids.map((id) => sql`position(${`"${id}"`} in g.rule::text) > 0`),
    sql` or `,
  );
  return sql`
    (select 'coupon' as kind, c.id, c.name from ${coupons} c
      join ${couponTerms} t on t.merchant_id = c.merchant_id and t.coupon_id = c.id and t.version = c.terms_version
      where c.merchant_id = ${merchantId} and c.archived_at is null and c.ended_at is null
        and ${names(sql`t.conditions -> 'audience'`)} order by c.id desc limit ${USES_SHOWN})
    union all
    (select 'activity', a.id, a.name from ${activities} a
      where a.merchant_id = ${merchantId} and a.archived_at is null and a.ends_at > now()
        and ${names(sql`a.audience`)} order by a.id desc limit ${USES_SHOWN})
    union all
    (select 'placement', p.id, coalesce(nullif(p.title, ''), a.name, k.name, '') from ${placements} p
      join ${links} l on l.merchant_id = p.merchant_id and l.id = p.link_id
      left join ${activities} a on a.merchant_id = p.merchant_id and a.id = l.target_id
      left join ${packs} k on k.merchant_id = p.merchant_id and k.id = l.target_id
      where p.merchant_id = ${merchantId} and (p.ends_at is null or p.ends_at > now())
        and ${names(sql`p.audience`)} order by p.id desc limit ${USES_SHOWN})
    union all
    (select 'group', g.id, g.name from ${memberGroups} g
      where g.merchant_id = ${merchantId} and g.rule is not null and (${inRule}) order by g.id desc limit ${USES_SHOWN})
    limit ${USES_SHOWN}`;
}
