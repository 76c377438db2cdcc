import { and, asc, desc, eq, ilike, inArray, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { sqlState } from "@/db/faults";
import { activities } from "@/db/schema/activities";
import { coupons, couponTerms } from "@/db/schema/coupons";
import { memberGroups, members } from "@/db/schema/members";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import { briefColumns, countWhere, shownPhone } from "@/lib/members/queries/brief";
import { admittedBy, inGroups, pickedInto, ruleGroups, visible } from "@/lib/members/queries/match";
import { capped, LABEL_COUNT_CAP } from "@/lib/members/queries/tags";
import { builtInGroups } from "@/lib/members/rules";
import { type GroupRule, groupRuleSchema } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";

export type GroupListQuery = {
  readonly q?: string;
  /** By a rule or picked by hand; absent = both. */
  readonly kind?: "rule" | "picked";
  /** Only these. */
  readonly ids?: readonly string[];
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The groups the merchant made, by name (C-62). How large they are is another question: `groupSizes`. */
export async function listGroups(scope: Scope, query: GroupListQuery = {}) {
  const { q = "", kind, ids, descending = false, size = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const sign = sql.raw(descending ? "<" : ">");
  const direction = descending ? desc : asc;
  const where = and(
    eq(memberGroups.merchantId, scope.merchantId),
    ids ? inArray(memberGroups.id, [...ids]) : undefined,
    kind ? eq(memberGroups.kind, kind) : undefined,
    q ? ilike(memberGroups.name, contains(q)) : undefined,
  );
  const after = cursor
    ? sql`(${memberGroups.name}, ${memberGroups.id}) ${sign} (${cursor.value}, ${cursor.id})`
    : undefined;
  const [found, total] = await Promise.all([
    db()
      .select({
        id: memberGroups.id,
        name: memberGroups.name,
        rule: memberGroups.rule,
        updatedAt: memberGroups.updatedAt,
      })
      .from(memberGroups)
      .where(and(where, after))
      .orderBy(direction(memberGroups.name), direction(memberGroups.id))
      .limit(size + 1),
    db().$count(memberGroups, where),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    rows: page.map((row) => ({ ...row, rule: ruleOf(row.rule) })),
    total,
    nextCursor: last ? encodeCursor({ value: last.name, id: last.id }) : null,
  };
}

export type GroupRow = Awaited<ReturnType<typeof listGroups>>["rows"][number];

/**
 * How many coupons and activities that are not over, and groups by rule, name each of these groups. Reads the merchant's
 * coupons, activities and groups, which are hundreds, and no members.
 */
export async function groupUseCounts(scope: Scope, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const of = scope.merchantId;
  const names = (audience: SQL) => sql`jsonb_exists(coalesce(${audience} -> 'groupIds', '[]'::jsonb), g.id)`;
  const found = await db().execute<{ id: string; uses: number }>(sql`
    select g.id, ((select count(*) from ${coupons} c
        join ${couponTerms} t on t.merchant_id = c.merchant_id and t.coupon_id = c.id and t.version = c.terms_version
        where c.merchant_id = ${of} and c.archived_at is null and c.ended_at is null
          and ${names(sql`t.conditions -> 'audience'`)})
      + (select count(*) from ${activities} a where a.merchant_id = ${of} and a.archived_at is null
          and a.ends_at > now() and ${names(sql`a.audience`)})
      + (select count(*) from ${memberGroups} r where r.merchant_id = ${of} and r.rule is not null
          and position('"' || g.id || '"' in r.rule::text) > 0))::int as uses
    from ${memberGroups} g where g.merchant_id = ${of} and g.id in ${[...ids]}`);
  return new Map(found.map(({ id, uses }) => [id, uses]));
}

const ruleOf = (stored: unknown): GroupRule | null =>
  stored === null ? null : groupRuleSchema.parse(stored);

/** One group, or null when the merchant has none of this id. */
export async function getGroup(scope: Scope, groupId: string) {
  const [row] = await db()
    .select({
      id: memberGroups.id,
      name: memberGroups.name,
      rule: memberGroups.rule,
      revision: memberGroups.revision,
      updatedAt: memberGroups.updatedAt,
    })
    .from(memberGroups)
    .where(and(eq(memberGroups.merchantId, scope.merchantId), eq(memberGroups.id, groupId)));
  return row ? { ...row, rule: ruleOf(row.rule) } : null;
}

/** How many members each of these groups has now, the built-in ones too, counted to `LABEL_COUNT_CAP`. Three statements. */
export async function groupSizes(scope: Scope, groupIds: readonly string[]) {
  const [ruled, picked] = await Promise.all([
    ruleGroups(scope, groupIds),
    db()
      .select({ id: memberGroups.id })
      .from(memberGroups)
      .where(
        and(
          eq(memberGroups.merchantId, scope.merchantId),
          eq(memberGroups.kind, "picked"),
          inArray(memberGroups.id, [...groupIds]),
        ),
      ),
  ]);
  const asked = [...ruled, ...picked.map(({ id }) => ({ id, admits: pickedInto([id]) }))];
  if (asked.length === 0) return new Map<string, { count: number; capped: boolean }>();
  const parts = asked.map(
    ({ id, admits }) => sql`select ${id}::text as id, (select count(*)::int from (
      select 1 from ${members} where ${and(visible(scope), admits)} limit ${LABEL_COUNT_CAP + 1}) few) as size`,
  );
  const rows = await db().execute<{ id: string; size: number }>(sql.join(parts, sql` union all `));
  return new Map(rows.map(({ id, size }) => [id, capped(size)]));
}

/**
 * As `groupSizes`, asked for one group after another, so that many or slow ones keep none of the others from being told: one
 * that cannot be counted within the time of a statement is left out.
 */
export async function groupSizesInTime(scope: Scope, groupIds: readonly string[]) {
  const sizes = new Map<string, ReturnType<typeof capped>>();
  for (const id of groupIds) {
    try {
      for (const [counted, size] of await groupSizes(scope, [id])) sizes.set(counted, size);
    } catch (error) {
      if (sqlState(error) !== "57014") throw error;
    }
  }
  return sizes;
}

/** The ids of the groups every merchant has. */
export const builtInIds: readonly string[] = builtInGroups.map((group) => group.id);

/** How many members a rule lets in now, and ten of them, the newest; phones masked. What a rule being written reaches. */
export async function previewRule(scope: Scope, rule: GroupRule) {
  const where = and(visible(scope), admittedBy(scope, rule));
  const [size, sample] = await Promise.all([countWhere(where), sampleOf(scope, where)]);
  return { ...size, sample };
}

/** As `previewRule`, of a group that exists. */
export async function previewGroup(scope: Scope, groupId: string) {
  const where = and(visible(scope), await inGroups(scope, [groupId]));
  const [size, sample] = await Promise.all([countWhere(where), sampleOf(scope, where)]);
  return { ...size, sample };
}

const sampleOf = async (scope: Scope, where: SQL | undefined) => {
  const rows = await db()
    .select({ ...briefColumns, registeredAt: members.registeredAt })
    .from(members)
    .where(where)
    .orderBy(desc(members.registeredAt), desc(members.id))
    .limit(10);
  return rows.map((row) => ({ ...row, phone: shownPhone(scope, row.phone) }));
};

export type RulePreview = Awaited<ReturnType<typeof previewRule>>;
