import { sql } from "drizzle-orm";
import { writeArray } from "@/db/array-types";
import type { Reader, Tx } from "@/db/client";
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

/** What deliveries make of their purchases, in one statement; each must still stand at the cycle that was delivered (I-16). */
export async function movePurchases(tx: Tx, scope: Scope, made: readonly MadeDelivery[]): Promise<void> {
  const moved = await tx.execute(sql`
    update pack_purchase p set next_cycle = d.cycle + 1, next_due_at = d.next, try_at = d.next, waits_for = null,
      refund_due_at = d.back
    from unnest(${column(made.map((one) => one.purchaseId))}::text[],
      ${column(made.map((one) => String(one.cycle)))}::int[],
      ${column(made.map((one) => iso(one.nextDueAt)))}::timestamptz[],
      ${column(made.map((one) => iso(one.refundDueAt)))}::timestamptz[]) d(id, cycle, next, back)
    where p.merchant_id = ${scope.merchantId} and p.id = d.id and p.next_cycle = d.cycle and p.status in ('paid', 'given')
    returning 1`);
  if (moved.length !== made.length) throw new Error("a purchase was delivered under its lock");
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
    update pack_purchase p set try_at = ${until.toISOString()}::timestamptz, waits_for = w.coupon
    from unnest(${column(waiting.map((one) => one.purchaseId))}::text[],
      ${column(waiting.map((one) => one.couponId))}::text[]) w(id, coupon)
    where p.merchant_id = ${scope.merchantId} and p.id = w.id and p.try_at is not null`);
}

/** Purchases of one version of a pack whose deliveries are alike, to be made in one go. */
export type DueGroup = {
  readonly merchantId: string;
  readonly packId: string;
  readonly version: number;
  readonly zone: string;
  readonly isFirst: boolean;
  readonly ids: readonly string[];
};

/** The next purchases of all merchants that are due, those that wait longest first, as groups. Unlocked: a look. */
export async function findDue(reader: Reader, most: number): Promise<DueGroup[]> {
  const rows = await reader.execute<{
    merchant_id: string;
    pack_id: string;
    contents_version: number;
    time_zone: string;
    is_first: boolean;
    ids: string;
  }>(sql`
    select merchant_id, pack_id, contents_version, time_zone, is_first, string_agg(id, ' ') as ids from (
      select merchant_id, pack_id, contents_version, time_zone, next_cycle = 1 as is_first, id from pack_purchase
      where try_at <= now() order by try_at, merchant_id, pack_id limit ${most}) due
    group by 1, 2, 3, 4, 5`);
  return rows.map((row) => ({
    merchantId: row.merchant_id,
    packId: row.pack_id,
    version: row.contents_version,
    zone: row.time_zone,
    isFirst: row.is_first,
    ids: row.ids.split(" "),
  }));
}

/** A purchase that is due, locked, and whether its member may have anything now. */
export type DuePurchase = Pick<
  Purchase,
  "id" | "memberId" | "quantity" | "nextCycle" | "cycles" | "startedOn" | "autoRefund"
> & { readonly dueAt: Instant; readonly isBlocked: boolean; readonly isErased: boolean };

/** Those of these purchases that are still due, under lock; whatever another has in hand is left to it. */
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
    select p.id, p.member_id, p.quantity, p.next_cycle, p.cycles, p.started_on::text as started_on, p.auto_refund,
      (extract(epoch from p.next_due_at) * 1000)::text as due,
      m.blocked_at is not null as is_blocked, m.erased_at is not null as is_erased
    from pack_purchase p join member m on (m.merchant_id, m.id) = (p.merchant_id, p.member_id)
    where p.merchant_id = ${scope.merchantId} and p.id = any(${column(ids)}::text[]) and p.try_at <= now()
      and p.status in ('paid', 'given')
    order by p.id for update of p skip locked`);
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
