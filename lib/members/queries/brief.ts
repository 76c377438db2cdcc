import { and, asc, count, eq, gt, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import { db } from "@/db/client";
import { cardPlans, members, memberTags, memberTiers, tags, tiers } from "@/db/schema/members";
import { vouchers } from "@/db/schema/vouchers";
import { keyMay } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { gatherCalls } from "@/lib/platform/gather-calls";
import { log } from "@/lib/platform/log";
import { maskPhone } from "@/lib/platform/phone";

const one = { one: sql`1`.as("one") };

/** Lists and audiences count up to here; beyond, screens say "100,000+". */
export const MEMBER_COUNT_CAP = 100_000;

/** Whether this reader sees contact data whole: programs with the scope `pii`. People look at it one by one (S-38). */
const unmasks = (scope: Scope) => keyMay(scope.keyScopes, "member.unmask");

/** A phone as this reader may see it: in E.164, or its last four digits. One that was erased is a dash. */
export const shownPhone = (scope: Scope, phone: string) => {
  if (phone.startsWith("erased:")) return "–";
  return unmasks(scope) ? phone : maskPhone(phone);
};

/** An e-mail address as this reader may see it. */
export const shownEmail = (scope: Scope, email: string | null) => (unmasks(scope) ? email : maskEmail(email));

/** An e-mail address with all but its first letter and its domain hidden. */
export const maskEmail = (email: string | null) => email?.replace(/^(.).*@/, "$1•••@") ?? null;

/** Leaves a log line where whole phones are read (reliability 3.1: "Y (logged)"); who, for which merchant, which read. */
export function logWholePhones(scope: Scope, read: string): void {
  if (!unmasks(scope)) return;
  const { requestId, merchantId, actor } = scope;
  log.info("whole phones shown", { requestId, merchantId, actor: actor.id, code: read });
}

export const countWhere = async (where: SQL | undefined): Promise<{ count: number; capped: boolean }> => {
  const some = db()
    .select(one)
    .from(members)
    .where(where)
    .limit(MEMBER_COUNT_CAP + 1)
    .as("some");
  const [row] = await db().select({ count: count() }).from(some);
  const found = row?.count ?? 0;
  return { count: Math.min(found, MEMBER_COUNT_CAP), capped: found > MEMBER_COUNT_CAP };
};

export const briefColumns = {
  id: members.id,
  name: members.name,
  nickname: members.nickname,
  phone: members.phone,
};

/** Tiers and tags of the members of one page. */
export const labelsOf = async (scope: Scope, memberIds: readonly string[]) => {
  if (memberIds.length === 0) return { tiers: [], tags: [] };
  const [held, worn] = await Promise.all([
    db()
      .select({
        memberId: memberTiers.memberId,
        id: tiers.id,
        name: tiers.name,
        colour: tiers.colour,
        planId: cardPlans.id,
        plan: cardPlans.name,
        since: memberTiers.since,
      })
      .from(memberTiers)
      .innerJoin(tiers, and(eq(tiers.merchantId, memberTiers.merchantId), eq(tiers.id, memberTiers.tierId)))
      .innerJoin(cardPlans, and(eq(cardPlans.merchantId, tiers.merchantId), eq(cardPlans.id, tiers.planId)))
      .where(and(eq(memberTiers.merchantId, scope.merchantId), inArray(memberTiers.memberId, [...memberIds])))
      .orderBy(asc(cardPlans.name)),
    db()
      .select({ memberId: memberTags.memberId, id: tags.id, name: tags.name, colour: tags.colour })
      .from(memberTags)
      .innerJoin(tags, and(eq(tags.merchantId, memberTags.merchantId), eq(tags.id, memberTags.tagId)))
      .where(and(eq(memberTags.merchantId, scope.merchantId), inArray(memberTags.memberId, [...memberIds])))
      .orderBy(asc(tags.name)),
  ]);
  return { tiers: held, tags: worn };
};

/** How many coupons each member of one page could use now or later. */
export const availableOf = async (
  scope: Scope,
  memberIds: readonly string[],
): Promise<Map<string, number>> => {
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
};

const memberIs = gatherCalls<true>(async (calls) => {
  // One text however many they are, so that it is prepared once, and each member by their key.
  const pairs = calls.map((call) => call.split(" "));
  const column = (at: 0 | 1) => writeArray(pairs.map((pair) => pair[at]));
  const rows = await db().execute<{ at: number }>(sql`
    select w.n::int as at from unnest(${column(0)}::text[], ${column(1)}::text[]) with ordinality w(merchant, member, n)
    join lateral (select 1 from ${members} where ${members.merchantId} = w.merchant and ${members.id} = w.member
      limit 1) m on true`);
  return new Map(rows.map(({ at }) => [calls[at - 1] ?? "", true]));
});

/** Whether the merchant has this member; concurrent questions of a process are asked together. */
export const isMember = async (scope: Scope, memberId: string): Promise<boolean> =>
  /^mbr_\w+$/.test(memberId) && (await memberIs(`${scope.merchantId} ${memberId}`)) === true;
