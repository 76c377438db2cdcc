import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { webhookAttempts, webhookDeliveries, webhooks } from "@/db/schema/notifications";
import { AppError } from "@/lib/kernel/app-error";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

export type NewDelivery = Pick<
  typeof webhookDeliveries.$inferSelect,
  "merchantId" | "webhookId" | "eventId" | "eventType" | "body" | "dueAt"
>;
const AT_ONCE = 1000;

/** Keeps deliveries, each event for a webhook once: what is there already is left alone. Gives the ids of the new. */
export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < deliveries.length; from += AT_ONCE) {
    const rows = deliveries.slice(from, from + AT_ONCE).map((row) => ({ id: newId("dlv"), ...row }));
    const made = await tx
      .insert(webhookDeliveries)
      .values(rows)
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.id });
    ids.push(...made.map(({ id }) => id));
  }
  return ids;
}

/** Of which webhooks deliveries are taken: those that take what they are sent, or those that do not now. */
export type Lanes = { readonly failing: boolean; readonly busy: readonly string[]; readonly most: number };
/** How many of a webhook's are at work at once. */
const PER_LANE = { healthy: 4, failing: 1 };
/** An attempt that has said nothing for so long was cut off. */
const LEASE = sql.raw("interval '60 seconds'");

export type TakenDelivery = {
  readonly merchantId: string;
  readonly id: string;
  readonly webhookId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly body: string;
  readonly attempts: number;
  readonly tries: number;
  readonly url: string;
  readonly secret: string;
  /** Null = none, or its time is past. */
  readonly previousSecret: string | null;
  /** Seconds of the epoch: since when it was due, which at first is when the event became true. */
  readonly dueSince: number;
  /** Seconds of the epoch: when it was taken. Its signature is dated by it, whatever the clock of a process says. */
  readonly takenAt: number;
};

/**
 * Takes what is due of at most so many webhooks that are not `busy`, the oldest of each first, and marks it as begun: a
 * twin passes it over, and when nothing is heard of it for a minute it is due again.
 */
export async function takeDue(tx: Tx, { failing, busy, most }: Lanes): Promise<TakenDelivery[]> {
  const isIdle = busy.length > 0 ? sql`w.id not in ${[...busy]}` : sql`true`;
  const health = failing ? sql`w.failing_since is not null` : sql`w.failing_since is null`;
  const rows = await tx.execute<TakenDelivery & Record<string, unknown>>(sql`
    with lane as (
      select w.merchant_id, w.id from ${webhooks} w where w.disabled_at is null and ${health} and ${isIdle}
      and exists (select 1 from ${webhookDeliveries} d where d.merchant_id = w.merchant_id and d.webhook_id = w.id
        and d.status = 'waiting' and d.due_at <= now())
      order by random() limit ${most}
    ), due as (
      select d.merchant_id, d.id, d.due_at from lane cross join lateral (
        select d.merchant_id, d.id, d.due_at from ${webhookDeliveries} d
        where d.merchant_id = lane.merchant_id and d.webhook_id = lane.id and d.status = 'waiting' and d.due_at <= now()
        order by d.due_at, d.id limit ${failing ? PER_LANE.failing : PER_LANE.healthy}
        for update skip locked
      ) d
    )
    update ${webhookDeliveries} d
    set attempts = d.attempts + 1, tries = d.tries + 1, due_at = now() + ${LEASE}
    from due, ${webhooks} w
    where d.merchant_id = due.merchant_id and d.id = due.id and w.merchant_id = d.merchant_id and w.id = d.webhook_id
    returning d.merchant_id as "merchantId", d.id, d.webhook_id as "webhookId", d.event_id as "eventId",
      d.event_type as "eventType", d.body, d.attempts, d.tries, w.url, w.secret,
      case when w.previous_until > now() then w.previous_secret end as "previousSecret",
      extract(epoch from due.due_at)::float8 as "dueSince", extract(epoch from now())::float8 as "takenAt"`);
  return [...rows].sort((a, b) => a.dueSince - b.dueSince);
}

const one = (scope: Scope, deliveryId: string) =>
  and(eq(webhookDeliveries.merchantId, scope.merchantId), eq(webhookDeliveries.id, deliveryId));

/**
 * Writes what came of an attempt that is still the delivery's last; false = another attempt has begun since, or a person
 * sent it again, and this one changes nothing but the log.
 */
export async function settleDelivery(
  tx: Tx,
  scope: Scope,
  taken: Pick<TakenDelivery, "id" | "attempts" | "tries">,
  change: Pick<typeof webhookDeliveries.$inferSelect, "status"> & {
    readonly dueAt?: Instant;
    readonly finishedAt: Instant | null;
  },
): Promise<boolean> {
  const isLast = and(
    one(scope, taken.id),
    eq(webhookDeliveries.attempts, taken.attempts),
    // Sent again by a person, it begins to count anew.
    eq(webhookDeliveries.tries, taken.tries),
    eq(webhookDeliveries.status, "waiting"),
  );
  const changed = await tx
    .update(webhookDeliveries)
    .set(change)
    .where(isLast)
    .returning({ id: webhookDeliveries.id });
  return changed.length === 1;
}

/** Keeps an attempt in the log. */
export async function insertAttempt(
  tx: Tx,
  scope: Scope,
  attempt: Omit<typeof webhookAttempts.$inferInsert, "merchantId">,
): Promise<void> {
  await tx
    .insert(webhookAttempts)
    .values({ merchantId: scope.merchantId, ...attempt })
    .onConflictDoNothing();
}

/** Locks a delivery of a webhook until the transaction ends. Throws `not_found`. */
export async function lockDelivery(tx: Tx, scope: Scope, webhookId: string, deliveryId: string) {
  const { id, status, eventType } = webhookDeliveries;
  const [row] = await tx
    .select({ id, status, eventType })
    .from(webhookDeliveries)
    .where(and(one(scope, deliveryId), eq(webhookDeliveries.webhookId, webhookId)))
    .for("update");
  if (!row) throw new AppError("not_found");
  return row;
}

/** Makes a locked delivery due anew, with all its tries before it. */
export async function resetDelivery(tx: Tx, scope: Scope, deliveryId: string, dueAt: Instant): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ status: "waiting", tries: 0, dueAt, finishedAt: null })
    .where(one(scope, deliveryId));
}
