import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, stores } from "@/db/schema/merchants";
import { packDeliveries, packPurchases, packQuotas } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { packStatusAt } from "@/db/status-at";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Refusal } from "@/lib/kernel/result";
import { type Instant, localDate } from "@/lib/kernel/time";
import { contentsKey, contentsOf } from "@/lib/packs/queries/contents";
import { hadIn, packColumns, stockOf } from "@/lib/packs/queries/packs";
import { mayBeSeen, purchaseRows } from "@/lib/packs/queries/purchases";
import { purchaseStatus } from "@/lib/packs/rules/purchase";
import { comingDeliveries } from "@/lib/packs/rules/schedule";
import { limitRefusal } from "@/lib/packs/rules/status";
import type { Scope } from "@/lib/platform/auth/scope";
import { voucherRows } from "@/lib/vouchers/queries";

export const mallSorts = ["newest", "price"] as const;
export type MallSort = (typeof mallSorts)[number];

const PAGE = 24;

/** What anybody may see in the mall: published, not archived, its sales period not over. */
const inMall = (now: Instant) => inArray(packStatusAt(now), ["active", "sold_out", "scheduled"]);

/** The mall (M-20), sold-out packs at the end, those of one currency together where they are sorted by price; a page of at most 24, by number from 1. */
export async function listMall(
  scope: Scope,
  query: { readonly sort?: MallSort; readonly page?: number; readonly now?: Instant } = {},
) {
  const { sort = "newest", page = 1, now = new Date() } = query;
  const isSoldOut = sql`${packStatusAt(now)} = 'sold_out'`;
  const order =
    sort === "price"
      ? [asc(packs.currency), asc(packs.priceMinor), desc(packs.id)]
      : [desc(packs.createdAt), desc(packs.id)];
  const offset = (Math.max(1, Math.min(page, 100)) - 1) * PAGE;
  const found = await db()
    .select(packColumns(now))
    .from(packs)
    .where(
      and(
        eq(packs.merchantId, scope.merchantId),
        eq(packs.type, "paid"),
        sql`${packs.channels} @> array['mall']`,
        inMall(now),
      ),
    )
    .orderBy(asc(isSoldOut), ...order)
    .limit(PAGE + 1)
    .offset(offset);
  return { rows: await onOffer(scope, found.slice(0, PAGE)), hasMore: found.length > PAGE };
}

type Offered = { readonly id: string; readonly contentsVersion: number; readonly currency: string };

async function onOffer<R extends Offered>(scope: Scope, rows: readonly R[]) {
  const [contents, stock] = await Promise.all([
    contentsOf(
      scope,
      rows.map((row) => ({ packId: row.id, version: row.contentsVersion, currency: row.currency })),
    ),
    stockOf(
      scope,
      rows.map((row) => row.id),
    ),
  ]);
  return rows.flatMap((row) => {
    const held = contents.get(contentsKey({ packId: row.id, version: row.contentsVersion }));
    const counted = stock.get(row.id);
    if (!held || !counted) return [];
    const { quantity, reserved, sold, given } = counted;
    const left = quantity === null ? null : Math.max(0, quantity - reserved - sold - given);
    // What it brought is the merchant's to know.
    return [{ ...row, contents: held, sold, left }];
  });
}

/** One pack as its page shows it (M-20), its stores and the reader's own limits with it; null = nobody may see it. */
export async function getMallPack(scope: Scope, packId: string, now: Instant = new Date()) {
  const [found] = await db()
    .select(packColumns(now))
    .from(packs)
    .where(
      and(
        eq(packs.merchantId, scope.merchantId),
        eq(packs.id, packId),
        eq(packs.type, "paid"),
        // An old link or a printed code leads here: what is not sold any more says so.
        inArray(packStatusAt(now), ["active", "sold_out", "scheduled", "ended", "paused", "archived"]),
        isNotNull(packs.publishedAt),
      ),
    );
  if (!found) return null;
  const [row] = await onOffer(scope, [found]);
  if (!row) return null;
  const [where, limits] = await Promise.all([
    storesOf(scope, packId, row.currency),
    ownLimits(scope, row, now),
  ]);
  return { ...row, stores: where, ...limits };
}
export type MallPack = NonNullable<Awaited<ReturnType<typeof getMallPack>>>;

/** The open stores it is sold in, at most fifty by name. */
async function storesOf(scope: Scope, packId: string, currency: string) {
  return await db()
    .select({ id: stores.id, name: stores.name, city: stores.city, address: stores.address })
    .from(stores)
    .innerJoin(packs, and(eq(packs.merchantId, stores.merchantId), eq(packs.id, packId)))
    .where(
      and(
        eq(stores.merchantId, scope.merchantId),
        isNull(stores.archivedAt),
        eq(stores.currency, currency),
        sql`(not exists (select from pack_store s where s.merchant_id = ${packs.merchantId} and s.pack_id = ${packs.id})
          or exists (select from pack_store s where s.merchant_id = ${packs.merchantId} and s.pack_id = ${packs.id}
            and s.store_id = ${stores.id}))`,
      ),
    )
    .orderBy(asc(stores.name), asc(stores.id))
    .limit(50);
}

type Limits = {
  readonly id: string;
  readonly purchaseLimit: number | null;
  readonly purchaseLimitPerDay: number | null;
};

/** What the reader bought of it, and which of its limits they have reached; null = none, or nobody is signed in. */
async function ownLimits(scope: Scope, pack: Limits, now: Instant) {
  return (await limitsOf(scope, [pack], now)).get(pack.id) ?? { bought: 0, limitReached: null };
}

type OwnLimits = { readonly bought: number; readonly limitReached: Refusal | null };

/** What the reader bought of these packs, and the limits of them they have reached; one that is not here they never bought. */
async function limitsOf(
  scope: Scope,
  offered: readonly Limits[],
  now: Instant,
): Promise<Map<string, OwnLimits>> {
  const { actor } = scope;
  if (actor.type !== "member" || offered.length === 0) return new Map();
  const rows = await db()
    .select({
      packId: packQuotas.packId,
      bought: packQuotas.bought,
      day: packQuotas.day,
      boughtToday: packQuotas.boughtToday,
      zone: merchants.timeZone,
    })
    .from(packQuotas)
    .innerJoin(merchants, eq(merchants.id, packQuotas.merchantId))
    .where(
      and(
        eq(packQuotas.merchantId, scope.merchantId),
        eq(packQuotas.memberId, actor.id),
        inArray(
          packQuotas.packId,
          offered.map(({ id }) => id),
        ),
      ),
    );
  return new Map(
    offered.flatMap((pack) => {
      const row = rows.find(({ packId }) => packId === pack.id);
      if (!row) return [];
      const limitReached = limitRefusal(row, pack, localDate(now, row.zone));
      return [[pack.id, { bought: row.bought, limitReached }] as const];
    }),
  );
}

/** So many are looked at for six that the reader may buy. */
const CANDIDATES = 30;

/** The packs that a store's checkout offers beside an order, of which its reader may buy one more: at most six, newest first. */
export async function packsForStore(scope: Scope, storeId: string, now: Instant = new Date()) {
  const [store] = await db()
    .select({ currency: stores.currency })
    .from(stores)
    .where(and(eq(stores.merchantId, scope.merchantId), eq(stores.id, storeId), isNull(stores.archivedAt)));
  if (!store) return [];
  const found = await db()
    .select(packColumns(now))
    .from(packs)
    .where(
      and(
        eq(packs.merchantId, scope.merchantId),
        eq(packs.type, "paid"),
        eq(packs.currency, store.currency),
        sql`${packs.channels} @> array['order']`,
        eq(packStatusAt(now), "active"),
        hadIn([storeId]),
      ),
    )
    .orderBy(desc(packs.createdAt), desc(packs.id))
    .limit(CANDIDATES);
  const own = await limitsOf(scope, found, now);
  return await onOffer(scope, found.filter(({ id }) => !own.get(id)?.limitReached).slice(0, 6));
}
export type CheckoutPack = Awaited<ReturnType<typeof packsForStore>>[number];

const OWN_PAGE = 20;
const COMING = 6;

/** A member's packs (`/m/{org}/packs/mine`), newest first, each with its next deliveries: unpaid ones while they can be paid. */
export async function listOwnPacks(
  scope: Scope,
  query: { readonly cursor?: string | null; readonly now?: Instant } = {},
) {
  const { now = new Date() } = query;
  const cursor = decodeCursor(query.cursor);
  const p = packPurchases;
  const found = await purchaseRows()
    .where(
      and(
        mayBeSeen(scope),
        or(
          inArray(p.status, ["paid", "given", "refunded"]),
          and(eq(p.status, "placed"), gt(p.expiresAt, now)),
        ),
        cursor ? sql`${p.id} < ${cursor.id}` : undefined,
      ),
    )
    .orderBy(desc(p.id))
    .limit(OWN_PAGE + 1);
  const page = found.slice(0, OWN_PAGE);
  const contents = await contentsOf(
    scope,
    page.map((row) => ({ packId: row.packId, version: row.contentsVersion, currency: row.currency })),
  );
  const rows = page.map((row) => {
    const held = contents.get(contentsKey({ packId: row.packId, version: row.contentsVersion })) ?? null;
    const coming =
      held && row.startedOn && row.nextDueAt
        ? comingDeliveries(held.schedule, row.startedOn, row.nextCycle, row.timeZone, COMING)
        : [];
    return { ...row, status: purchaseStatus(row, now), contents: held, coming };
  });
  const last = found.length > OWN_PAGE ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null };
}
export type OwnPack = Awaited<ReturnType<typeof listOwnPacks>>["rows"][number];

/** The vouchers that the last deliveries of a purchase brought, for its success page: at most two hundred. */
export async function vouchersOfPurchase(scope: Scope, purchaseId: string) {
  const [row] = await db()
    .select({ id: packPurchases.id })
    .from(packPurchases)
    .where(and(mayBeSeen(scope), eq(packPurchases.id, purchaseId)));
  if (!row) return [];
  const deliveries = await db()
    .select({ voucherIds: packDeliveries.voucherIds })
    .from(packDeliveries)
    .where(and(eq(packDeliveries.merchantId, scope.merchantId), eq(packDeliveries.purchaseId, purchaseId)))
    .orderBy(desc(packDeliveries.cycle))
    .limit(3);
  const ids = deliveries.flatMap(({ voucherIds }) => voucherIds).slice(0, 200);
  if (ids.length === 0) return [];
  // What they gave to a friend is the friend's, and so is its code.
  return await voucherRows().where(
    sql`voucher.merchant_id = ${scope.merchantId} and voucher.issued_to is null and ${inArray(sql`voucher.id`, ids)}`,
  );
}
