import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { countWhere, maskEmail } from "@/lib/members/queries/brief";
import { listMembers, matching } from "@/lib/members/queries/list";
import type { MemberExport } from "@/lib/members/schema/each";
import type { MemberFilter } from "@/lib/members/schema/filter";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { maskPhone } from "@/lib/platform/phone";

/**
 * A page of members for a file, in the list's order: `size` at a time, with how many there are (null where counting
 * stopped). Phones and e-mail addresses are whole only for those who may have them in files.
 */
export async function memberFilePage(
  scope: Scope,
  query: MemberFilter & Partial<Pick<MemberExport, "sort" | "descending">>,
  { cursor, size }: { readonly cursor: string | null; readonly size: number },
) {
  const whole = can(scope.role, "member.unmask");
  const page = await listMembers(scope, { ...query, cursor, size, withSpent: true });
  const ids = page.rows.map((row) => row.id);
  const more = new Map((await moreOf(scope, ids)).map((row) => [row.id, row]));
  return {
    rows: page.rows.flatMap(({ tags, ...row }) => {
      const own = more.get(row.id);
      return own
        ? [
            {
              ...{ ...row, ...own, tags: tags.map((tag) => tag.name) },
              phone: whole ? own.phone : maskPhone(own.phone),
              email: whole ? own.email : maskEmail(own.email),
            },
          ]
        : [];
    }),
    total: page.total.capped ? null : page.total.count,
    nextCursor: page.nextCursor,
  };
}

/** What a file tells of members that the list does not. */
async function moreOf(scope: Scope, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return await db()
    .select({
      id: members.id,
      phone: members.phone,
      nickname: members.nickname,
      email: members.email,
      birthday: members.birthday,
      externalId: members.externalId,
      firstPaidAt: members.firstPaidAt,
    })
    .from(members)
    .where(and(eq(members.merchantId, scope.merchantId), inArray(members.id, [...ids])));
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
