import {
  and,
  asc,
  count,
  countDistinct,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { db } from "@/db/client";
import { activities, activityViews, participations } from "@/db/schema/activities";
import { coupons } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { merchants, staffStores, stores } from "@/db/schema/merchants";
import { voucherEvents, vouchers } from "@/db/schema/vouchers";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { type IdPrefix, newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

const COUNT_CAP = 10_000;
/** A figure above this is shown as "100,000+". */
export const FIGURE_CAP = 100_000;
/** How far the clocks of our processes may differ from the database's. */
const SKEW_MS = 3_600_000;

/** The stores a reader may see: all of the merchant, or their own. The store view does not narrow it. */
function reachable(scope: Scope): SQL | undefined {
  return and(
    eq(stores.merchantId, scope.merchantId),
    scope.storeIds === "all" ? undefined : inArray(stores.id, [...scope.storeIds]),
  );
}

/** The stores of the frame's view switch, by name: those in business that this person may look into. */
export async function listFrameStores(scope: Scope) {
  return await db()
    .select({ id: stores.id, name: stores.name, currency: stores.currency, timeZone: stores.timeZone })
    .from(stores)
    .where(and(reachable(scope), isNull(stores.archivedAt)))
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(500);
}

/** The currencies the merchant's open stores use, its own first: what prices and coupons may be written in. */
export async function listCurrencies(scope: Scope): Promise<string[]> {
  const [merchant] = await db()
    .select({ currency: merchants.currency })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  const rows = await db()
    .selectDistinct({ currency: stores.currency })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), isNull(stores.archivedAt)))
    .orderBy(asc(stores.currency));
  return [...new Set([merchant?.currency ?? "", ...rows.map((row) => row.currency)])].filter(Boolean);
}

/** The organisation as its settings page (C-120) and the API show it. */
export async function getMerchant(scope: Scope) {
  const [row] = await db()
    .select({
      id: merchants.id,
      name: merchants.name,
      slug: merchants.slug,
      currency: merchants.currency,
      timeZone: merchants.timeZone,
      locale: merchants.locale,
      maxVouchersPerOrder: merchants.maxVouchersPerOrder,
      refundBasis: merchants.refundBasis,
      requireTwoFactor: merchants.requireTwoFactor,
      revision: merchants.revision,
      setupDismissedAt: merchants.setupDismissedAt,
    })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error("a scope without its merchant");
  return row;
}

const contains = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

const storeColumns = {
  id: stores.id,
  name: stores.name,
  address: stores.address,
  city: stores.city,
  code: stores.code,
  hours: stores.hours,
  currency: stores.currency,
  timeZone: stores.timeZone,
  regions: stores.regions,
  archivedAt: stores.archivedAt,
  createdAt: stores.createdAt,
  revision: stores.revision,
};

export type StoreListQuery = {
  readonly q?: string;
  readonly status?: readonly ("open" | "archived")[];
  readonly currencies?: readonly string[];
  readonly sort?: "name" | "created";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The store list (C-72): open ones unless archived ones are asked for, searched by name and address. */
export async function listStores(scope: Scope, query: StoreListQuery = {}) {
  const { q = "", status = ["open"], currencies = [], sort = "name", descending = false, size = 25 } = query;
  const open = status.includes("open");
  const archived = status.includes("archived");
  const where = and(
    reachable(scope),
    open === archived ? undefined : open ? isNull(stores.archivedAt) : isNotNull(stores.archivedAt),
    currencies.length > 0 ? inArray(stores.currency, [...currencies]) : undefined,
    q
      ? or(
          ilike(stores.name, contains(q)),
          ilike(stores.address, contains(q)),
          ilike(stores.city, contains(q)),
          eq(stores.code, q.toUpperCase()),
        )
      : undefined,
  );
  const key = sort === "name" ? stores.name : stores.createdAt;
  const cursor = decodeCursor(query.cursor);
  const good = cursor && (sort === "name" || isInstantText(cursor.value));
  const edge = sort === "name" ? sql`${cursor?.value}` : sql`${cursor?.value}::timestamptz`;
  const after = good
    ? sql`(${key}, ${stores.id}) ${sql.raw(descending ? "<" : ">")} (${edge}, ${cursor.id})`
    : undefined;
  const order = descending ? desc : asc;
  const staffed = db()
    .select({ count: count() })
    .from(staffStores)
    .where(and(eq(staffStores.merchantId, stores.merchantId), eq(staffStores.storeId, stores.id)));
  const [found, [total]] = await Promise.all([
    db()
      .select({ ...storeColumns, staff: sql<number>`(${staffed})`.mapWith(Number) })
      .from(stores)
      .where(and(where, after))
      .orderBy(order(key), order(stores.id))
      .limit(size + 1),
    db()
      .select({ count: count() })
      .from(db().select({ id: stores.id }).from(stores).where(where).limit(COUNT_CAP).as("some")),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  const value = last && (sort === "name" ? last.name : last.createdAt.toISOString());
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last && value !== undefined ? encodeCursor({ value, id: last.id }) : null,
  };
}
export type StoreRow = Awaited<ReturnType<typeof listStores>>["rows"][number];

/** One store, or null when the merchant has none such or it is out of this reader's reach. */
export async function getStore(scope: Scope, storeId: string) {
  const [row] = await db()
    .select(storeColumns)
    .from(stores)
    .where(and(reachable(scope), eq(stores.id, storeId)));
  return row ?? null;
}
export type StoreDetail = NonNullable<Awaited<ReturnType<typeof getStore>>>;

/** Which steps of the setup are done, told from what is there, and whether somebody put the list away. */
export async function setupProgress(scope: Scope) {
  const of = scope.merchantId;
  const there = (query: SQL) => sql<boolean>`exists (${query})`;
  const [row] = await db()
    .select({
      store: there(
        sql`select 1 from ${stores} where ${stores.merchantId} = ${of} and ${stores.archivedAt} is null`,
      ),
      coupon: there(sql`select 1 from ${coupons} where ${coupons.merchantId} = ${of}`),
      published: there(
        sql`select 1 from ${coupons} where ${coupons.merchantId} = ${of} and ${coupons.publishedAt} is not null`,
      ),
      activity: there(
        sql`select 1 from ${activities} where ${activities.merchantId} = ${of} and ${activities.publishedAt} is not null`,
      ),
      shared: there(sql`select 1 from ${activityViews} where ${activityViews.merchantId} = ${of}`),
      dismissedAt: merchants.setupDismissedAt,
    })
    .from(merchants)
    .where(eq(merchants.id, of));
  if (!row) throw new Error("a scope without its merchant");
  return row;
}
export type SetupProgress = Awaited<ReturnType<typeof setupProgress>>;

/** Coupons of an issue, or prizes of an activity, that are good in the store in view; all in the group view. */
function goodHere(scope: Scope, couponId: SQL): SQL | undefined {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (storeIds === "all") return undefined;
  const rows = sql`select 1 from coupon_store cs where cs.merchant_id = ${scope.merchantId} and cs.coupon_id = ${couponId}`;
  const list = sql.join(
    storeIds.map((id) => sql`${id}`),
    sql`, `,
  );
  const here = storeIds.length > 0 ? sql`or exists (${rows} and cs.store_id in (${list}))` : sql``;
  return sql`(not exists (${rows}) ${here})`;
}

/** The smallest id that can have been made at `since`: ids begin with their time, so the key finds a period. */
const idSince = (prefix: IdPrefix, since: Instant) =>
  newId(prefix, since.getTime() - SKEW_MS).slice(0, prefix.length + 11);

/** What happened since `since`, each counted to 100,000 rows: the figures of Home. */
export async function homeFigures(scope: Scope, since: Instant) {
  const inVouchers = and(
    eq(vouchers.merchantId, scope.merchantId),
    goodHere(scope, sql`${vouchers.couponId}`),
  );
  const claimed = db()
    .select({ id: vouchers.id })
    .from(vouchers)
    .where(and(inVouchers, gte(vouchers.id, idSince("vch", since)), gte(vouchers.issuedAt, since)))
    .limit(FIGURE_CAP + 1)
    .as("claimed");
  const used = db()
    .select({ id: voucherEvents.id })
    .from(voucherEvents)
    .innerJoin(
      vouchers,
      and(eq(vouchers.merchantId, voucherEvents.merchantId), eq(vouchers.id, voucherEvents.voucherId)),
    )
    .where(
      and(
        inVouchers,
        eq(voucherEvents.merchantId, scope.merchantId),
        gte(voucherEvents.id, idSince("vev", since)),
        gte(voucherEvents.at, since),
        eq(voucherEvents.kind, "redeemed"),
      ),
    )
    .limit(FIGURE_CAP + 1)
    .as("used");
  const [[issued], [redeemed], people, joined] = await Promise.all([
    db().select({ count: count() }).from(claimed),
    db().select({ count: count() }).from(used),
    participantsSince(scope, since),
    joinedSince(scope, since),
  ]);
  return { claimed: issued?.count ?? 0, used: redeemed?.count ?? 0, participants: people, joined };
}

async function participantsSince(scope: Scope, since: Instant): Promise<number> {
  const prizeHere = goodHere(scope, sql`p.coupon_id`);
  const some = db()
    .select({ memberId: participations.memberId })
    .from(participations)
    .where(
      and(
        eq(participations.merchantId, scope.merchantId),
        gte(participations.id, idSince("prt", since)),
        gte(participations.at, since),
        prizeHere &&
          sql`exists (select 1 from prize p where p.merchant_id = ${participations.merchantId}
            and p.pool_id = ${participations.poolId} and ${prizeHere})`,
      ),
    )
    .limit(FIGURE_CAP + 1)
    .as("some");
  const [row] = await db()
    .select({ count: countDistinct(some.memberId) })
    .from(some);
  return row?.count ?? 0;
}

async function joinedSince(scope: Scope, since: Instant): Promise<number> {
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  const some = db()
    .select({ id: members.id })
    .from(members)
    .where(
      and(
        eq(members.merchantId, scope.merchantId),
        storeIds === "all" ? undefined : inArray(members.homeStoreId, [...storeIds]),
        gte(members.registeredAt, since),
      ),
    )
    .limit(FIGURE_CAP + 1)
    .as("some");
  const [row] = await db().select({ count: count() }).from(some);
  return row?.count ?? 0;
}
