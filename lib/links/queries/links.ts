import {
  and,
  asc,
  desc,
  eq,
  exists,
  gt,
  gte,
  ilike,
  inArray,
  isNull,
  lte,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { linkDays, linkSales, linkSources, links } from "@/db/schema/links";
import { staff, stores } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import {
  COUNT_CAP,
  contains,
  countUpTo,
  one,
  storesOf,
  sumOf,
  visibleActivities,
} from "@/lib/activities/queries/reach";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { LinkFilter, LinkTarget } from "@/lib/links/schema";
import { visible as visiblePacks } from "@/lib/packs/queries/packs";
import type { Scope } from "@/lib/platform/auth/scope";

/** All days of a link: more than ten years of them. */
const MOST_DAYS = 4_000;

/** The merchant's links; somebody of some stores sees those to activities and packs they see, and to their stores. */
export function visible(scope: Scope): SQL | undefined {
  const mine = eq(links.merchantId, scope.merchantId);
  const own = storesOf(scope);
  if (!own) return mine;
  const target = db()
    .select(one)
    .from(activities)
    .where(and(visibleActivities(scope), eq(activities.id, links.targetId)));
  const pack = db()
    .select(one)
    .from(packs)
    .where(and(visiblePacks(scope), eq(packs.id, links.targetId)));
  return and(
    mine,
    or(
      and(eq(links.targetType, "activity"), exists(target)),
      and(eq(links.targetType, "pack"), exists(pack)),
      and(eq(links.targetType, "store"), inArray(links.targetId, [...own])),
    ),
  );
}

export const isLive = and(
  isNull(links.disabledAt),
  or(isNull(links.expiresAt), gt(links.expiresAt, sql`now()`)),
);

const columns = {
  id: links.id,
  slug: links.slug,
  targetType: links.targetType,
  targetId: links.targetId,
  /** Null where the target is a page of the merchant's own. */
  targetName: sql<string | null>`coalesce(${activities.name}, ${packs.name}, ${stores.name})`,
  channel: links.channel,
  name: links.name,
  utm: links.utm,
  expiresAt: links.expiresAt,
  disabledAt: links.disabledAt,
  createdAt: links.createdAt,
  createdBy: staff.name,
};

const rowsOf = () =>
  db()
    .select(columns)
    .from(links)
    .leftJoin(activities, and(eq(activities.merchantId, links.merchantId), eq(activities.id, links.targetId)))
    .leftJoin(packs, and(eq(packs.merchantId, links.merchantId), eq(packs.id, links.targetId)))
    .leftJoin(stores, and(eq(stores.merchantId, links.merchantId), eq(stores.id, links.targetId)))
    .leftJoin(staff, eq(staff.id, links.createdBy));

function narrowed({ q, channels, targets, state, made, ids }: LinkFilter): SQL | undefined {
  const [only] = state;
  return and(
    q
      ? or(
          eq(links.slug, q.replace(/^.*\/s\//, "").toLowerCase()),
          ilike(links.name, contains(q)),
          ilike(activities.name, contains(q)),
          ilike(packs.name, contains(q)),
          ilike(stores.name, contains(q)),
        )
      : undefined,
    ids ? inArray(links.id, [...ids]) : undefined,
    channels.length > 0 ? inArray(links.channel, [...channels]) : undefined,
    targets.length > 0 ? inArray(links.targetType, [...targets]) : undefined,
    made[0] ? gte(links.createdAt, sql`now() - make_interval(days => ${Number(made[0])})`) : undefined,
    state.length === 1 ? (only === "live" ? isLive : sql`not (${isLive})`) : undefined,
  );
}

export type Figures = { clicks: number; visitors: number; claims: number; claimers: number; orders: number };
const none: Figures = { clicks: 0, visitors: 0, claims: 0, claimers: 0, orders: 0 };
const sums = {
  clicks: sumOf(linkDays.clicks),
  visitors: sumOf(linkDays.visitors),
  claims: sumOf(linkDays.claims),
  claimers: sumOf(linkDays.claimers),
  orders: sumOf(linkDays.orders),
};

/** What came through each of some links in all: sums over their days, at most one row a day each. */
async function figuresOf(scope: Scope, ids: readonly string[]): Promise<Map<string, Figures>> {
  if (ids.length === 0) return new Map();
  const rows = await db()
    .select({ id: linkDays.linkId, ...sums })
    .from(linkDays)
    .where(and(eq(linkDays.merchantId, scope.merchantId), inArray(linkDays.linkId, [...ids])))
    .groupBy(linkDays.linkId);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}
export type LinkListQuery = LinkFilter & { readonly cursor?: string | null; readonly size?: number };

/** All promotion links (C-50), newest first, each with what came through it. */
export async function listLinks(scope: Scope, query: LinkListQuery) {
  const { size = 25 } = query;
  const where = and(visible(scope), narrowed(query));
  const after = decodeCursor(query.cursor);
  const beyond =
    after && isInstantText(after.value)
      ? sql`(${links.createdAt}, ${links.id}) < (${after.value}::timestamptz, ${after.id})`
      : undefined;
  const [found, total] = await Promise.all([
    rowsOf()
      .where(and(where, beyond))
      .orderBy(desc(links.createdAt), desc(links.id))
      .limit(size + 1),
    countUpTo(
      db()
        .select(one)
        .from(links)
        .leftJoin(
          activities,
          and(eq(activities.merchantId, links.merchantId), eq(activities.id, links.targetId)),
        )
        .leftJoin(packs, and(eq(packs.merchantId, links.merchantId), eq(packs.id, links.targetId)))
        .leftJoin(stores, and(eq(stores.merchantId, links.merchantId), eq(stores.id, links.targetId)))
        .where(where)
        .limit(COUNT_CAP + 1),
    ),
  ]);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  const figures = await figuresOf(
    scope,
    page.map((row) => row.id),
  );
  return {
    rows: page.map((row) => ({ ...row, ...(figures.get(row.id) ?? none) })),
    total,
    nextCursor: last ? encodeCursor({ value: last.createdAt.toISOString(), id: last.id }) : null,
  };
}
export type LinkRow = Awaited<ReturnType<typeof listLinks>>["rows"][number];

/** One link with what came through it in all; null when the reader's merchant or stores have none such. */
export async function getLink(scope: Scope, linkId: string): Promise<LinkRow | null> {
  const [row] = await rowsOf().where(and(visible(scope), eq(links.id, linkId)));
  if (!row) return null;
  return { ...row, ...((await figuresOf(scope, [linkId])).get(linkId) ?? none) };
}

const OF_CHANNEL = 50;
/**
 * The links that lead on to one thing, newest first: the newest of each channel, and the newest of the personal ones, so that
 * many of these keep none of the others out. It is what the promote dialog begins with.
 */
export async function linksTo(scope: Scope, target: LinkTarget): Promise<LinkRow[]> {
  const isPersonal = sql`${links.channel} = 'referral' and ${links.name} <> ''`;
  const ranked = db()
    .select({
      id: links.id,
      place: sql<number>`row_number() over (partition by ${links.channel}, ${isPersonal}
        order by ${links.createdAt} desc, ${links.id} desc)`.as("place"),
    })
    .from(links)
    .where(and(visible(scope), isLive, eq(links.targetType, target.type), eq(links.targetId, target.id)))
    .as("ranked");
  const newest = db().select({ id: ranked.id }).from(ranked).where(lte(ranked.place, OF_CHANNEL));
  const found = await rowsOf()
    .where(and(eq(links.merchantId, scope.merchantId), inArray(links.id, newest)))
    .orderBy(desc(links.createdAt), desc(links.id))
    .limit(20 * OF_CHANNEL);
  const figures = await figuresOf(
    scope,
    found.map((row) => row.id),
  );
  return found.map((row) => ({ ...row, ...(figures.get(row.id) ?? none) }));
}

/** What came through one link day by day within a range, on what, from where, and for how much. Days are the merchant's. */
export async function linkFigures(
  scope: Scope,
  linkId: string,
  range: { readonly from: string; readonly to: string },
) {
  const [seen] = await db()
    .select(one)
    .from(links)
    .where(and(visible(scope), eq(links.id, linkId)));
  if (!seen) return null;
  const [days, sources, sales] = await Promise.all([
    db()
      .select({
        day: linkDays.day,
        clicks: linkDays.clicks,
        visitors: linkDays.visitors,
        claims: linkDays.claims,
        claimers: linkDays.claimers,
        orders: linkDays.orders,
      })
      .from(linkDays)
      .where(
        and(
          eq(linkDays.merchantId, scope.merchantId),
          eq(linkDays.linkId, linkId),
          gte(linkDays.day, range.from),
          lte(linkDays.day, range.to),
        ),
      )
      .orderBy(asc(linkDays.day))
      .limit(MOST_DAYS),
    db()
      .select({ kind: linkSources.kind, value: linkSources.value, clicks: sumOf(linkSources.clicks) })
      .from(linkSources)
      .where(
        and(
          eq(linkSources.merchantId, scope.merchantId),
          eq(linkSources.linkId, linkId),
          gte(linkSources.day, range.from),
          lte(linkSources.day, range.to),
        ),
      )
      .groupBy(linkSources.kind, linkSources.value)
      .orderBy(desc(sumOf(linkSources.clicks)), asc(linkSources.value))
      .limit(60),
    db()
      .select({
        currency: linkSales.currency,
        salesMinor: sumOf(linkSales.salesMinor),
        discountMinor: sumOf(linkSales.discountMinor),
      })
      .from(linkSales)
      .where(
        and(
          eq(linkSales.merchantId, scope.merchantId),
          eq(linkSales.linkId, linkId),
          gte(linkSales.day, range.from),
          lte(linkSales.day, range.to),
        ),
      )
      .groupBy(linkSales.currency)
      .limit(20),
  ]);
  return { days, sources, sales };
}
export type LinkFigures = NonNullable<Awaited<ReturnType<typeof linkFigures>>>;

/** The chosen links behind `after`, by id or by a list's filters, at most `limit`, for a change of many. */
export async function chosenLinks(
  scope: Scope,
  choice: { readonly ids: readonly string[] } | { readonly filter: LinkFilter },
  limit: number,
  after: string | null = null,
) {
  const chosen = "ids" in choice ? inArray(links.id, [...choice.ids]) : narrowed(choice.filter);
  return await db()
    .select({
      ...{ id: links.id, name: links.slug, slug: links.slug, label: links.name, channel: links.channel },
      targetName: columns.targetName,
      isLive: sql<boolean>`${isLive}`,
    })
    .from(links)
    .leftJoin(activities, and(eq(activities.merchantId, links.merchantId), eq(activities.id, links.targetId)))
    .leftJoin(packs, and(eq(packs.merchantId, links.merchantId), eq(packs.id, links.targetId)))
    .leftJoin(stores, and(eq(stores.merchantId, links.merchantId), eq(stores.id, links.targetId)))
    .where(and(visible(scope), chosen, after === null ? undefined : gt(links.id, after)))
    .orderBy(asc(links.id))
    .limit(limit);
}
