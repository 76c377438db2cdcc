import { and, count, desc, eq, gte, inArray, lt, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { members } from "@/db/schema/members";
import { stores } from "@/db/schema/merchants";
import { orders, refundRequests } from "@/db/schema/orders";
import { databaseNow } from "@/db/transaction";
import { decodeCursor, encodeCursor } from "@/lib/kernel/cursor";
import type { Instant } from "@/lib/kernel/time";
import { shownPhone } from "@/lib/members/queries/brief";
import { asPhone } from "@/lib/members/queries/match";
import { linesOf, refundsOf, requestsOf, vouchersOf } from "@/lib/orders/queries/parts";
import { orderStatus } from "@/lib/orders/rules/orders";
import { type OrderView, orderView } from "@/lib/orders/rules/view";
import type { handovers, OrderStatus } from "@/lib/orders/schema";
import { purchasesOfOrder } from "@/lib/packs/queries/about-purchases";
import { lastTryOf } from "@/lib/payments/queries";
import { can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { chosen } from "@/lib/platform/list-conditions";

/** Counted up to here; more is "10,000+". */
const COUNT_CAP = 10_000;

/** Orders this reader may see: a member's own; those of the store in view, or of the stores somebody works in. */
export function mayBeSeen(scope: Scope): SQL | undefined {
  if (scope.actor.type === "visitor") return sql`false`;
  const own = scope.actor.type === "member" ? eq(orders.memberId, scope.actor.id) : undefined;
  const storeIds = scope.storeId ? [scope.storeId] : scope.storeIds;
  if (storeIds !== "all" && storeIds.length === 0) return sql`false`;
  const there = storeIds === "all" ? undefined : inArray(orders.storeId, [...storeIds]);
  return and(eq(orders.merchantId, scope.merchantId), own, there);
}

type Person = { readonly name: string | null; readonly nickname: string | null; readonly phone: string };

/**
 * A member as this reader of their order may see them: themselves whole; others by their phone's last digits, and by name
 * where they may read members.
 */
function shownMember<P extends Person>(scope: Scope, member: P): P {
  if (scope.actor.type === "member") return member;
  const isNamed = scope.actor.type !== "staff" || can(scope.role, "member.read");
  const name = isNamed ? member.name : null;
  const nickname = isNamed ? member.nickname : null;
  return { ...member, name, nickname, phone: shownPhone(scope, member.phone) };
}

export type OrderListQuery = {
  /** A number, a payment's reference, or, for who may read members, a phone as people write it; in whole. */
  readonly q?: string;
  readonly status?: readonly OrderStatus[];
  readonly storeIds?: readonly string[];
  readonly channel?: readonly ("online" | "till")[];
  /** Those of which one of these is true are left out; `store` as `storeIds`. */
  readonly without?: {
    readonly status?: readonly OrderStatus[];
    readonly store?: readonly string[];
    readonly channel?: readonly ("online" | "till")[];
  };
  readonly memberId?: string;
  /** Only those that go one of these ways; empty = any. */
  readonly handover?: readonly (typeof handovers)[number][];
  /** Only those with an open request for a refund. */
  readonly asked?: boolean;
  /** Only these. */
  readonly ids?: readonly string[];
  /** Half-open, by when they were placed. */
  readonly from?: Instant | null;
  readonly until?: Instant | null;
  readonly cursor?: string | null;
  readonly size?: number;
  /** False = nobody shows how many there are, so they are not counted. */
  readonly withTotal?: boolean;
  /** Absent = the database's clock. */
  readonly now?: Instant;
};

/** `orderStatus` of rules/orders.ts in SQL; a test holds the two equal. */
function inStatus(status: readonly OrderStatus[], now: Instant): SQL | undefined {
  if (status.length === 0) return undefined;
  const at = sql`${now.toISOString()}::timestamptz`;
  const parts = status.map((one) => {
    if (one === "placed") return sql`(${orders.status} = 'placed' and ${orders.expiresAt} > ${at})`;
    if (one !== "cancelled") return sql`${orders.status} = ${one}`;
    return sql`(${orders.status} = 'cancelled' or (${orders.status} = 'placed' and ${orders.expiresAt} <= ${at}))`;
  });
  return sql`(${sql.join(parts, sql` or `)})`;
}

async function searched(scope: Scope, q: string): Promise<SQL | undefined> {
  if (q === "") return undefined;
  const phone = can(scope.role, "member.read") ? await asPhone(scope, q) : null;
  const byPhone = phone
    ? sql` or ${orders.memberId} in (select ${members.id} from ${members}
        where ${members.merchantId} = ${orders.merchantId} and ${members.phone} = ${phone})`
    : sql``;
  return sql`(${orders.number} = ${q.replaceAll(/[\s#-]/g, "").toUpperCase()} or ${orders.id} = ${q}
    or ${orders.paymentRef} = ${q}${byPhone})`;
}

/** Whose member asks for a refund that nobody has decided. */
const isAsked = sql`${orders.id} in (select ${refundRequests.orderId} from ${refundRequests}
  where ${refundRequests.merchantId} = ${orders.merchantId} and ${refundRequests.status} = 'open')`;

/** `isDelivered` of rules/orders.ts in SQL, word for word the condition of its index. */
const delivered = sql`(${orders.deliveryAddress} is not null or ${orders.deliveryMinor} > 0 or ${orders.wasDelivered} is true)`;

const goesBy = (ways: readonly (typeof handovers)[number][]) =>
  ways.length === 1 ? (ways[0] === "deliver" ? delivered : sql`not ${delivered}`) : undefined;

const listColumns = {
  id: orders.id,
  number: orders.number,
  status: orders.status,
  storeId: orders.storeId,
  storeName: stores.name,
  region: orders.region,
  memberId: orders.memberId,
  member: { name: members.name, nickname: members.nickname, phone: members.phone },
  channel: orders.channel,
  isDelivered: sql<boolean>`${delivered}`,
  currency: orders.currency,
  items: orders.items,
  totalMinor: orders.totalMinor,
  discountMinor: orders.discountMinor,
  deliveryDiscountMinor: orders.deliveryDiscountMinor,
  paidMinor: orders.paidMinor,
  refundedMinor: orders.refundedMinor,
  placedAt: orders.placedAt,
  expiresAt: orders.expiresAt,
};

/** The order list (C-75), newest first: by number, payment or phone in whole. `total` is counted to a cap. */
export async function listOrders(scope: Scope, query: OrderListQuery = {}) {
  const {
    status = [],
    storeIds = [],
    channel = [],
    without = {},
    memberId,
    ids,
    from,
    until,
    size = 25,
    withTotal = true,
    now = await databaseNow(db()),
  } = query;
  const where = and(
    mayBeSeen(scope),
    chosen((some) => inStatus(some, now), status, without.status),
    chosen((ids) => inArray(orders.storeId, [...ids]), storeIds, without.store),
    chosen((some) => inArray(orders.channel, [...some]), channel, without.channel),
    memberId ? eq(orders.memberId, memberId) : undefined,
    goesBy(query.handover ?? []),
    query.asked ? isAsked : undefined,
    ids ? inArray(orders.id, [...ids]) : undefined,
    from ? gte(orders.placedAt, from) : undefined,
    until ? lt(orders.placedAt, until) : undefined,
    await searched(scope, query.q ?? ""),
  );
  const cursor = decodeCursor(query.cursor);
  const [found, [total]] = await Promise.all([
    db()
      .select(listColumns)
      .from(orders)
      .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
      .leftJoin(members, and(eq(members.merchantId, orders.merchantId), eq(members.id, orders.memberId)))
      .where(and(where, cursor ? lt(orders.id, cursor.id) : undefined))
      .orderBy(desc(orders.id))
      .limit(size + 1),
    withTotal ? countTo(where) : [],
  ]);
  const rows = found.slice(0, size).map(({ member, ...row }) => ({
    ...row,
    status: orderStatus(row, now),
    member: member && shownMember(scope, member),
  }));
  const last = found.length > size ? rows.at(-1) : undefined;
  return {
    rows,
    total: total?.count ?? 0,
    nextCursor: last ? encodeCursor({ value: last.id, id: last.id }) : null,
  };
}

async function countTo(where: SQL | undefined) {
  return await db()
    .select({ count: count() })
    .from(
      db()
        .select({ one: sql`1`.as("one") })
        .from(orders)
        .where(where)
        .limit(COUNT_CAP + 1)
        .as("some"),
    );
}
export type OrderRow = Awaited<ReturnType<typeof listOrders>>["rows"][number];

const memberColumns = {
  id: members.id,
  name: members.name,
  nickname: members.nickname,
  phone: members.phone,
};

/**
 * One order with its lines, vouchers and refunds, or null when it is not this reader's to see. `delivery` null = nobody said
 * that it is delivered; its address is the member's own to read, null for others: to look at it is written down (`reveal-address.ts`).
 */
export async function getOrder(scope: Scope, orderId: string) {
  const [row] = await db()
    .select({ order: orders, storeName: stores.name, timeZone: stores.timeZone, member: memberColumns })
    .from(orders)
    .innerJoin(stores, and(eq(stores.merchantId, orders.merchantId), eq(stores.id, orders.storeId)))
    .leftJoin(members, and(eq(members.merchantId, orders.merchantId), eq(members.id, orders.memberId)))
    .where(and(mayBeSeen(scope), eq(orders.id, orderId)));
  if (!row) return null;
  const [now, lines, kept, back, asked, lastTry] = await Promise.all([
    databaseNow(db()),
    linesOf(scope, orderId),
    vouchersOf(scope, orderId),
    refundsOf(scope, orderId),
    requestsOf(scope, orderId),
    lastTryOf(scope, { kind: "order", id: orderId }),
  ]);
  const { storeName, timeZone, member } = row;
  const { deliveryAddress, ...order } = row.order;
  return {
    ...order,
    delivery:
      deliveryAddress === null ? null : { address: scope.actor.type === "member" ? deliveryAddress : null },
    status: orderStatus(order, now),
    ...{ storeName, timeZone, lines, refunds: back, vouchers: kept, requests: asked, lastTry },
    member: member && shownMember(scope, member),
  };
}
export type OrderDetail = NonNullable<Awaited<ReturnType<typeof getOrder>>>;

/** An order for other systems, or null when it is not theirs. */
export async function getOrderView(scope: Scope, orderId: string): Promise<OrderView | null> {
  const [order] = await db()
    .select()
    .from(orders)
    .where(and(mayBeSeen(scope), eq(orders.id, orderId)));
  if (!order) return null;
  const now = await databaseNow(db());
  const [lines, packs] = await Promise.all([linesOf(scope, orderId), purchasesOfOrder(scope, orderId, now)]);
  const refunded = Object.fromEntries(lines.map((line) => [line.lineId, line.refundedQuantity]));
  return orderView({ ...order, status: orderStatus(order, now) }, refunded, packs);
}
