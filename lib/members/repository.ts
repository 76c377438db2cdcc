import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader, Tx } from "@/db/client";
import { type Question, together } from "@/db/read-together";
import {
  cardPlans,
  memberGroups,
  memberSessions,
  members,
  otpChallenges,
  tags,
  tiers,
} from "@/db/schema/members";
import { newId } from "@/lib/kernel/id";
import type { Instant, LocalDate } from "@/lib/kernel/time";
import { builtInGroups } from "@/lib/members/rules";
import { groupRuleSchema } from "@/lib/members/schema";
import type { Audience } from "@/lib/members/schema/audience";
import type { Scope } from "@/lib/platform/auth/scope";

/** Everything the rules ask of a member, as it comes in JSON. */
export type MemberRow = {
  readonly id: string;
  readonly phone: string;
  readonly registeredAt: string;
  readonly firstPaidAt: string | null;
  readonly lastPaidAt: string | null;
  readonly birthday: LocalDate | null;
  readonly blockedAt: string | null;
  readonly homeStoreId: string | null;
  readonly timeZone: string;
  readonly planIds: readonly string[];
  readonly tierIds: readonly string[];
  readonly tagIds: readonly string[];
  readonly pickedGroupIds: readonly string[];
};

const held = (table: "member_tier" | "member_tag" | "member_group_member", column: string) =>
  `array(select h.${column} from ${table} h where h.merchant_id = m.merchant_id and h.member_id = m.id)`;
const memberJson = sql.raw(`json_build_object('id', m.id, 'phone', m.phone, 'registeredAt', m.registered_at,
  'firstPaidAt', m.first_paid_at, 'lastPaidAt', m.last_paid_at, 'birthday', m.birthday, 'blockedAt', m.blocked_at,
  'homeStoreId', m.home_store_id, 'timeZone', o.time_zone, 'planIds', ${held("member_tier", "plan_id")},
  'tierIds', ${held("member_tier", "tier_id")}, 'tagIds', ${held("member_tag", "tag_id")},
  'pickedGroupIds', ${held("member_group_member", "group_id")})`);

type AskedMembers = { readonly merchantId: string; readonly memberIds: readonly string[] };

/** Everything the rules ask of members; those the merchant does not have, or erased, are left out. */
export const membersQuestion: Question<MemberRow[], AskedMembers> = sql`
  select coalesce(json_agg(${memberJson}), '[]') from member m join merchant o on o.id = m.merchant_id
  where m.merchant_id = ${sql.placeholder("merchantId")} and m.id = any(${sql.placeholder("memberIds")}::text[])
    and m.erased_at is null`;
const readMembers = together({ members: membersQuestion });

/** A member as `membersQuestion` tells them. */
export function memberOf({ registeredAt, firstPaidAt, lastPaidAt, blockedAt, ...row }: MemberRow) {
  const instant = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...row,
    registeredAt: new Date(registeredAt),
    firstPaidAt: instant(firstPaidAt),
    lastPaidAt: instant(lastPaidAt),
    blockedAt: instant(blockedAt),
  };
}

export type LoadedMember = ReturnType<typeof memberOf>;

/** Everything the rules ask of these members, as `membersQuestion` tells it. One statement. */
export async function loadMemberRows(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
): Promise<readonly MemberRow[]> {
  if (memberIds.length === 0) return [];
  return (await readMembers(reader, { merchantId: scope.merchantId, memberIds })).members;
}

/** As `loadMemberRows`, with instants. */
export async function loadMembers(
  reader: Reader,
  scope: Scope,
  memberIds: readonly string[],
): Promise<LoadedMember[]> {
  return (await loadMemberRows(reader, scope, memberIds)).map(memberOf);
}

/** Everything the rules ask of one member, or null when the merchant has no such member. */
export async function loadMember(
  reader: Reader,
  scope: Scope,
  memberId: string,
): Promise<LoadedMember | null> {
  const [row] = await loadMembers(reader, scope, [memberId]);
  return row ?? null;
}

/** The merchant's rule groups, at most a few hundred, or those of them that `groupIds` names. */
export async function loadRuleGroups(reader: Reader, scope: Scope, groupIds?: readonly string[]) {
  const rows = await reader
    .select({ id: memberGroups.id, name: memberGroups.name, rule: memberGroups.rule })
    .from(memberGroups)
    .where(
      and(
        eq(memberGroups.merchantId, scope.merchantId),
        eq(memberGroups.kind, "rule"),
        groupIds ? among(memberGroups.id, groupIds) : undefined,
      ),
    )
    .limit(500);
  return rows.map((row) => ({ ...row, rule: groupRuleSchema.parse(row.rule) }));
}

/** The highest tier of each card plan of the merchant; plans are few. */
export async function loadTopTiers(reader: Reader, scope: Scope): Promise<string[]> {
  const rows = await reader
    .selectDistinctOn([tiers.planId], { id: tiers.id })
    .from(tiers)
    .where(eq(tiers.merchantId, scope.merchantId))
    .orderBy(tiers.planId, desc(tiers.rank));
  return rows.map((row) => row.id);
}

/** Ends the live one-time code of a phone and keeps the new one: at most one is good at a time. */
export async function replaceChallenge(
  tx: Tx,
  scope: Scope,
  challenge: {
    readonly id: string;
    readonly phone: string;
    readonly codeHash: string;
    readonly expiresAt: Instant;
  },
  now: Instant,
): Promise<void> {
  const live = and(
    eq(otpChallenges.merchantId, scope.merchantId),
    eq(otpChallenges.phone, challenge.phone),
    isNull(otpChallenges.endedAt),
  );
  await tx.update(otpChallenges).set({ endedAt: now }).where(live);
  await tx.insert(otpChallenges).values({ merchantId: scope.merchantId, ...challenge });
}

/** The phone a challenge is for, without locking it; null = the merchant has no such challenge. */
export async function phoneOfChallenge(reader: Reader, scope: Scope, id: string): Promise<string | null> {
  const [row] = await reader
    .select({ phone: otpChallenges.phone })
    .from(otpChallenges)
    .where(and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.id, id)));
  return row?.phone ?? null;
}

/** A challenge, locked until the transaction ends, so that tries are looked at one after another. */
export async function lockChallenge(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({
      phone: otpChallenges.phone,
      codeHash: otpChallenges.codeHash,
      tries: otpChallenges.tries,
      expiresAt: otpChallenges.expiresAt,
      endedAt: otpChallenges.endedAt,
    })
    .from(otpChallenges)
    .where(and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.id, id)))
    .for("update");
  return row ?? null;
}

/** Writes down what a try did to a locked challenge: how many were wrong by now, and whether it is over. */
export async function updateChallenge(
  tx: Tx,
  scope: Scope,
  id: string,
  change: { readonly tries: number; readonly endedAt: Instant | null },
): Promise<void> {
  await tx
    .update(otpChallenges)
    .set(change)
    .where(and(eq(otpChallenges.merchantId, scope.merchantId), eq(otpChallenges.id, id)));
}

/** The member with this phone (E.164), made when there is none: one phone is one member, by the unique key. */
export async function findOrInsertMember(
  tx: Tx,
  scope: Scope,
  phone: string,
): Promise<{ id: string; isRegistered: boolean }> {
  const [made] = await tx
    .insert(members)
    .values({ merchantId: scope.merchantId, id: newId("mbr"), phone })
    .onConflictDoNothing({ target: [members.merchantId, members.phone] })
    .returning({ id: members.id });
  if (made) return { id: made.id, isRegistered: true };
  const [found] = await tx
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), eq(members.phone, phone)));
  if (!found) throw new Error("a member was neither made nor found");
  return { id: found.id, isRegistered: false };
}

/** Keeps a new sign-in of one browser. */
export async function insertMemberSession(
  tx: Tx,
  scope: Scope,
  session: {
    readonly id: string;
    readonly memberId: string;
    readonly userAgent: string;
    readonly expiresAt: Instant;
  },
): Promise<void> {
  await tx.insert(memberSessions).values({ merchantId: scope.merchantId, ...session });
}

/** Ends one sign-in, or all of the member's where `sessionId` is null; tells how many were still good. */
export async function endMemberSessions(
  tx: Tx,
  scope: Scope,
  memberId: string,
  sessionId: string | null,
  now: Instant,
): Promise<number> {
  const ended = await tx
    .update(memberSessions)
    .set({ endedAt: now })
    .where(
      and(
        eq(memberSessions.merchantId, scope.merchantId),
        eq(memberSessions.memberId, memberId),
        isNull(memberSessions.endedAt),
        sessionId === null ? undefined : eq(memberSessions.id, sessionId),
      ),
    )
    .returning({ id: memberSessions.id });
  return ended.length;
}

/**
 * The first plan, tier, group, tag or member an audience names that is not this merchant's; null = all are. In a
 * transaction what was found stays until its end: a deletion waits for it, and then sees that it is used.
 */
export async function unknownInAudience(
  reader: Reader,
  scope: Scope,
  named: Omit<Extract<Audience, { type: "match" }>, "type">,
): Promise<string | null> {
  const builtIn: readonly string[] = builtInGroups.map((group) => group.id);
  const lists = [
    [cardPlans, named.planIds],
    [tiers, named.tierIds],
    [memberGroups, named.groupIds.filter((id) => !builtIn.includes(id))],
    [tags, named.tagIds],
    [members, named.memberIds],
  ] as const;
  for (const [table, ids] of lists) {
    if (ids.length === 0) continue;
    const rows = await reader
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.merchantId, scope.merchantId), inArray(table.id, [...ids])))
      .orderBy(table.id)
      .for("key share");
    const found = new Set(rows.map((row) => row.id));
    const unknown = ids.find((id) => !found.has(id));
    if (unknown) return unknown;
  }
  return null;
}
