import { and, asc, desc, eq, ilike, inArray, sql } from "drizzle-orm";
import { audienceUses } from "@/db/audience-uses";
import { db } from "@/db/client";
import { tags } from "@/db/schema/members";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { asLabelColour } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

/** Lists of tags, groups and tiers count members up to here; beyond, screens say "10,000+". */
export const LABEL_COUNT_CAP = 10_000;

export type TagListQuery = {
  readonly q?: string;
  /** Only these. */
  readonly ids?: readonly string[];
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The tags of the merchant by name (C-63), each with how many members wear it, counted to `LABEL_COUNT_CAP`. */
export async function listTags(scope: Scope, query: TagListQuery = {}) {
  const { q = "", ids, descending = false, size = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const key = sql`lower(${tags.name})`;
  const sign = sql.raw(descending ? "<" : ">");
  const direction = descending ? desc : asc;
  const few = ids ? inArray(tags.id, [...ids]) : undefined;
  const where = and(
    eq(tags.merchantId, scope.merchantId),
    few,
    q ? ilike(tags.name, contains(q)) : undefined,
  );
  const worn = sql<number>`(select count(*)::int from (select 1 from member_tag w
    where w.merchant_id = tag.merchant_id and w.tag_id = tag.id limit ${LABEL_COUNT_CAP + 1}) few)`;
  const [found, total] = await Promise.all([
    db()
      .select({ id: tags.id, name: tags.name, colour: tags.colour, members: worn })
      .from(tags)
      .where(
        and(where, cursor ? sql`(${key}, ${tags.id}) ${sign} (${cursor.value}, ${cursor.id})` : undefined),
      )
      .orderBy(direction(key), direction(tags.id))
      .limit(size + 1),
    db().$count(tags, where),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    rows: page.map(({ members, ...row }) => ({
      ...row,
      colour: asLabelColour(row.colour),
      members: capped(members),
    })),
    total,
    nextCursor: last ? encodeCursor({ value: last.name.toLowerCase(), id: last.id }) : null,
  };
}

export type TagRow = Awaited<ReturnType<typeof listTags>>["rows"][number];

/** A count that stopped at the cap, as screens tell it. */
export const capped = (found: number) => ({
  count: Math.min(found, LABEL_COUNT_CAP),
  capped: found > LABEL_COUNT_CAP,
});

/** Something that names a label in its audience or rule. */
export type LabelUse = {
  readonly kind: "coupon" | "activity" | "placement" | "group";
  readonly id: string;
  readonly name: string;
};

/** What names this group now: coupons, activities and placements that are not over, at most 20. */
export async function groupUses(scope: Scope, groupId: string): Promise<LabelUse[]> {
  const rows = await db().execute<LabelUse>(audienceUses(scope.merchantId, "groupIds", [groupId]));
  return rows.map(({ kind, id, name }) => ({ kind, id, name }));
}
