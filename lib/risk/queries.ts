import { and, count, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { coupons } from "@/db/schema/coupons";
import { staff } from "@/db/schema/merchants";
import { webhooks } from "@/db/schema/notifications";
import { alerts } from "@/db/schema/operations";
import type { Scope } from "@/lib/platform/auth/scope";
import { differenceSchema } from "@/lib/risk/schema";

const SHOWN = 50;
const NAMED = 3;

/**
 * The merchant's alerts whose cause is not over, with the coupons and activities they name: those that nobody acknowledged
 * first, so that none is kept out by many others for good, and of either kind those that began last.
 */
export async function listOpenAlerts(scope: Scope) {
  return await openAlerts(scope);
}
export type OpenAlert = Awaited<ReturnType<typeof openAlerts>>[number];

/** Those of them that say of money that it did not go back: for who may say that it was paid by hand. */
export async function listStuckMoney(scope: Scope) {
  return await openAlerts(scope, eq(alerts.kind, "refund"));
}

/** How many `listOpenAlerts` chooses from; 101 = more than 100. */
export async function countOpenAlerts(scope: Scope): Promise<number> {
  return await countAlerts(scope);
}

/** How many `listStuckMoney` chooses from; 101 = more than 100. */
export async function countStuckMoney(scope: Scope): Promise<number> {
  return await countAlerts(scope, eq(alerts.kind, "refund"));
}

async function countAlerts(scope: Scope, which?: SQL): Promise<number> {
  const open = db()
    .select({ id: alerts.id })
    .from(alerts)
    .where(and(eq(alerts.merchantId, scope.merchantId), isNull(alerts.resolvedAt), which))
    .limit(101);
  const [row] = await db().select({ count: count() }).from(open.as("open"));
  return row?.count ?? 0;
}

async function openAlerts(scope: Scope, which?: SQL) {
  const rows = await db()
    .select({
      id: alerts.id,
      kind: alerts.kind,
      subject: alerts.subject,
      detail: alerts.detail,
      firstSeenAt: alerts.firstSeenAt,
      lastSeenAt: alerts.lastSeenAt,
      acknowledgedAt: alerts.acknowledgedAt,
      acknowledgedBy: staff.name,
    })
    .from(alerts)
    .leftJoin(staff, eq(staff.id, alerts.acknowledgedBy))
    .where(and(eq(alerts.merchantId, scope.merchantId), isNull(alerts.resolvedAt), which))
    .orderBy(sql`${alerts.acknowledgedAt} is not null`, desc(alerts.firstSeenAt), desc(alerts.id))
    .limit(SHOWN);
  const parsed = rows.map(({ detail, ...row }) => ({ ...row, ...differenceSchema.parse(detail) }));
  const names = await namesOf(
    scope,
    parsed.flatMap(({ examples }) => examples.slice(0, NAMED)),
  );
  return parsed.map(({ examples, ...alert }) => ({
    ...alert,
    examples: examples.slice(0, NAMED).map((id) => ({ id, name: names.get(id) ?? null })),
  }));
}

async function namesOf(scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  const of = (table: typeof coupons | typeof activities, prefix: string) => {
    const mine = ids.filter((id) => id.startsWith(prefix));
    if (mine.length === 0) return [];
    return db()
      .select({ id: table.id, name: table.name })
      .from(table)
      .where(and(eq(table.merchantId, scope.merchantId), inArray(table.id, mine)));
  };
  const found = await Promise.all([of(coupons, "cpn_"), of(activities, "act_"), ofWebhooks(scope, ids)]);
  return new Map(found.flat().map(({ id, name }) => [id, name]));
}

async function ofWebhooks(scope: Scope, ids: readonly string[]) {
  const mine = ids.filter((id) => id.startsWith("whk_"));
  if (mine.length === 0) return [];
  const rows = await db()
    .select({ id: webhooks.id, name: webhooks.name, url: webhooks.url })
    .from(webhooks)
    .where(and(eq(webhooks.merchantId, scope.merchantId), inArray(webhooks.id, mine)));
  return rows.map(({ id, name, url }) => ({ id, name: name || url }));
}
