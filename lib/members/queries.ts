import { and, asc, count, desc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { activities, participations, prizePools } from "@/db/schema/activities";
import { products } from "@/db/schema/catalogue";
import { couponStock, couponStores, coupons, couponTerms } from "@/db/schema/coupons";
import {
  cardPlans,
  memberGroupMembers,
  memberGroups,
  members,
  memberTags,
  memberTiers,
  tags,
  tiers,
} from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import {
  asPhone,
  called,
  hasTag,
  hasTier,
  inAudience,
  inGroups,
  ruleGroups,
  visible,
} from "@/lib/members/match-members";
import type { Audience } from "@/lib/members/schema";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { formatPhone, maskPhone } from "@/lib/platform/phone";

/** Lists and audiences count up to here; beyond, screens say "100,000+". */
export const MEMBER_COUNT_CAP = 100_000;

const one = { one: sql`1`.as("one") };

/** A phone as this reader may see it: whole with `member.unmask`, else its last four digits. */
const shownPhone = (scope: Scope, phone: string) =>
  can(scope.role, "member.unmask") ? formatPhone(phone) : maskPhone(phone);

async function countWhere(where: SQL | undefined): Promise<{ count: number; capped: boolean }> {
  const some = db()
    .select(one)
    .from(members)
    .where(where)
    .limit(MEMBER_COUNT_CAP + 1)
    .as("some");
  const [row] = await db().select({ count: count() }).from(some);
  const found = row?.count ?? 0;
  return { count: Math.min(found, MEMBER_COUNT_CAP), capped: found > MEMBER_COUNT_CAP };
}

/** How many members of the merchant an audience lets in now, whatever store they registered at (M5). */
export async function countAudience(scope: Scope, audience: Audience) {
  return await countWhere(and(eq(members.merchantId, scope.merchantId), await inAudience(scope, audience)));
}

/** What an audience may be picked from: card plans with their tiers, lowest first; groups and tags by name. */
export async function audienceOptions(scope: Scope) {
  const of = scope.merchantId;
  const [plans, rungs, groups, words] = await Promise.all([
    db()
      .select({ id: cardPlans.id, name: cardPlans.name })
      .from(cardPlans)
      .where(eq(cardPlans.merchantId, of))
      .orderBy(asc(cardPlans.name))
      .limit(100),
    db()
      .select({ id: tiers.id, name: tiers.name, planId: tiers.planId })
      .from(tiers)
      .where(eq(tiers.merchantId, of))
      .orderBy(asc(tiers.rank))
      .limit(1000),
    db()
      .select({ id: memberGroups.id, name: memberGroups.name, kind: memberGroups.kind })
      .from(memberGroups)
      .where(eq(memberGroups.merchantId, of))
      .orderBy(asc(memberGroups.name))
      .limit(500),
    db()
      .select({ id: tags.id, name: tags.name })
      .from(tags)
      .where(eq(tags.merchantId, of))
      .orderBy(asc(tags.name))
      .limit(1000),
  ]);
  const withTiers = plans.map((plan) => ({
    ...plan,
    tiers: rungs.filter((rung) => rung.planId === plan.id).map(({ id, name }) => ({ id, name })),
  }));
  return { plans: withTiers, groups, tags: words };
}
export type AudienceOptions = Awaited<ReturnType<typeof audienceOptions>>;

const briefColumns = {
  id: members.id,
  name: members.name,
  nickname: members.nickname,
  phone: members.phone,
};

/** Members whose phone, name or nickname is exactly `text`: for pickers. At most 20, newest first. */
export async function searchMembers(scope: Scope, text: string) {
  if (text.trim() === "") return [];
  const rows = await db()
    .select(briefColumns)
    .from(members)
    .where(and(visible(scope), await called(scope, text)))
    .orderBy(desc(members.registeredAt))
    .limit(20);
  return rows.map((row) => ({ ...row, phone: shownPhone(scope, row.phone) }));
}

/** The members an audience names by hand, for showing it again; unknown ids are left out. */
export async function namedMembers(scope: Scope, memberIds: readonly string[]) {
  if (memberIds.length === 0) return [];
  const rows = await db()
    .select(briefColumns)
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), inArray(members.id, [...memberIds])))
    .limit(500);
  return rows.map((row) => ({ ...row, phone: shownPhone(scope, row.phone) }));
}

/** The one member of the merchant with this whole phone, or null; their last four digits are all that is told. */
export async function findMemberByPhone(scope: Scope, text: string) {
  const phone = await asPhone(scope, text);
  if (!phone) return null;
  const [row] = await db()
    .select({ ...briefColumns, blockedAt: members.blockedAt })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.phone, phone)));
  if (!row) return null;
  const counts = await availableOf(scope, [row.id]);
  const held = await labelsOf(scope, [row.id]);
  return {
    ...row,
    phone: maskPhone(row.phone),
    coupons: counts.get(row.id) ?? 0,
    tiers: held.tiers.map((tier) => tier.name),
  };
}

export type MemberListQuery = {
  readonly q?: string;
  readonly tagIds?: readonly string[];
  readonly tierIds?: readonly string[];
  readonly groupIds?: readonly string[];
  readonly sort?: "joined" | "name";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The member list (C-60), with each one's tiers, tags and coupons to use. Those without a name come last by name. */
export async function listMembers(scope: Scope, query: MemberListQuery = {}) {
  const {
    q = "",
    tagIds = [],
    tierIds = [],
    groupIds = [],
    sort = "joined",
    descending = true,
    size = 25,
  } = query;
  const where = and(
    visible(scope),
    q ? await called(scope, q) : undefined,
    tagIds.length > 0 ? hasTag(tagIds) : undefined,
    tierIds.length > 0 ? hasTier({ tierIds }) : undefined,
    groupIds.length > 0 ? await inGroups(scope, groupIds) : undefined,
  );
  const { order, after } =
    sort === "name" ? byName(descending, query.cursor) : byJoining(descending, query.cursor);
  const [found, total] = await Promise.all([
    db()
      .select({
        ...briefColumns,
        sortName: sql<string | null>`lower(${members.name})`,
        registeredAt: members.registeredAt,
        blockedAt: members.blockedAt,
        store: stores.name,
      })
      .from(members)
      .leftJoin(stores, and(eq(stores.merchantId, members.merchantId), eq(stores.id, members.homeStoreId)))
      .where(and(where, after))
      .orderBy(...order)
      .limit(size + 1),
    countWhere(where),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const value = sort === "name" ? `=${last?.sortName ?? ""}` : last?.registeredAt.toISOString();
  const ids = page.map((row) => row.id);
  const [held, counts] = await Promise.all([labelsOf(scope, ids), availableOf(scope, ids)]);
  return {
    rows: page.map(({ sortName: _, ...row }) => ({
      ...row,
      phone: shownPhone(scope, row.phone),
      tiers: held.tiers.filter((tier) => tier.memberId === row.id).map((tier) => tier.name),
      tags: held.tags.filter((tag) => tag.memberId === row.id).map((tag) => tag.name),
      coupons: counts.get(row.id) ?? 0,
    })),
    total,
    nextCursor:
      last && value
        ? encodeCursor({ value: last.name === null && sort === "name" ? "null" : value, id: last.id })
        : null,
  };
}
export type MemberRow = Awaited<ReturnType<typeof listMembers>>["rows"][number];

function byJoining(descending: boolean, word: string | null | undefined) {
  const cursor = decodeCursor(word);
  const good = cursor && !Number.isNaN(Date.parse(cursor.value)) ? cursor : null;
  const direction = descending ? desc : asc;
  const sign = sql.raw(descending ? "<" : ">");
  return {
    order: [direction(members.registeredAt), direction(members.id)],
    after: good
      ? sql`(${members.registeredAt}, ${members.id}) ${sign} (${good.value}::timestamptz, ${good.id})`
      : undefined,
  };
}

function byName(descending: boolean, word: string | null | undefined) {
  const cursor = decodeCursor(word);
  const key = sql`lower(${members.name})`;
  const sign = sql.raw(descending ? "<" : ">");
  const order = [
    sql`${key} ${sql.raw(descending ? "desc" : "asc")} nulls last`,
    (descending ? desc : asc)(members.id),
  ];
  if (!cursor) return { order, after: undefined };
  if (cursor.value === "null")
    return { order, after: sql`${key} is null and ${members.id} ${sign} ${cursor.id}` };
  const from = cursor.value.slice(1);
  return { order, after: sql`((${key}, ${members.id}) ${sign} (${from}, ${cursor.id}) or ${key} is null)` };
}

/** Tiers and tags of the members of one page. */
async function labelsOf(scope: Scope, memberIds: readonly string[]) {
  if (memberIds.length === 0) return { tiers: [], tags: [] };
  const [held, worn] = await Promise.all([
    db()
      .select({
        memberId: memberTiers.memberId,
        id: tiers.id,
        name: tiers.name,
        plan: cardPlans.name,
        since: memberTiers.since,
      })
      .from(memberTiers)
      .innerJoin(tiers, and(eq(tiers.merchantId, memberTiers.merchantId), eq(tiers.id, memberTiers.tierId)))
      .innerJoin(cardPlans, and(eq(cardPlans.merchantId, tiers.merchantId), eq(cardPlans.id, tiers.planId)))
      .where(and(eq(memberTiers.merchantId, scope.merchantId), inArray(memberTiers.memberId, [...memberIds])))
      .orderBy(asc(cardPlans.name)),
    db()
      .select({ memberId: memberTags.memberId, id: tags.id, name: tags.name })
      .from(memberTags)
      .innerJoin(tags, and(eq(tags.merchantId, memberTags.merchantId), eq(tags.id, memberTags.tagId)))
      .where(and(eq(memberTags.merchantId, scope.merchantId), inArray(memberTags.memberId, [...memberIds])))
      .orderBy(asc(tags.name)),
  ]);
  return { tiers: held, tags: worn };
}

/** How many coupons each member of one page could use now or later. */
async function availableOf(scope: Scope, memberIds: readonly string[]): Promise<Map<string, number>> {
  if (memberIds.length === 0) return new Map();
  const rows = await db()
    .select({ memberId: vouchers.memberId, count: count() })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        inArray(vouchers.memberId, [...memberIds]),
        eq(vouchers.status, "available"),
        or(isNull(vouchers.validUntil), gt(vouchers.validUntil, sql`now()`)),
      ),
    )
    .groupBy(vouchers.memberId);
  return new Map(rows.map((row) => [row.memberId, row.count]));
}

/** One member with everything staff know of them (C-61), or null when they are not this reader's to see. */
export async function getMember(scope: Scope, memberId: string) {
  const [row] = await db()
    .select({
      ...briefColumns,
      email: members.email,
      externalId: members.externalId,
      birthday: members.birthday,
      registeredAt: members.registeredAt,
      firstPaidAt: members.firstPaidAt,
      blockedAt: members.blockedAt,
      store: stores.name,
    })
    .from(members)
    .leftJoin(stores, and(eq(stores.merchantId, members.merchantId), eq(stores.id, members.homeStoreId)))
    .where(and(visible(scope), eq(members.id, memberId)));
  if (!row) return null;
  const [held, groups] = await Promise.all([labelsOf(scope, [memberId]), groupsOf(scope, memberId)]);
  const email = row.email && !can(scope.role, "member.unmask") ? maskEmail(row.email) : row.email;
  return { ...row, email, phone: shownPhone(scope, row.phone), ...held, groups };
}
export type MemberDetail = NonNullable<Awaited<ReturnType<typeof getMember>>>;

const maskEmail = (email: string) => email.replace(/^(.).*@/, "$1•••@");

/** The groups a member is in: picked, or let in by the rule now. */
async function groupsOf(scope: Scope, memberId: string) {
  const ruled = await ruleGroups(scope);
  const me = and(eq(members.merchantId, scope.merchantId), eq(members.id, memberId));
  const [picked, admitted] = await Promise.all([
    db()
      .select({ id: memberGroups.id, name: memberGroups.name })
      .from(memberGroupMembers)
      .innerJoin(
        memberGroups,
        and(
          eq(memberGroups.merchantId, memberGroupMembers.merchantId),
          eq(memberGroups.id, memberGroupMembers.groupId),
        ),
      )
      .where(
        and(eq(memberGroupMembers.merchantId, scope.merchantId), eq(memberGroupMembers.memberId, memberId)),
      )
      .orderBy(asc(memberGroups.name)),
    ruled.length === 0
      ? []
      : db()
          .select(Object.fromEntries(ruled.map((group) => [group.id, sql<boolean>`${group.admits}`])))
          .from(members)
          .where(me),
  ]);
  const letIn = ruled.filter((group) => admitted[0]?.[group.id] === true);
  return [...picked, ...letIn.map(({ id, name }) => ({ id, name }))];
}

/** What a member won and where, newest first. */
export async function listMemberParticipations(
  scope: Scope,
  memberId: string,
  query: { cursor?: string | null; size?: number } = {},
) {
  const { size = 25 } = query;
  const cursor = decodeCursor(query.cursor);
  const good = cursor && !Number.isNaN(Date.parse(cursor.value)) ? cursor : null;
  const won = db()
    .select({ count: count() })
    .from(vouchers)
    .where(and(eq(vouchers.merchantId, participations.merchantId), eq(vouchers.sourceId, participations.id)));
  const found = await db()
    .select({
      id: participations.id,
      at: participations.at,
      activityId: activities.id,
      activity: activities.name,
      code: activities.code,
      timeZone: activities.timeZone,
      pool: prizePools.position,
      coupons: sql<number>`(${won})`.mapWith(Number),
    })
    .from(participations)
    .innerJoin(
      members,
      and(eq(members.merchantId, participations.merchantId), eq(members.id, participations.memberId)),
    )
    .innerJoin(
      activities,
      and(eq(activities.merchantId, participations.merchantId), eq(activities.id, participations.activityId)),
    )
    .innerJoin(
      prizePools,
      and(eq(prizePools.merchantId, participations.merchantId), eq(prizePools.id, participations.poolId)),
    )
    .where(
      and(
        visible(scope),
        eq(participations.merchantId, scope.merchantId),
        eq(participations.memberId, memberId),
        good
          ? sql`(${participations.at}, ${participations.id}) < (${good.value}::timestamptz, ${good.id})`
          : undefined,
      ),
    )
    .orderBy(desc(participations.at), desc(participations.id))
    .limit(size + 1);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.at.toISOString(), id: last.id }) : null };
}

/** The stores somebody may give coupons of; null = all. Giving reaches no further than offering does. */
function withinReach(scope: Scope): SQL | undefined {
  const rows = sql`select 1 from ${couponStores}
    where ${couponStores.merchantId} = ${coupons.merchantId} and ${couponStores.couponId} = ${coupons.id}`;
  const named = (ids: readonly string[]) =>
    sql.join(
      ids.map((id) => sql`${id}`),
      sql`, `,
    );
  if (scope.storeIds !== "all") {
    if (scope.storeIds.length === 0) return sql`false`;
    const mine = named(scope.storeIds);
    return sql`(exists (${rows}) and not exists (${rows} and ${couponStores.storeId} not in (${mine})))`;
  }
  if (!scope.storeId) return undefined;
  return sql`(not exists (${rows}) or exists (${rows} and ${couponStores.storeId} = ${scope.storeId}))`;
}

/** The coupons that may be given to a member now, newest first: targeted, running, good where the giver works. */
export async function listGiftCoupons(scope: Scope) {
  const stock = (column: AnyPgColumn) =>
    sql<number | null>`(
    select sum(${column}) from ${couponStock}
    where ${couponStock.merchantId} = ${coupons.merchantId} and ${couponStock.couponId} = ${coupons.id})`.mapWith(
      Number,
    );
  const rows = await db()
    .select({
      id: coupons.id,
      name: coupons.name,
      currency: coupons.currency,
      benefit: couponTerms.benefit,
      conditions: couponTerms.conditions,
      productName: products.name,
      claimLimit: coupons.claimLimit,
      quantity: stock(couponStock.quantity),
      issued: stock(couponStock.issued),
    })
    .from(coupons)
    .innerJoin(
      couponTerms,
      and(
        eq(couponTerms.merchantId, coupons.merchantId),
        eq(couponTerms.couponId, coupons.id),
        eq(couponTerms.version, coupons.termsVersion),
      ),
    )
    .leftJoin(
      products,
      and(
        eq(products.merchantId, coupons.merchantId),
        eq(products.id, sql<string>`${couponTerms.benefit}->>'productId'`),
      ),
    )
    .where(
      and(
        eq(coupons.merchantId, scope.merchantId),
        sql`'targeted' = any(${coupons.methods})`,
        isNotNull(coupons.publishedAt),
        isNull(coupons.pausedAt),
        isNull(coupons.endedAt),
        isNull(coupons.archivedAt),
        or(isNull(coupons.validUntil), gt(coupons.validUntil, sql`now()`)),
        withinReach(scope),
      ),
    )
    .orderBy(desc(coupons.createdAt), desc(coupons.id))
    .limit(200);
  return rows.filter((row) => row.quantity === null || (row.issued ?? 0) < row.quantity);
}
export type GiftCoupon = Awaited<ReturnType<typeof listGiftCoupons>>[number];
