import { and, eq, isNull, notInArray, sql } from "drizzle-orm";
import type { Reader, Tx } from "@/db/client";
import { alerts } from "@/db/schema/operations";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";
import { type Difference, differenceSchema } from "@/lib/risk/schema";

/** What an alert may be about. */
export type AlertKind = typeof alerts.$inferSelect.kind;

const openDifferences = (scope: Scope) =>
  and(eq(alerts.merchantId, scope.merchantId), eq(alerts.kind, "reconciliation"), isNull(alerts.resolvedAt));

/** The merchant's differences that are not over: under which key, and what was found. */
export async function findOpenDifferences(
  reader: Reader,
  scope: Scope,
): Promise<{ readonly key: string; readonly difference: Difference }[]> {
  const rows = await reader
    .select({ key: alerts.subject, detail: alerts.detail })
    .from(alerts)
    .where(openDifferences(scope));
  return rows.map(({ key, detail }) => ({ key, difference: differenceSchema.parse(detail) }));
}

/**
 * Opens an alert, or says of the open one of this kind and subject that it was seen again and what was found now. One that
 * turns out to have failed for good is news: whoever knew of it knew of something else.
 */
export async function upsertAlert(
  tx: Tx,
  scope: Scope,
  alert: { readonly kind: AlertKind; readonly subject: string; readonly detail: Difference },
): Promise<void> {
  const { detail } = alert;
  const isNews = detail.isFailed ? sql`${alerts.detail} ->> 'isFailed' is distinct from 'true'` : sql`false`;
  await tx
    .insert(alerts)
    .values({ merchantId: scope.merchantId, id: newId("alt"), ...alert })
    .onConflictDoUpdate({
      target: [alerts.merchantId, alerts.kind, alerts.subject],
      targetWhere: isNull(alerts.resolvedAt),
      set: {
        seen: sql`${alerts.seen} + 1`,
        lastSeenAt: sql`now()`,
        detail,
        firstSeenAt: sql`case when ${isNews} then now() else ${alerts.firstSeenAt} end`,
        acknowledgedAt: sql`case when ${isNews} then null else ${alerts.acknowledgedAt} end`,
        acknowledgedBy: sql`case when ${isNews} then null else ${alerts.acknowledgedBy} end`,
      },
    });
}

/** Closes the open alert of this kind and subject, if there is one. */
export async function closeAlert(tx: Tx, scope: Scope, kind: AlertKind, subject: string): Promise<void> {
  await tx
    .update(alerts)
    .set({ resolvedAt: sql`now()` })
    .where(
      and(
        eq(alerts.merchantId, scope.merchantId),
        eq(alerts.kind, kind),
        eq(alerts.subject, subject),
        isNull(alerts.resolvedAt),
      ),
    );
}

/** Closes the merchant's open differences but those under `keys`; tells how many. */
export async function resolveDifferences(tx: Tx, scope: Scope, keys: readonly string[]): Promise<number> {
  const resolved = await tx
    .update(alerts)
    .set({ resolvedAt: sql`now()` })
    .where(and(openDifferences(scope), keys.length > 0 ? notInArray(alerts.subject, [...keys]) : undefined))
    .returning({ id: alerts.id });
  return resolved.length;
}

/** Locks an alert until the transaction ends. Throws `not_found` when the merchant has none such. */
export async function lockAlert(tx: Tx, scope: Scope, alertId: string) {
  const [row] = await tx
    .select({ subject: alerts.subject, acknowledgedAt: alerts.acknowledgedAt })
    .from(alerts)
    .where(and(eq(alerts.merchantId, scope.merchantId), eq(alerts.id, alertId)))
    .for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Writes down who knows of a locked alert, and since when. */
export async function updateAcknowledged(
  tx: Tx,
  scope: Scope,
  alertId: string,
  by: { readonly staffId: string | null; readonly at: Instant },
): Promise<void> {
  const changed = await tx
    .update(alerts)
    .set({ acknowledgedAt: by.at, acknowledgedBy: by.staffId })
    .where(and(eq(alerts.merchantId, scope.merchantId), eq(alerts.id, alertId)))
    .returning({ id: alerts.id });
  if (changed.length !== 1) throw new Error("a locked alert is gone");
}
