import { and, asc, count, desc, eq, ilike, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { activityPages } from "@/db/schema/activity-pages";
import { couponStock, coupons } from "@/db/schema/coupons";
import { merchants, staffRoles, staffStores, stores } from "@/db/schema/merchants";
import { staffInvites } from "@/db/schema/staff";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import { MOST_LISTED } from "@/lib/kernel/listed";
import type { Scope } from "@/lib/platform/auth/scope";

const COUNT_CAP = 10_000;

/** The stores a reader may see: all of the merchant, or their own. The store view does not narrow it. */
function reachable(scope: Scope): SQL | undefined {
  return and(
    eq(stores.merchantId, scope.merchantId),
    scope.storeIds === "all" ? undefined : inArray(stores.id, [...scope.storeIds]),
  );
}

/** The stores of the frame's view switch, by name: those in business that this person may look into, the first thousand. */
export async function listFrameStores(scope: Scope) {
  return await db()
    .select({ id: stores.id, name: stores.name, currency: stores.currency, timeZone: stores.timeZone })
    .from(stores)
    .where(and(reachable(scope), isNull(stores.archivedAt)))
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(MOST_LISTED);
}

/** A store that somebody is in the view of, by its key, however many there are; null = not theirs to see. */
export async function frameStore(scope: Scope, storeId: string) {
  const { id, name, currency, timeZone } = stores;
  const [row] = await db()
    .select({ id, name, currency, timeZone })
    .from(stores)
    .where(and(reachable(scope), eq(stores.id, storeId)));
  return row ?? null;
}

/** As `listFrameStores`, with the parts of each store's floor: where something is sold or redeemed. In a store view that store alone. */
export async function listFloorStores(scope: Scope) {
  const { id, name, currency, timeZone, regions } = stores;
  return await db()
    .select({ id, name, currency, timeZone, regions })
    .from(stores)
    .where(
      and(
        reachable(scope),
        isNull(stores.archivedAt),
        scope.storeId === null ? undefined : eq(stores.id, scope.storeId),
      ),
    )
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(MOST_LISTED);
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
      otherLanguages: merchants.otherLanguages,
      logo: merchants.logo,
      maxVouchersPerOrder: merchants.maxVouchersPerOrder,
      refundBasis: merchants.refundBasis,
      requireTwoFactor: merchants.requireTwoFactor,
      redirectHosts: merchants.redirectHosts,
      revision: merchants.revision,
      setupDismissedAt: merchants.setupDismissedAt,
    })
    .from(merchants)
    .where(eq(merchants.id, scope.merchantId));
  if (!row) throw new Error("a scope without its merchant");
  return row;
}

/** Where the merchant lets its members be sent (S-26): to its own pages, and to these hosts of other sites. */
export async function findLeadsTo(scope: Scope) {
  const [row] = await db()
    .select({ slug: merchants.slug, hosts: merchants.redirectHosts })
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
  deliveryMinor: stores.deliveryMinor,
  archivedAt: stores.archivedAt,
  createdAt: stores.createdAt,
  revision: stores.revision,
};

export type StoreListQuery = {
  readonly q?: string;
  readonly status?: readonly ("open" | "archived")[];
  readonly currencies?: readonly string[];
  /** Only these. */
  readonly ids?: readonly string[];
  readonly sort?: "name" | "created";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
};

/** The store list (C-72): open ones unless archived ones are asked for, searched by name and address. */
export async function listStores(scope: Scope, query: StoreListQuery = {}) {
  const {
    q = "",
    status = ["open"],
    currencies = [],
    ids,
    sort = "name",
    descending = false,
    size = 25,
  } = query;
  const open = status.includes("open");
  const archived = status.includes("archived");
  const where = and(
    reachable(scope),
    open === archived ? undefined : open ? isNull(stores.archivedAt) : isNotNull(stores.archivedAt),
    currencies.length > 0 ? inArray(stores.currency, [...currencies]) : undefined,
    ids ? inArray(stores.id, [...ids]) : undefined,
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

/**
 * Which steps of the setup are done, told from what is there, and whether somebody put the list away. A coupon counts once
 * it is published, a page once one was published, a link once somebody opened it, a test once any coupon was used.
 */
export async function setupProgress(scope: Scope) {
  const of = scope.merchantId;
  const there = (query: SQL) => sql<boolean>`exists (${query})`;
  const [row] = await db()
    .select({
      brand: sql<boolean>`${merchants.brandColour} is not null or ${merchants.logo} is not null`,
      store: there(
        sql`select 1 from ${stores} where ${stores.merchantId} = ${of} and ${stores.archivedAt} is null`,
      ),
      staff: sql<boolean>`(select count(*) > 1 from (select 1 from ${staffRoles} where ${staffRoles.merchantId} = ${of} limit 2) two)
        or ${there(sql`select 1 from ${staffInvites} where ${staffInvites.merchantId} = ${of}`)}`,
      coupon: there(
        sql`select 1 from ${coupons} where ${coupons.merchantId} = ${of} and ${coupons.publishedAt} is not null`,
      ),
      activity: there(
        sql`select 1 from ${activities} where ${activities.merchantId} = ${of} and ${activities.publishedAt} is not null`,
      ),
      page: there(
        sql`select 1 from ${activityPages} where ${activityPages.merchantId} = ${of} and ${activityPages.live} is not null`,
      ),
      // Staff look at the page, too: only what leads there, or somebody who took part, tells that it is shared.
      shared: sql<boolean>`${there(sql`select 1 from link where merchant_id = ${of}`)}
        or ${there(sql`select 1 from participation where merchant_id = ${of}`)}`,
      /** The one that its page and its link are made for: online before drafts, the newest first. */
      activityId: sql<string | null>`(select ${activities.id} from ${activities}
        where ${activities.merchantId} = ${of} and ${activities.archivedAt} is null
        order by ${activities.publishedAt} is null, ${activities.createdAt} desc limit 1)`,
      redeemed: there(
        sql`select 1 from ${couponStock} where ${couponStock.merchantId} = ${of} and ${couponStock.used} > 0`,
      ),
      dismissedAt: merchants.setupDismissedAt,
    })
    .from(merchants)
    .where(eq(merchants.id, of));
  if (!row) throw new Error("a scope without its merchant");
  return row;
}
export type SetupProgress = Awaited<ReturnType<typeof setupProgress>>;
