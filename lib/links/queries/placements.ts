import { and, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { db } from "@/db/client";
import { notOver, placedJoins, placementState } from "@/db/placement-state";
import { activities } from "@/db/schema/activities";
import { links } from "@/db/schema/links";
import { staff, stores } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { COUNT_CAP, contains, countUpTo, one, storesOf } from "@/lib/activities/queries/reach";
import { decodeCursor, encodeCursor, isInstantText } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { LISTED, type PlacedTarget, type PlacementFilter } from "@/lib/links/schema/placements";
import type { Scope } from "@/lib/platform/auth/scope";

/** The merchant's placements; in a store view, and for somebody of some stores, those that stand there alone. */
function visible(scope: Scope): SQL | undefined {
  const own = storesOf(scope);
  return and(
    eq(placements.merchantId, scope.merchantId),
    own ? inArray(placements.storeId, [...own]) : undefined,
  );
}

const columns = (now: Instant) => ({
  id: placements.id,
  state: placementState(now),
  slot: placements.slot,
  form: placements.form,
  storeName: stores.name,
  title: placements.title,
  text: placements.text,
  button: placements.button,
  translations: placements.translations,
  image: placements.image,
  audience: placements.audience,
  startsAt: placements.startsAt,
  endsAt: placements.endsAt,
  position: placements.position,
  revision: placements.revision,
  createdAt: placements.createdAt,
  createdBy: staff.name,
  linkId: placements.linkId,
  slug: links.slug,
  targetType: links.targetType,
  targetId: links.targetId,
  /** Null = it is there no more. */
  targetName: sql<string | null>`coalesce(${activities.name}, ${packs.name})`,
  /** Whether what it leads to is promoted still, so that its dialog is there; an archived one's is not. */
  isPromoted: sql<boolean>`coalesce(
    (${activities.publishedAt} is not null and ${activities.archivedAt} is null)
    or (${packs.type} = 'paid' and ${packs.publishedAt} is not null and ${packs.archivedAt} is null), false)`,
  // What members read of it where it has no title of its own.
  activity: {
    name: activities.name,
    shareTitle: activities.shareTitle,
    translations: activities.translations,
  },
  pack: { name: packs.name, translations: packs.translations },
});

const rowsAt = (now: Instant) =>
  db()
    .select(columns(now))
    .from(placements)
    .innerJoin(links, placedJoins.link)
    .leftJoin(activities, placedJoins.activity)
    .leftJoin(packs, placedJoins.pack)
    .leftJoin(stores, and(eq(stores.merchantId, placements.merchantId), eq(stores.id, placements.storeId)))
    .leftJoin(staff, eq(staff.id, placements.createdBy));

/** A row's texts in other languages, without their keys. */
const inOthers = (column: AnyPgColumn, field: "*" | "name" | "shareTitle" = "*") =>
  sql`jsonb_path_query_array(${column}, ${`$.*.${field}`}::jsonpath)::text`;

/** What is looked through: all that members may read of it, in any language. */
const said = [
  ...[placements.title, placements.text, placements.button, inOthers(placements.translations)],
  ...[activities.name, activities.shareTitle, packs.name],
  ...[inOthers(activities.translations, "name"), inOthers(activities.translations, "shareTitle")],
  inOthers(packs.translations, "name"),
];

function narrowed({ q, slots, forms, states }: PlacementFilter, now: Instant): SQL | undefined {
  return and(
    q ? or(...said.map((text) => ilike(text, contains(q)))) : undefined,
    slots.length > 0 ? inArray(placements.slot, [...slots]) : undefined,
    forms.length > 0 ? inArray(placements.form, [...forms]) : undefined,
    states.length > 0 ? inArray(placementState(now), [...states]) : undefined,
  );
}

export type PlacementListQuery = PlacementFilter & {
  readonly sort?: "created" | "starts";
  readonly descending?: boolean;
  readonly cursor?: string | null;
  readonly size?: number;
  readonly now?: Instant;
};

/** The list of placements: a page in the asked order, each with what it is at `now`. */
export async function listPlacements(scope: Scope, query: PlacementListQuery) {
  const { sort = "created", descending = true, size = 25, now = new Date() } = query;
  const where = and(visible(scope), narrowed(query, now));
  const key = { created: placements.createdAt, starts: placements.startsAt }[sort];
  const after = decodeCursor(query.cursor);
  const way = sql.raw(descending ? "<" : ">");
  const beyond =
    after && isInstantText(after.value)
      ? sql`(${key}, ${placements.id}) ${way} (${after.value}::timestamptz, ${after.id})`
      : undefined;
  const order = (column: SQL) => (descending ? desc(column) : column);
  const [found, total] = await Promise.all([
    rowsAt(now)
      .where(and(where, beyond))
      .orderBy(order(sql`${key}`), order(sql`${placements.id}`))
      .limit(size + 1),
    countUpTo(
      db()
        .select(one)
        .from(placements)
        .innerJoin(links, placedJoins.link)
        .leftJoin(activities, placedJoins.activity)
        .leftJoin(packs, placedJoins.pack)
        .where(where)
        .limit(COUNT_CAP + 1),
    ),
  ]);
  const rows = found.slice(0, size);
  const last = found.length > size ? rows.at(-1) : undefined;
  const value = last && { created: last.createdAt, starts: last.startsAt }[sort].toISOString();
  return { rows, total, nextCursor: last && value ? encodeCursor({ value, id: last.id }) : null };
}

/** The placements of one thing, newest first, fifty at most: what the promote dialog, which has its words, shows of it. */
export async function placementsOf(scope: Scope, target: PlacedTarget, now: Instant = new Date()) {
  const rows = await rowsAt(now)
    .where(and(visible(scope), eq(links.targetType, target.type), eq(links.targetId, target.id)))
    .orderBy(desc(placements.createdAt), desc(placements.id))
    .limit(LISTED);
  return rows.map(({ activity: _, pack: __, ...row }) => row);
}

/**
 * What ends with a link while it is ended, newest first, fifty at most: placements that lead by it and are neither off nor
 * over, in whatever store. For who may end it, which they do for all stores at once.
 */
export async function placementsBy(scope: Scope, linkId: string, now: Instant = new Date()) {
  return await db()
    .select({ id: placements.id, title: placements.title, slot: placements.slot })
    .from(placements)
    .where(
      and(
        ...[
          eq(placements.merchantId, scope.merchantId),
          eq(placements.linkId, linkId),
          isNull(placements.disabledAt),
        ],
        notOver(sql`${now.toISOString()}::timestamptz`),
      ),
    )
    .orderBy(desc(placements.createdAt), desc(placements.id))
    .limit(LISTED);
}
export type PlacementRow = Awaited<ReturnType<typeof placementsOf>>[number];
