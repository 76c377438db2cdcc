import { and, eq, sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import type { Reader, Tx } from "@/db/client";
import { packDues } from "@/db/schema/pack-purchases";
import type { Instant } from "@/lib/kernel/time";
import type { Purchase } from "@/lib/packs/repository/purchases";
import type { Scope } from "@/lib/platform/auth/scope";

/** A delivery that is made now, and what it makes of its purchase. */
export type MadeDelivery = {
  readonly purchaseId: string;
  readonly cycle: number;
  readonly dueAt: Instant;
  readonly voucherIds: readonly string[];
  /** Null = this was the last. */
  readonly nextDueAt: Instant | null;
  readonly refundDueAt: Instant | null;
};

const column = (values: readonly (string | null)[]) => writeArray(values);
const iso = (at: Instant | null) => at?.toISOString() ?? null;

/** Writes deliveries, in one statement however many. The key of one is its purchase and number: what was delivered before throws (I-6, I-16). */
export async function insertDeliveries(
  tx: Tx,
  scope: Scope,
  made: readonly MadeDelivery[],
  now: Instant,
): Promise<void> {
  await tx.execute(sql`
    insert into pack_delivery (merchant_id, purchase_id, cycle, due_at, at, voucher_ids)
    select ${scope.merchantId}, d.id, d.cycle, d.due, ${now.toISOString()}::timestamptz, string_to_array(d.vouchers, ' ')
    from unnest(${column(made.map((one) => one.purchaseId))}::text[],
      ${column(made.map((one) => String(one.cycle)))}::int[],
      ${column(made.map((one) => iso(one.dueAt)))}::timestamptz[],
      ${column(made.map((one) => one.voucherIds.join(" ")))}::text[]) d(id, cycle, due, vouchers)`);
}

/** Where deliveries leave their purchases, in one statement; each must still stand at the cycle that was delivered (I-16). */
export async function moveOn(tx: Tx, scope: Scope, made: readonly MadeDelivery[]): Promise<void> {
  const [moved] = await tx.execute<{ n: number }>(sql`
    with moved as (
      update pack_due p set next_cycle = d.cycle + 1, next_due_at = d.next, try_at = d.next, waits_for = null
      from unnest(${column(made.map((one) => one.purchaseId))}::text[],
        ${column(made.map((one) => String(one.cycle)))}::int[],
        ${column(made.map((one) => iso(one.nextDueAt)))}::timestamptz[]) d(id, cycle, next)
      where p.merchant_id = ${scope.merchantId} and p.purchase_id = d.id and p.next_cycle = d.cycle and p.try_at is not null
      returning 1)
    select count(*)::int as n from moved`);
  if (moved?.n !== made.length) throw new Error("a purchase was delivered under its lock");
}

/** When whoever had their last delivery is looked at for their money back, in one statement; most have none to come. */
export async function dueRefunds(tx: Tx, scope: Scope, made: readonly MadeDelivery[]): Promise<void> {
  const some = made.filter((one) => one.refundDueAt !== null);
  if (some.length === 0) return;
  const dated = await tx.execute(sql`
    update pack_purchase p set refund_due_at = d.back
    from unnest(${column(some.map((one) => one.purchaseId))}::text[],
      ${column(some.map((one) => iso(one.refundDueAt)))}::timestamptz[]) d(id, back)
    where p.merchant_id = ${scope.merchantId} and p.id = d.id and p.status in ('paid', 'given') returning 1`);
  if (dated.length !== some.length) throw new Error("a purchase was delivered under its lock");
}

/** The first delivery of a locked purchase that was paid or given is due now. */
export async function beginDue(
  tx: Tx,
  scope: Scope,
  { id, packId }: { readonly id: string; readonly packId: string },
  now: Instant,
): Promise<void> {
  const { merchantId } = scope;
  await tx.insert(packDues).values({ merchantId, purchaseId: id, packId, nextDueAt: now, tryAt: now });
}

/** Nothing of a locked purchase is delivered any more; asserts that it had begun. */
export async function endDue(tx: Tx, scope: Scope, purchaseId: string): Promise<void> {
  const ended = await tx
    .update(packDues)
    .set({ nextDueAt: null, tryAt: null, waitsFor: null })
    .where(dueOf(scope, purchaseId))
    .returning({ cycle: packDues.nextCycle });
  if (ended.length !== 1) throw new Error(`the deliveries of purchase ${purchaseId} never began`);
}

const dueOf = (scope: Scope, purchaseId: string) =>
  and(eq(packDues.merchantId, scope.merchantId), eq(packDues.purchaseId, purchaseId));

/** What comes next of a purchase. */
export type Coming = { readonly nextCycle: number; readonly nextDueAt: Instant | null };

/** What comes next of a purchase that has not begun. */
export const NOTHING_YET: Coming = { nextCycle: 1, nextDueAt: null };

/** What comes next of a purchase, and the coupon that it waits for (null = for none). Lock it first. */
export async function loadComing(
  reader: Reader,
  scope: Scope,
  purchaseId: string,
): Promise<Coming & { readonly waitsFor: string | null }> {
  const { nextCycle, nextDueAt, waitsFor } = packDues;
  const [row] = await reader
    .select({ nextCycle, nextDueAt, waitsFor })
    .from(packDues)
    .where(dueOf(scope, purchaseId));
  return row ?? { ...NOTHING_YET, waitsFor: null };
}

/** Puts off when locked purchases are tried again, and says which coupon each waits for. */
export async function putOff(
  tx: Tx,
  scope: Scope,
  waiting: readonly { readonly purchaseId: string; readonly couponId: string | null }[],
  until: Instant,
): Promise<void> {
  if (waiting.length === 0) return;
  await tx.execute(sql`
    update pack_due p set try_at = ${until.toISOString()}::timestamptz, waits_for = w.coupon
    from unnest(${column(waiting.map((one) => one.purchaseId))}::text[],
      ${column(waiting.map((one) => one.couponId))}::text[]) w(id, coupon)
    where p.merchant_id = ${scope.merchantId} and p.purchase_id = w.id and p.try_at is not null`);
}

/**
 * Puts off purchases whose delivery failed: a minute at first, then for as long as they are late, at most an hour. So
 * whatever fails for ever is out of the way of what is due beside it. Tells how many there were.
 */
export async function putOffFailed(tx: Tx, scope: Scope, ids: readonly string[]): Promise<number> {
  const off = await tx.execute(sql`
    update pack_due p set try_at = now() + least(interval '1 hour', greatest(interval '1 minute', now() - p.next_due_at))
    where p.merchant_id = ${scope.merchantId} and p.purchase_id = any(${column(ids)}::text[]) and p.try_at <= now()
    returning 1`);
  return off.length;
}

/** A purchase that is due, and how many packs it is. */
export type DuePacks = { readonly purchaseId: string; readonly memberId: string; readonly packs: number };

/** Purchases of one version of a pack whose deliveries are alike. */
export type DueGroup = {
  readonly merchantId: string;
  readonly packId: string;
  readonly version: number;
  readonly zone: string;
  readonly isFirst: boolean;
  /** Coupons that a delivery of one pack brings at most. */
  readonly coupons: number;
  readonly due: readonly DuePacks[];
};

/** The next purchases of all merchants that are due, or those named among them, those that wait longest first, as groups. Unlocked: a look. */
export async function findDue(
  reader: Reader,
  most: number,
  of?: { readonly merchantId: string; readonly purchaseIds: readonly string[] },
): Promise<DueGroup[]> {
  const named = of
    ? sql`merchant_id = ${of.merchantId} and purchase_id = any(${column(of.purchaseIds)}::text[]) and`
    : sql``;
  const rows = await reader.execute<{
    merchant_id: string;
    pack_id: string;
    contents_version: number;
    time_zone: string;
    is_first: boolean;
    coupons: number;
    ids: string;
    members: string;
    packs: string;
  }>(sql`
    select p.merchant_id, p.pack_id, p.contents_version, p.time_zone, due.is_first,
      (select max(n)::int from (select sum(i.quantity) as n from pack_item i
        where (i.merchant_id, i.pack_id, i.version) = (p.merchant_id, p.pack_id, p.contents_version) group by i.part) part) as coupons,
      string_agg(p.id, ' ') as ids, string_agg(p.member_id, ' ') as members, string_agg(p.quantity::text, ' ') as packs from (
      select merchant_id, purchase_id, next_cycle = 1 as is_first from pack_due
      where ${named} try_at <= now() order by try_at, merchant_id, pack_id limit ${most}) due
    join pack_purchase p on (p.merchant_id, p.id) = (due.merchant_id, due.purchase_id)
    group by 1, 2, 3, 4, 5`);
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    packId: row.pack_id,
    version: row.contents_version,
    zone: row.time_zone,
    isFirst: row.is_first,
    coupons: row.coupons,
    due: dueOfRow(row),
  }));
}

function dueOfRow(row: {
  readonly ids: string;
  readonly members: string;
  readonly packs: string;
}): DuePacks[] {
  const [memberIds, packs] = [row.members.split(" "), row.packs.split(" ")];
  return row.ids.split(" ").map((purchaseId, i) => {
    return { purchaseId, memberId: memberIds[i] ?? "", packs: Number(packs[i]) };
  });
}

/** A purchase that is due, locked, and whether its member may have anything now. */
export type DuePurchase = Pick<
  Purchase,
  "id" | "memberId" | "quantity" | "cycles" | "startedOn" | "autoRefund"
> & {
  readonly nextCycle: number;
  readonly dueAt: Instant;
  readonly isBlocked: boolean;
  readonly isErased: boolean;
};

/**
 * Those of these purchases that are still due, under lock; whatever another has in hand is left to it. A delivery does not
 * change the purchase itself, so the weaker lock on it is enough: it keeps off whoever refunds it.
 */
export async function lockDue(tx: Tx, scope: Scope, ids: readonly string[]): Promise<DuePurchase[]> {
  const rows = await tx.execute<{
    id: string;
    member_id: string;
    quantity: number;
    next_cycle: number;
    cycles: number;
    started_on: string;
    auto_refund: boolean;
    due: string;
    is_blocked: boolean;
    is_erased: boolean;
  }>(sql`
    select p.id, p.member_id, p.quantity, d.next_cycle, p.cycles, p.started_on::text as started_on, p.auto_refund,
      (extract(epoch from d.next_due_at) * 1000)::text as due,
      m.blocked_at is not null as is_blocked, m.erased_at is not null as is_erased
    from pack_due d
    join pack_purchase p on (p.merchant_id, p.id) = (d.merchant_id, d.purchase_id)
    join member m on (m.merchant_id, m.id) = (p.merchant_id, p.member_id)
    where d.merchant_id = ${scope.merchantId} and d.purchase_id = any(${column(ids)}::text[]) and d.try_at <= now()
      and p.status in ('paid', 'given')
    order by d.purchase_id for update of d skip locked for key share of p skip locked`);
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    quantity: row.quantity,
    nextCycle: row.next_cycle,
    cycles: row.cycles,
    startedOn: row.started_on,
    autoRefund: row.auto_refund,
    dueAt: new Date(Number(row.due)),
    isBlocked: row.is_blocked,
    isErased: row.is_erased,
  }));
}
