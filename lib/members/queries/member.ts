import { and, asc, count, desc, eq, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities, participations, prizePools } from "@/db/schema/activities";
import { memberGroupMembers, memberGroups, members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { vouchers } from "@/db/schema/vouchers";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { briefColumns, labelsOf, logWholePhones, shownEmail, shownPhone } from "@/lib/members/queries/brief";
import { ruleGroups, visible } from "@/lib/members/queries/match";
import type { Scope } from "@/lib/platform/auth/scope";

/** One member with everything staff know of them (C-61), or null when they are not this reader's to see. */
export async function getMember(scope: Scope, memberId: string) {
  logWholePhones(scope, "members/getMember");
  const [row] = await db()
    .select({
      ...briefColumns,
      email: members.email,
      externalId: members.externalId,
      birthday: members.birthday,
      registeredAt: members.registeredAt,
      firstPaidAt: members.firstPaidAt,
      blockedAt: members.blockedAt,
      revision: members.revision,
      homeStoreId: members.homeStoreId,
      store: stores.name,
    })
    .from(members)
    .leftJoin(stores, and(eq(stores.merchantId, members.merchantId), eq(stores.id, members.homeStoreId)))
    .where(and(visible(scope), eq(members.id, memberId)));
  if (!row) return null;
  const [held, groups] = await Promise.all([labelsOf(scope, [memberId]), groupsOf(scope, memberId)]);
  const shown = { phone: shownPhone(scope, row.phone), email: shownEmail(scope, row.email) };
  return { ...row, ...shown, ...held, groups };
}

export type MemberDetail = NonNullable<Awaited<ReturnType<typeof getMember>>>;

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
  const good = cursor && isInstantText(cursor.value) ? cursor : null;
  const won = db()
    .select({ count: count() })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, participations.merchantId),
        // The winner's vouchers have an index; what issued one has none.
        or(
          eq(vouchers.memberId, participations.memberId),
          // Given to a friend since.
          eq(vouchers.issuedTo, participations.memberId),
        ),
        eq(vouchers.sourceId, participations.id),
      ),
    );
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
