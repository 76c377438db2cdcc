import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { countWhere, labelsOf, maskEmail } from "@/lib/members/queries/brief";
import { matching } from "@/lib/members/queries/list";
import { spentOf } from "@/lib/members/queries/spent";
import type { MemberFilter } from "@/lib/members/schema";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { maskPhone } from "@/lib/platform/phone";

/**
 * A page of members for a file, newest first: `size` at a time, with how many there are on the first one (null where
 * counting stopped). Phones and e-mail addresses are whole only for those who may have them in files.
 */
export async function memberFilePage(
  scope: Scope,
  filter: MemberFilter,
  { cursor: word, size }: { readonly cursor: string | null; readonly size: number },
) {
  const whole = can(scope.role, "member.unmask");
  const where = await matching(scope, filter);
  const cursor = decodeCursor(word);
  const good = cursor && isInstantText(cursor.value) ? cursor : null;
  const [found, total] = await Promise.all([
    db()
      .select({
        id: members.id,
        phone: members.phone,
        name: members.name,
        nickname: members.nickname,
        email: members.email,
        birthday: members.birthday,
        externalId: members.externalId,
        registeredAt: members.registeredAt,
        firstPaidAt: members.firstPaidAt,
        blockedAt: members.blockedAt,
        store: stores.name,
      })
      .from(members)
      .leftJoin(stores, and(eq(stores.merchantId, members.merchantId), eq(stores.id, members.homeStoreId)))
      .where(
        and(
          where,
          good
            ? sql`(${members.registeredAt}, ${members.id}) < (${good.value}::timestamptz, ${good.id})`
            : undefined,
        ),
      )
      .orderBy(desc(members.registeredAt), desc(members.id))
      .limit(size + 1),
    good ? null : countWhere(where),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const ids = page.map((row) => row.id);
  const [held, spent] = await Promise.all([labelsOf(scope, ids), spentOf(scope, ids)]);
  return {
    rows: page.map((row) => ({
      ...row,
      phone: whole ? row.phone : maskPhone(row.phone),
      email: whole ? row.email : maskEmail(row.email),
      tiers: held.tiers.filter((tier) => tier.memberId === row.id),
      tags: held.tags.filter((tag) => tag.memberId === row.id).map((tag) => tag.name),
      spent: spent.get(row.id) ?? null,
    })),
    total: total === null || total.capped ? null : total.count,
    nextCursor: last ? encodeCursor({ value: last.registeredAt.toISOString(), id: last.id }) : null,
  };
}

export type MemberFileRow = Awaited<ReturnType<typeof memberFilePage>>["rows"][number];

/** The ids of at most `most` members that the filter leaves, after one of them, in the order of their ids. */
export async function matchingIds(
  scope: Scope,
  filter: MemberFilter,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<string[]> {
  const rows = await db()
    .select({ id: members.id })
    .from(members)
    .where(and(await matching(scope, filter), after ? gt(members.id, after) : undefined))
    .orderBy(asc(members.id))
    .limit(most);
  return rows.map((row) => row.id);
}

/** How many members the filter leaves, as far as lists count. */
export async function countMatching(scope: Scope, filter: MemberFilter) {
  return await countWhere(await matching(scope, filter));
}
