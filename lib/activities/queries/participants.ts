import { and, desc, eq, inArray, notExists, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { activities, activityQuotas, participations } from "@/db/schema/activities";
import { members } from "@/db/schema/members";
import { COUNT_CAP, countUpTo, one, storesOf, visibleActivities } from "@/lib/activities/queries/reach";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { shownPhone } from "@/lib/members/queries/brief";
import type { Scope } from "@/lib/platform/auth/scope";

export type ParticipantQuery = {
  /** A phone, name or nickname, matched whole. */
  readonly q?: string;
  /** `q` in E.164 when it is a phone. */
  readonly phone?: string | null;
  readonly cursor?: string | null;
  readonly size?: number;
};

const later = alias(participations, "later");

/**
 * Who took part (C-44), last winner first: each member once, by their latest success, phones masked as everywhere
 * (S-38). In a store view, its members.
 */
export async function listParticipants(scope: Scope, activityId: string, query: ParticipantQuery = {}) {
  const { q = "", phone = null, size = 25 } = query;
  const stores = storesOf(scope);
  const wanted = q.toLowerCase();
  const sameMember = and(
    eq(later.merchantId, participations.merchantId),
    eq(later.memberId, participations.memberId),
    eq(later.activityId, participations.activityId),
  );
  const newer = sql`(${later.at}, ${later.id}) > (${participations.at}, ${participations.id})`;
  const where = and(
    visibleActivities(scope),
    eq(participations.activityId, activityId),
    notExists(db().select(one).from(later).where(and(sameMember, newer))),
    stores ? inArray(members.homeStoreId, [...stores]) : undefined,
    q
      ? or(
          eq(members.phone, phone ?? q),
          eq(sql`lower(${members.name})`, wanted),
          eq(sql`lower(${members.nickname})`, wanted),
        )
      : undefined,
  );
  const after = decodeCursor(query.cursor);
  const beyond =
    after && isInstantText(after.value)
      ? sql`(${participations.at}, ${participations.id}) < (${after.value}::timestamptz, ${after.id})`
      : undefined;
  const [found, total] = await Promise.all([
    participantRows(and(where, beyond))
      .orderBy(desc(participations.at), desc(participations.id))
      .limit(size + 1),
    countUpTo(participantRows(where).limit(COUNT_CAP + 1)),
  ]);
  const rows = found.slice(0, size).map((row) => ({
    ...row,
    phone: shownPhone(scope, row.phone),
    times: row.times ?? 1,
  }));
  const last = found.length > size ? rows.at(-1) : undefined;
  const nextCursor = last
    ? encodeCursor({ value: last.lastAt.toISOString(), id: last.participationId })
    : null;
  return { rows, total, nextCursor };
}

function participantRows(where: SQL | undefined) {
  return db()
    .select({
      participationId: participations.id,
      memberId: members.id,
      name: members.name,
      nickname: members.nickname,
      phone: members.phone,
      times: activityQuotas.participations,
      lastAt: participations.at,
    })
    .from(participations)
    .innerJoin(
      activities,
      and(eq(activities.merchantId, participations.merchantId), eq(activities.id, participations.activityId)),
    )
    .innerJoin(
      members,
      and(eq(members.merchantId, participations.merchantId), eq(members.id, participations.memberId)),
    )
    .leftJoin(
      activityQuotas,
      and(
        eq(activityQuotas.merchantId, participations.merchantId),
        eq(activityQuotas.memberId, participations.memberId),
        eq(activityQuotas.activityId, participations.activityId),
      ),
    )
    .where(where);
}
