import { and, asc, eq, getTableColumns, lte, sql } from "drizzle-orm";
import { among } from "@/db/among";
import type { Reader, Tx } from "@/db/client";
import { paymentEvents, payments } from "@/db/schema/payments";
import { newId } from "@/lib/kernel/id";
import type { Scope } from "@/lib/platform/auth/scope";

export type Payment = typeof payments.$inferSelect;

const one = (scope: Scope, id: string) => and(eq(payments.merchantId, scope.merchantId), eq(payments.id, id));

/** What is paid for: an order with the packs that were bought with it, or a pack purchase by itself. */
export type Subject = { readonly kind: "order" | "pack"; readonly id: string };

const of = (scope: Scope, { kind, id }: Subject) =>
  and(
    eq(payments.merchantId, scope.merchantId),
    eq(kind === "order" ? payments.orderId : payments.purchaseId, id),
  );

/** What a payment is for. */
export function subjectOf({ orderId, purchaseId }: Pick<Payment, "orderId" | "purchaseId">): Subject {
  if (orderId !== null) return { kind: "order", id: orderId };
  if (purchaseId === null) throw new Error("a payment is for nothing");
  return { kind: "pack", id: purchaseId };
}

/** The subject's try that is under way, if there is one. Lock the subject first. */
export async function findStarted(tx: Tx, scope: Scope, subject: Subject): Promise<Payment | null> {
  const which = and(of(scope, subject), eq(payments.status, "started"));
  const [row] = await tx.select().from(payments).where(which);
  return row ?? null;
}

/** The tries that are under way of these pack purchases. */
export async function findStartedOf(tx: Tx, { merchantId }: Scope, purchaseIds: readonly string[]) {
  const theirs = and(eq(payments.merchantId, merchantId), among(payments.purchaseId, purchaseIds));
  const which = and(theirs, eq(payments.status, "started"));
  return await tx.select({ id: payments.id }).from(payments).where(which);
}

/** Keeps a new try; the subject's lock holds back a second. */
export async function insertPayment(
  tx: Tx,
  scope: Scope,
  { kind, id: subjectId }: Subject,
  payment: Pick<Payment, "provider" | "amountMinor" | "currency" | "lookAt">,
): Promise<string> {
  const id = newId("pay");
  const { merchantId } = scope;
  const whose = kind === "order" ? { orderId: subjectId } : { purchaseId: subjectId };
  await tx.insert(payments).values({ merchantId, id, ...whose, ...payment });
  return id;
}

/** Writes where the provider has the payer pay. A twin that asked it too was told the same. */
export async function updateStarted(
  tx: Tx,
  scope: Scope,
  id: string,
  told: { readonly providerRef: string; readonly url: string },
): Promise<void> {
  await tx.update(payments).set(told).where(one(scope, id));
}

/** What a payment is for, without a lock: what has to be locked before it. Null = the merchant has none such. */
export async function findSubject(reader: Reader, scope: Scope, id: string): Promise<Subject | null> {
  const { orderId, purchaseId } = payments;
  const [row] = await reader.select({ orderId, purchaseId }).from(payments).where(one(scope, id));
  return row ? subjectOf(row) : null;
}

/** A payment as it stands, without a lock; null = the merchant has none such. */
export async function findPayment(reader: Reader, scope: Scope, id: string): Promise<Payment | null> {
  const [row] = await reader.select().from(payments).where(one(scope, id));
  return row ?? null;
}

/** A payment under lock. Lock its subject first. */
export async function lockPayment(tx: Tx, scope: Scope, id: string): Promise<Payment | null> {
  const [row] = await tx.select().from(payments).where(one(scope, id)).for("update");
  return row ?? null;
}

/** Writes how a locked payment stands; its status before is repeated in the statement. */
export async function updatePayment(
  tx: Tx,
  scope: Scope,
  { id, status }: Pick<Payment, "id" | "status">,
  change: Partial<Pick<Payment, "status" | "paysOrder" | "chargeRef" | "settledAt" | "lookAt">>,
): Promise<void> {
  const changed = await tx
    .update(payments)
    .set(change)
    .where(and(one(scope, id), eq(payments.status, status)))
    .returning({ id: payments.id });
  if (changed.length !== 1) throw new Error("a locked payment is gone");
}

/** Keeps that an event came; false = it had come before. A twin at the same time waits here. */
export async function insertPaymentEvent(
  tx: Tx,
  event: Pick<
    typeof paymentEvents.$inferInsert,
    "provider" | "eventId" | "type" | "merchantId" | "paymentId"
  >,
): Promise<boolean> {
  const made = await tx
    .insert(paymentEvents)
    .values(event)
    .onConflictDoNothing()
    .returning({ eventId: paymentEvents.eventId });
  return made.length === 1;
}

/** The payment that paid for something, if a provider's did. */
export async function findPaidBy(tx: Tx, scope: Scope, subject: Subject): Promise<Payment | null> {
  const which = and(of(scope, subject), eq(payments.paysOrder, "yes"));
  const [row] = await tx.select().from(payments).where(which);
  return row ?? null;
}

/** A payment under way, and how long it has been so, in milliseconds by the database's clock. */
export type HangingPayment = Payment & { readonly ageMs: number };

/**
 * Payments of all merchants that are under way for too long, those due longest first, and puts off when they are looked at next:
 * the longer the older they are, so that those which never end do not keep the others from being asked about.
 */
export async function takeHanging(tx: Tx, most: number): Promise<HangingPayment[]> {
  const ageMs = sql<number>`extract(epoch from now() - ${payments.createdAt}) * 1000`.mapWith(Number);
  const due = await tx
    .select({ ...getTableColumns(payments), ageMs })
    .from(payments)
    .where(and(eq(payments.status, "started"), lte(payments.lookAt, sql`now()`)))
    .orderBy(asc(payments.lookAt))
    .limit(most)
    .for("update", { skipLocked: true });
  for (const { merchantId, id } of due)
    await tx
      .update(payments)
      .set({
        lookAt: sql`now() + least(interval '6 hours', greatest(interval '5 minutes', (now() - created_at) / 4))`,
      })
      .where(and(eq(payments.merchantId, merchantId), eq(payments.id, id)));
  return due;
}
