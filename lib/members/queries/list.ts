import { and, asc, desc, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { memberSpent } from "@/db/schema/accounts";
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
import { isSpentBy, latestPayment, seesAll, spentFilter, spentOf } from "@/lib/members/queries/spent";
import type { MemberFilter } from "@/lib/members/schema/filter";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen, during, having } from "@/lib/platform/list-conditions";
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

export type MemberSort = "joined" | "name" | "spent" | "lastOrder";
export type MemberListQuery = MemberFilter & {
  /** What was spent and the latest order are those at all stores: not to be asked for by who sees only some. */
  readonly sort?: MemberSort;
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
  /** Whether to tell what each one spent and when they last ordered, too. */
  readonly withSpent?: boolean;
};

/** The members of the merchant within this reader's reach that the filter leaves. */
export const matching = async (scope: Scope, filter: MemberFilter): Promise<SQL | undefined> => {
  const { q = "", blocked, joinedDays, without = {} } = filter;
  // Groups by rule are read first: what they ask is known only then.
  const [inThese, inThose] = await Promise.all(
    [filter.groupIds, without.groupIds].map((ids) => (ids?.length ? inGroups(scope, ids) : undefined)),
  );
  const bornIn = (months: readonly number[]) =>
    inArray(sql`extract(month from ${members.birthday})`, [...months]);
  return and(
    visible(scope),
    q ? await called(scope, q) : undefined,
    filter.memberIds ? inArray(members.id, filter.memberIds) : undefined,
    having(hasTag, filter.tagIds, without.tagIds),
    having((tierIds) => hasTier({ tierIds }), filter.tierIds, without.tierIds),
    having((planIds) => hasTier({ planIds }), filter.planIds, without.planIds),
    inThese,
    inThose ? sql`(${inThose}) is not true` : undefined,
    chosen(joinedAt, filter.storeIds, without.storeIds),
    having(holdsCoupon, filter.couponIds, without.couponIds),
    chosen(bornIn, filter.birthMonths, without.birthMonths),
    blocked === undefined ? undefined : blocked ? isNotNull(members.blockedAt) : isNull(members.blockedAt),
    joinedDays
      ? sql`${members.registeredAt} > now() - make_interval(hours => ${joinedDays * 24})`
      : undefined,
    during(members.registeredAt, filter.joined),
    spentFilter(scope, filter),
  );
};

/** The member list (C-60), with each one's tiers, tags and coupons to use; what they spent if it is asked for. Those without a name, or without an order, come last by it. */
export async function listMembers(scope: Scope, query: MemberListQuery = {}) {
  logWholePhones(scope, "members/listMembers");
  const { descending = true, size = 25, withSpent = false } = query;
  const sort = sortOf(scope, query);
  const where = await matching(scope, query);
  const parts = partsOf(sorts[sort], descending, query.cursor);
  const [found, total] = await Promise.all([
    readParts(scope, { where, sort, parts }, size + 1),
    countWhere(where),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const ids = page.map((row) => row.id);
  const [held, counts, spent] = await Promise.all([
    labelsOf(scope, ids),
    availableOf(scope, ids),
    spentOf(scope, withSpent ? ids : []),
  ]);
  return {
    rows: page.map(({ sortKey: _, ...row }) => ({
      ...row,
      phone: shownPhone(scope, row.phone),
      tiers: held.tiers.filter((tier) => tier.memberId === row.id),
      tags: held.tags.filter((tag) => tag.memberId === row.id),
      coupons: counts.get(row.id) ?? 0,
      spent: spent.get(row.id) ?? null,
    })),
    total,
    nextCursor: last
      ? encodeCursor({ value: last.sortKey === null ? "null" : `=${last.sortKey}`, id: last.id })
      : null,
  };
}

// What was spent elsewhere is not told by an order either; and who never ordered is equal by what orders tell.
function sortOf(scope: Scope, { sort = "joined", hasOrdered }: MemberListQuery): MemberSort {
  const byOrders = sort === "spent" || sort === "lastOrder";
  return byOrders && (hasOrdered === false || !seesAll(scope)) ? "joined" : sort;
}

export type MemberRow = Awaited<ReturnType<typeof listMembers>>["rows"][number];

/** What a list goes by, so that one index holds it: null for some comes last either way. */
type Order = {
  readonly key: SQL;
  readonly id: SQL;
  /** A cursor's value as the key's type, or null where somebody made it up. */
  readonly read: (value: string) => SQL | null;
};
const byId = sql`${members.id}`;
const instant = (value: string) => (isInstantText(value) ? sql`${value}::timestamptz` : null);

const sorts: Readonly<Record<MemberSort, Order>> = {
  joined: { key: sql`${members.registeredAt}`, id: byId, read: instant },
  name: { key: sql`lower(${members.name})`, id: byId, read: (value) => sql`${value}` },
  lastOrder: { key: sql`${latestPayment}`, id: byId, read: instant },
  spent: {
    key: sql`${memberSpent.spentMinor}`,
    id: sql`${memberSpent.memberId}`,
    read: (value) => (/^\d{1,15}$/.test(value) ? sql`${value}::bigint` : null),
  },
};

/** A stretch of the list that one index holds in this order. */
type Part = { readonly within: SQL; readonly order: readonly SQL[] };

/** Those who have what the list goes by, then those who have it not: an index that holds both can be read backwards, nulls and all. */
function partsOf({ key, id, read }: Order, descending: boolean, word: string | null | undefined): Part[] {
  const cursor = decodeCursor(word);
  const direction = descending ? desc : asc;
  const sign = sql.raw(descending ? "<" : ">");
  const rest = { within: sql`${key} is null`, order: [direction(byId)] };
  if (cursor?.value === "null")
    return [{ ...rest, within: sql`${rest.within} and ${byId} ${sign} ${cursor.id}` }];
  const value = cursor?.value.startsWith("=") ? read(cursor.value.slice(1)) : null;
  // Said beside the comparison: a join that may find nothing is not known to have found something by it.
  const has = sql`${key} is not null`;
  const within = cursor && value ? sql`${has} and (${key}, ${id}) ${sign} (${value}, ${cursor.id})` : has;
  return [{ within, order: [direction(key), direction(id)] }, rest];
}

type Reading = {
  readonly where: SQL | undefined;
  readonly sort: MemberSort;
  readonly parts: readonly Part[];
};

/** The first `count` rows of these parts, one after another; a part is read only when those before it ran out. */
async function readParts(scope: Scope, { where, sort, parts }: Reading, count: number) {
  const read = ({ within, order }: Part, most: number) => {
    const rows = db()
      .select({
        ...briefColumns,
        sortKey: sql<string | null>`${sorts[sort].key}::text`,
        registeredAt: members.registeredAt,
        blockedAt: members.blockedAt,
        store: stores.name,
      })
      .from(members)
      .leftJoin(stores, and(eq(stores.merchantId, members.merchantId), eq(stores.id, members.homeStoreId)))
      .where(and(where, within))
      .orderBy(...order)
      .limit(most)
      .$dynamic();
    return sort === "spent" ? rows.leftJoin(memberSpent, isSpentBy(scope)) : rows;
  };
  const rows: Awaited<ReturnType<typeof read>> = [];
  for (const part of parts) {
    if (rows.length < count) rows.push(...(await read(part, count - rows.length)));
  }
  return rows;
}
