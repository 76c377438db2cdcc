import { and, desc, eq, exists, gte, inArray, isNotNull, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { members } from "@/db/schema/members";
import { packDeliveries, packDues, packPurchases, packRefundRequests } from "@/db/schema/pack-purchases";
import { packs } from "@/db/schema/packs";
import { paymentRefunds, payments } from "@/db/schema/payments";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { shownPhone } from "@/lib/members/queries/brief";
import { asPhone } from "@/lib/members/queries/match";
import { contentsKey, contentsOf } from "@/lib/packs/queries/contents";
import { purchaseStatus } from "@/lib/packs/rules/purchase";
import { comingDeliveries } from "@/lib/packs/rules/schedule";
import type { PurchaseChannel, PurchaseStatus } from "@/lib/packs/schema";
import { lastTryOf } from "@/lib/payments/queries";
import { moneyState } from "@/lib/payments/rules";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";

/** Counted up to here; more is "10,000+". */
const COUNT_CAP = 10_000;

/** Purchases this reader may see: a member's own; for staff of some stores those of their stores and their members. */
export function mayBeSeen(scope: Scope): SQL | undefined {
  if (scope.actor.type === "visitor") return sql`false`;
  const mine = eq(packPurchases.merchantId, scope.merchantId);
  if (scope.actor.type === "member") return and(mine, eq(packPurchases.memberId, scope.actor.id));
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (storeIds === "all") return mine;
  if (storeIds.length === 0) return sql`false`;
  const registeredThere = exists(
    db()
      .select({ one: sql`1` })
      .from(members)
      .where(
        and(
          eq(members.merchantId, packPurchases.merchantId),
          eq(members.id, packPurchases.memberId),
          inArray(members.homeStoreId, [...storeIds]),
        ),
      ),
  );
  return and(mine, or(inArray(packPurchases.storeId, [...storeIds]), registeredThere));
}

type Person = { readonly name: string | null; readonly nickname: string | null; readonly phone: string };

/** A member as this reader may see them: themselves whole; others by their phone's last digits, and by name where they may read members. */
export function shownMember<P extends Person>(scope: Scope, member: P): P {
  if (scope.actor.type === "member") return member;
  const isNamed = scope.actor.type !== "staff" || can(scope.role, "member.read");
  const [name, nickname] = isNamed ? [member.name, member.nickname] : [null, null];
  return { ...member, name, nickname, phone: shownPhone(scope, member.phone) };
}

/** `purchaseStatus` of rules/purchase.ts in SQL; a test holds the two equal. */
function inStatus(status: readonly PurchaseStatus[], now: Instant): SQL | undefined {
  if (status.length === 0) return undefined;
  const at = sql`${now.toISOString()}::timestamptz`;
  const p = packPurchases;
  const parts = status.map((one) => {
    if (one === "placed") return sql`(${p.status} = 'placed' and ${p.expiresAt} > ${at})`;
    if (one !== "cancelled") return sql`${p.status} = ${one}`;
    return sql`(${p.status} = 'cancelled' or (${p.status} = 'placed' and ${p.expiresAt} <= ${at}))`;
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}

async function searched(scope: Scope, q: string): Promise<SQL | undefined> {
  if (q === "") return undefined;
  const phone = can(scope.role, "member.read") ? await asPhone(scope, q) : null;
  const byPhone = phone
    ? sql` or ${packPurchases.memberId} in (select ${members.id} from ${members}
        where ${members.merchantId} = ${packPurchases.merchantId} and ${members.phone} = ${phone})`
    : sql``;
  return sql`(${packPurchases.number} = ${q.replaceAll(/[\s#-]/g, "").toUpperCase()} or ${packPurchases.id} = ${q}
    or ${packPurchases.paymentRef} = ${q}${byPhone})`;
}

/** Somebody asks that it be refunded, and nobody has decided. */
const isAsked = sql<boolean>`exists (select from ${packRefundRequests}
  where ${packRefundRequests.merchantId} = ${packPurchases.merchantId}
    and ${packRefundRequests.purchaseId} = ${packPurchases.id} and ${packRefundRequests.status} = 'open')`;

/** Its next delivery waits for a coupon that cannot be had. */
const isWaiting = sql<boolean>`exists (select from ${packDues}
  where ${packDues.merchantId} = ${packPurchases.merchantId} and ${packDues.packId} = ${packPurchases.packId}
    and ${packDues.purchaseId} = ${packPurchases.id} and ${packDues.waitsFor} is not null)`;

const purchaseColumns = {
  id: packPurchases.id,
  number: packPurchases.number,
  packId: packPurchases.packId,
  packName: packs.name,
  packTranslations: packs.translations,
  /** What its buyers read and see of it, as it is now. */
  packDescription: packs.description,
  imageId: packs.imageId,
  imageAlt: packs.imageAlt,
  /** Where its pack leads whoever bought it, as it is now; null = nowhere. */
  redirectUrl: packs.redirectUrl,
  contentsVersion: packPurchases.contentsVersion,
  memberId: packPurchases.memberId,
  member: { name: members.name, nickname: members.nickname, phone: members.phone },
  channel: packPurchases.channel,
  storeId: packPurchases.storeId,
  orderId: packPurchases.orderId,
  giftId: packPurchases.giftId,
  quantity: packPurchases.quantity,
  currency: packPurchases.currency,
  priceMinor: packPurchases.priceMinor,
  status: packPurchases.status,
  placedAt: packPurchases.placedAt,
  expiresAt: packPurchases.expiresAt,
  paidAt: packPurchases.paidAt,
  paymentRef: packPurchases.paymentRef,
  cancelledAt: packPurchases.cancelledAt,
  cancelledBy: packPurchases.cancelledBy,
  refundedAt: packPurchases.refundedAt,
  refundId: packPurchases.refundId,
  refundedBy: packPurchases.refundedBy,
  autoRefund: packPurchases.autoRefund,
  timeZone: packPurchases.timeZone,
  cycles: packPurchases.cycles,
  startedOn: packPurchases.startedOn,
  /** 1 where none was delivered yet. */
  nextCycle: sql<number>`coalesce(${packDues.nextCycle}, 1)`,
  nextDueAt: packDues.nextDueAt,
  /** The coupon its next delivery waits for, and its name; null = none. */
  waitsFor: packDues.waitsFor,
  waitsForName: coupons.name,
  /** When staff ended what was still to come, and why; null = they did not. */
  endedAt: packPurchases.endedAt,
  endReason: packPurchases.endReason,
  isAsked,
};

export function purchaseRows() {
  return db()
    .select(purchaseColumns)
    .from(packPurchases)
    .innerJoin(packs, and(eq(packs.merchantId, packPurchases.merchantId), eq(packs.id, packPurchases.packId)))
    .innerJoin(
      members,
      and(eq(members.merchantId, packPurchases.merchantId), eq(members.id, packPurchases.memberId)),
    )
    .leftJoin(
      packDues,
      and(eq(packDues.merchantId, packPurchases.merchantId), eq(packDues.purchaseId, packPurchases.id)),
    )
    .leftJoin(
      coupons,
      and(eq(coupons.merchantId, packPurchases.merchantId), eq(coupons.id, packDues.waitsFor)),
    );
}

export type PurchaseListQuery = {
  readonly packId?: string | null;
  readonly memberId?: string;
  readonly q?: string;
  readonly status?: readonly PurchaseStatus[];
  readonly channel?: readonly PurchaseChannel[];
  /** Bought ones alone, gifts alone, or both. */
  readonly kind?: "bought" | "given" | null;
  readonly asked?: boolean;
  /** Only those whose next delivery waits for a coupon. */
  readonly waiting?: boolean;
  /** Half-open, by when they were placed. */
  readonly from?: Instant | null;
  readonly until?: Instant | null;
  readonly cursor?: string | null;
  readonly limit?: number;
  readonly now?: Instant;
};

/** Purchase records (C-32, C-81), newest first. `total` is counted to a cap. */
export async function listPurchases(scope: Scope, query: PurchaseListQuery = {}) {
  const {
    packId,
    memberId,
    status = [],
    channel = [],
    kind,
    from,
    until,
    limit = 25,
    now = new Date(),
  } = query;
  const p = packPurchases;
  const where = and(
    mayBeSeen(scope),
    packId ? eq(p.packId, packId) : undefined,
    memberId ? eq(p.memberId, memberId) : undefined,
    inStatus(status, now),
    channel.length > 0 ? inArray(p.channel, [...channel]) : undefined,
    kind ? (kind === "given" ? isNotNull(p.giftId) : isNull(p.giftId)) : undefined,
    query.asked ? isAsked : undefined,
    query.waiting ? isWaiting : undefined,
    from ? gte(p.placedAt, from) : undefined,
    until ? lt(p.placedAt, until) : undefined,
    await searched(scope, query.q ?? ""),
  );
  const cursor = decodeCursor(query.cursor);
  const some = db()
    .select({ one: sql`1`.as("one") })
    .from(p)
    .where(where)
    .limit(COUNT_CAP + 1)
    .as("some");
  const [found, [counted]] = await Promise.all([
    purchaseRows()
      .where(and(where, cursor ? lt(p.id, cursor.id) : undefined))
      .orderBy(desc(p.id))
      .limit(limit + 1),
    db().select({ count: sql<number>`count(*)::int` }).from(some),
  ]);
  const rows = found.slice(0, limit).map((row) => shown(scope, row, now));
  const last = found.length > limit ? rows.at(-1) : undefined;
  const nextCursor = last ? encodeCursor({ value: last.id, id: last.id }) : null;
  return { rows, total: counted?.count ?? 0, nextCursor };
}
export type PurchaseListRow = Awaited<ReturnType<typeof listPurchases>>["rows"][number];

type Found = Awaited<ReturnType<typeof purchaseRows>>[number];

/** A row as this reader may see it, its status as it is at `now`. */
export function shown(scope: Scope, row: Found, now: Instant) {
  return { ...row, status: purchaseStatus(row, now), member: shownMember(scope, row.member) };
}

/** So many deliveries are shown of a purchase, the last ones, and so many of those to come. */
const SHOWN = 50;
const COMING = 6;

/**
 * What goes back of a purchase's payments, and when each went; null = not yet: `inVain`, each whole, since it came when the
 * purchase could not be had any more; and `back`, its refund, where a provider took its money, by itself or with its order.
 */
async function moneyBackOf(scope: Scope, { id, orderId, refundId }: Found) {
  const p = payments;
  const r = paymentRefunds;
  const ofIt = eq(p.purchaseId, id);
  const ofRefund =
    refundId === null
      ? undefined
      : and(orderId === null ? ofIt : eq(p.orderId, orderId), eq(r.refundId, refundId));
  const rows = await db()
    .select({
      ...{ id: r.id, refundId: r.refundId, amountMinor: r.amountMinor, currency: p.currency },
      ...{ backAt: r.doneAt, failedAt: r.failedAt, settledBy: r.settledBy, settledHow: r.settledHow },
    })
    .from(p)
    .innerJoin(r, and(eq(r.merchantId, p.merchantId), eq(r.paymentId, p.id)))
    .where(and(eq(p.merchantId, scope.merchantId), or(and(ofIt, isNull(r.refundId)), ofRefund)))
    .orderBy(desc(r.id))
    .limit(20);
  const all = rows.map(({ failedAt, settledBy, settledHow, ...row }) => ({
    ...row,
    ...moneyState({ backAt: row.backAt, failedAt, settledBy, settledHow }, can(scope.role, "refund.settle")),
  }));
  const back = all.find((row) => row.refundId !== null) ?? null;
  return { inVain: all.filter((row) => row.refundId === null), back };
}

/** One purchase with what it holds, what it delivered and will, its requests for a refund and what money of it goes back; null = not this reader's to see. */
export async function getPurchase(scope: Scope, purchaseId: string, now: Instant = new Date()) {
  const [row] = await purchaseRows().where(and(mayBeSeen(scope), eq(packPurchases.id, purchaseId)));
  if (!row) return null;
  const key = { packId: row.packId, version: row.contentsVersion, currency: row.currency };
  const [contents, money, lastTry, deliveries, requests] = await Promise.all([
    contentsOf(scope, [key]),
    moneyBackOf(scope, row),
    lastTryOf(scope, { kind: "pack", id: purchaseId }),
    db()
      .select()
      .from(packDeliveries)
      .where(and(eq(packDeliveries.merchantId, scope.merchantId), eq(packDeliveries.purchaseId, purchaseId)))
      .orderBy(desc(packDeliveries.cycle))
      .limit(SHOWN),
    db()
      .select()
      .from(packRefundRequests)
      .where(
        and(
          eq(packRefundRequests.merchantId, scope.merchantId),
          eq(packRefundRequests.purchaseId, purchaseId),
        ),
      )
      .orderBy(desc(packRefundRequests.id))
      .limit(20),
  ]);
  const held = contents.get(contentsKey(key)) ?? null;
  const isComing = held && row.startedOn && row.nextDueAt;
  const coming = isComing
    ? comingDeliveries(held.schedule, row.startedOn ?? "", row.nextCycle, row.timeZone, COMING)
    : [];
  return { ...shown(scope, row, now), contents: held, deliveries, coming, requests, lastTry, ...money };
}
export type PurchaseDetail = NonNullable<Awaited<ReturnType<typeof getPurchase>>>;
