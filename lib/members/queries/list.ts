import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import {
  availableOf,
  briefColumns,
  countWhere,
  labelsOf,
  logWholePhones,
  shownPhone,
  spentOf,
} from "@/lib/members/queries/brief";
import {
  asPhone,
  called,
  hasTag,
  hasTier,
  holdsCoupon,
  inGroups,
  joinedAt,
  visible,
} from "@/lib/members/queries/match";
import type { MemberFilter } from "@/lib/members/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { maskPhone } from "@/lib/platform/phone";

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

export type MemberListQuery = MemberFilter & {
  readonly sort?: "joined" | "name";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
  /** Whether to tell what each one spent and when they last ordered, too. */
  readonly withSpent?: boolean;
};

const some = <T>(list: readonly T[] | undefined, work: (list: readonly T[]) => SQL | undefined) =>
  list && list.length > 0 ? work(list) : undefined;

/** The members of the merchant within this reader's reach that the filter leaves. */
export const matching = async (scope: Scope, filter: MemberFilter): Promise<SQL | undefined> => {
  const { q = "", groupIds = [], blocked, joinedDays } = filter;
  return and(
    visible(scope),
    q ? await called(scope, q) : undefined,
    filter.memberIds ? inArray(members.id, filter.memberIds) : undefined,
    some(filter.tagIds, hasTag),
    some(filter.tierIds, (tierIds) => hasTier({ tierIds })),
    some(filter.planIds, (planIds) => hasTier({ planIds })),
    groupIds.length > 0 ? await inGroups(scope, groupIds) : undefined,
    some(filter.storeIds, joinedAt),
    some(filter.couponIds, holdsCoupon),
    some(filter.birthMonths, (months) => inArray(sql`extract(month from ${members.birthday})`, [...months])),
    blocked === undefined ? undefined : blocked ? isNotNull(members.blockedAt) : isNull(members.blockedAt),
    joinedDays
      ? sql`${members.registeredAt} > now() - make_interval(hours => ${joinedDays * 24})`
      : undefined,
  );
};

/** The member list (C-60), with each one's tiers, tags and coupons to use; what they spent if it is asked for. Those without a name come last by name. */
export async function listMembers(scope: Scope, query: MemberListQuery = {}) {
  logWholePhones(scope, "members/listMembers");
  const { sort = "joined", descending = true, size = 25, withSpent = false } = query;
  const where = await matching(scope, query);
  const parts = sort === "name" ? byName(descending, query.cursor) : byJoining(descending, query.cursor);
  const [found, total] = await Promise.all([readParts(where, parts, size + 1), countWhere(where)]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const value = sort === "name" ? `=${last?.sortName ?? ""}` : last?.registeredAt.toISOString();
  const ids = page.map((row) => row.id);
  const [held, counts, spent] = await Promise.all([
    labelsOf(scope, ids),
    availableOf(scope, ids),
    spentOf(scope, withSpent ? ids : []),
  ]);
  return {
    rows: page.map(({ sortName: _, ...row }) => ({
      ...row,
      phone: shownPhone(scope, row.phone),
      tiers: held.tiers.filter((tier) => tier.memberId === row.id),
      tags: held.tags.filter((tag) => tag.memberId === row.id),
      coupons: counts.get(row.id) ?? 0,
      spent: spent.get(row.id) ?? null,
    })),
    total,
    nextCursor:
      last && value
        ? encodeCursor({ value: last.name === null && sort === "name" ? "null" : value, id: last.id })
        : null,
  };
}

export type MemberRow = Awaited<ReturnType<typeof listMembers>>["rows"][number];

/** A stretch of the list that one index holds in this order. */
type Part = { readonly within: SQL | undefined; readonly order: readonly SQL[] };

/** The first `count` rows of these parts, one after another; a part is read only when those before it ran out. */
async function readParts(where: SQL | undefined, parts: readonly Part[], count: number) {
  const read = ({ within, order }: Part, most: number) =>
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
      .where(and(where, within))
      .orderBy(...order)
      .limit(most);
  const rows: Awaited<ReturnType<typeof read>> = [];
  for (const part of parts) {
    if (rows.length < count) rows.push(...(await read(part, count - rows.length)));
  }
  return rows;
}

function byJoining(descending: boolean, word: string | null | undefined): Part[] {
  const cursor = decodeCursor(word);
  const good = cursor && isInstantText(cursor.value) ? cursor : null;
  const direction = descending ? desc : asc;
  const sign = sql.raw(descending ? "<" : ">");
  const within = good
    ? sql`(${members.registeredAt}, ${members.id}) ${sign} (${good.value}::timestamptz, ${good.id})`
    : undefined;
  return [{ within, order: [direction(members.registeredAt), direction(members.id)] }];
}

/** Those with a name, either way, then those without: the index that holds both can be read backwards, nulls and all. */
function byName(descending: boolean, word: string | null | undefined): Part[] {
  const cursor = decodeCursor(word);
  const key = sql`lower(${members.name})`;
  const direction = descending ? desc : asc;
  const sign = sql.raw(descending ? "<" : ">");
  const order = [direction(key), direction(members.id)];
  if (cursor?.value === "null")
    return [{ within: sql`${key} is null and ${members.id} ${sign} ${cursor.id}`, order }];
  const named = cursor
    ? sql`(${key}, ${members.id}) ${sign} (${cursor.value.slice(1)}, ${cursor.id})`
    : sql`${key} is not null`;
  return [
    { within: named, order },
    { within: sql`${key} is null`, order },
  ];
}
