import { and, asc, desc, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { staff } from "@/db/schema/merchants";
import { voucherEvents, vouchers } from "@/db/schema/vouchers";
import type { Scope } from "@/lib/platform/auth/scope";

/**
 * What happened to a voucher, oldest first, beginning with its issue, which the voucher itself tells; `by` is the staff
 * member who did it, never another member's name. Who did it and their note are for staff.
 */
export function voucherHistory(
  scope: Scope,
  { id: voucherId, issuedTo }: { readonly id: string; readonly issuedTo: string | null },
) {
  // Whoever was given it reads what happened since: what came before was another's. By the database's clock: ids are made by each process's own.
  const since = issuedTo !== null && scope.actor.type === "member" && scope.actor.id !== issuedTo;
  const own = since
    ? sql`(${voucherEvents.at}, ${voucherEvents.id}) >= (select g.at, g.id from voucher_event g where g.merchant_id = ${scope.merchantId}
        and g.voucher_id = ${voucherId} and g.kind = 'transferred')`
    : undefined;
  const issued = db()
    .select({
      id: vouchers.id,
      at: vouchers.issuedAt,
      kind: sql<HistoryKind>`'issued'`.as("kind"),
      actorType: vouchers.issuedByType,
      actorId: vouchers.issuedBy,
      note: sql<string | null>`null::text`.as("note"),
    })
    .from(vouchers)
    .where(
      and(
        eq(vouchers.merchantId, scope.merchantId),
        eq(vouchers.id, voucherId),
        since ? sql`false` : undefined,
      ),
    );
  const later = db()
    .select({
      id: voucherEvents.id,
      at: voucherEvents.at,
      kind: sql<HistoryKind>`case when ${isOver} then 'over' else ${voucherEvents.kind} end`.as("kind"),
      actorType: voucherEvents.actorType,
      actorId: voucherEvents.actorId,
      note: sql<string | null>`${voucherEvents.cause} ->> 'note'`.as("note"),
    })
    .from(voucherEvents)
    .where(and(eq(voucherEvents.merchantId, scope.merchantId), eq(voucherEvents.voucherId, voucherId), own));
  const entries = issued.unionAll(later).as("entries");
  return db()
    .select({
      id: entries.id,
      at: entries.at,
      kind: entries.kind,
      actorType: entries.actorType,
      by: scope.actor.type === "staff" ? staff.name : sql<string | null>`null`,
      note: scope.actor.type === "staff" ? entries.note : sql<string | null>`null`,
    })
    .from(entries)
    .leftJoin(staff, and(eq(entries.actorType, "staff"), eq(staff.id, entries.actorId)))
    .orderBy(asc(entries.at), desc(sql`${entries.kind} = 'issued'`), asc(entries.id))
    .limit(200);
}
type HistoryKind = "issued" | "over" | (typeof voucherEvents.$inferSelect)["kind"];

/** A gift that came back because nobody took it in time, which is not what its giver did. */
const isOver = sql`${voucherEvents.kind} = 'withdrawn' and ${voucherEvents.cause} ->> 'why' = 'over'`;
