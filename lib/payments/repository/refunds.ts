import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { paymentRefunds, payments } from "@/db/schema/payments";
import { newId } from "@/lib/kernel/id";
import type { Instant } from "@/lib/kernel/time";
import { findPayment, subjectOf } from "@/lib/payments/repository";
import type { Scope } from "@/lib/platform/auth/scope";

type PaymentRefund = typeof paymentRefunds.$inferSelect;

/** Reserves money that goes back; null = it was reserved before, for the same cause. */
export async function insertPaymentRefund(
  tx: Tx,
  scope: Scope,
  refund: Pick<PaymentRefund, "paymentId" | "refundId" | "amountMinor" | "dueAt">,
): Promise<string | null> {
  const id = newId("prf");
  const made = await tx
    .insert(paymentRefunds)
    .values({ merchantId: scope.merchantId, id, ...refund })
    .onConflictDoNothing()
    .returning({ id: paymentRefunds.id });
  return made.length === 1 ? id : null;
}

/** Money that is still to go back, with what its provider needs; null = it went, or there is none such. */
export async function findWaitingRefund(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select({
      id: paymentRefunds.id,
      paymentId: paymentRefunds.paymentId,
      amountMinor: paymentRefunds.amountMinor,
      currency: payments.currency,
      provider: payments.provider,
      chargeRef: payments.chargeRef,
      /** What the provider called it when it was asked. */
      asked: paymentRefunds.providerRef,
      orderId: payments.orderId,
      purchaseId: payments.purchaseId,
      missingSince: paymentRefunds.missingSince,
      ageMs: sql<number>`extract(epoch from now() - ${paymentRefunds.createdAt}) * 1000`.mapWith(Number),
    })
    .from(paymentRefunds)
    .innerJoin(
      payments,
      and(eq(payments.merchantId, paymentRefunds.merchantId), eq(payments.id, paymentRefunds.paymentId)),
    )
    .where(
      and(
        eq(paymentRefunds.merchantId, scope.merchantId),
        eq(paymentRefunds.id, id),
        eq(paymentRefunds.status, "waiting"),
      ),
    );
  return row ?? null;
}

/**
 * Keeps what a provider calls a refund that has not gone yet, to look at it by that name, null = it did not answer; and since
 * when it says that it cannot. What failed only for want of the provider waits again: it is there. Tells since when it is failed;
 * null = it went meanwhile.
 */
export async function keepAskedRefund(
  tx: Tx,
  scope: Scope,
  id: string,
  { providerRef, isFailed }: { readonly providerRef: string | null; readonly isFailed: boolean },
): Promise<Pick<PaymentRefund, "failedAt"> | null> {
  const failedBefore = sql`case when ${paymentRefunds.missingSince} is null then ${paymentRefunds.failedAt} end`;
  const [kept] = await tx
    .update(paymentRefunds)
    .set({
      providerRef: sql`coalesce(${providerRef}::text, ${paymentRefunds.providerRef})`,
      // What the provider works on is not failed any more, whatever it said before: nobody is to pay it by hand meanwhile.
      failedAt: isFailed ? sql`coalesce(${failedBefore}, now())` : providerRef === null ? failedBefore : null,
      missingSince: null,
    })
    .where(
      and(
        eq(paymentRefunds.merchantId, scope.merchantId),
        eq(paymentRefunds.id, id),
        eq(paymentRefunds.status, "waiting"),
      ),
    )
    .returning({ failedAt: paymentRefunds.failedAt });
  return kept ?? null;
}

/** Keeps that a provider is asked for a refund now: whatever becomes of the answer, the money may arrive. */
export async function keepAsking(tx: Tx, scope: Scope, id: string): Promise<void> {
  await tx
    .update(paymentRefunds)
    .set({ askedAt: sql`coalesce(${paymentRefunds.askedAt}, now())` })
    .where(and(eq(paymentRefunds.merchantId, scope.merchantId), eq(paymentRefunds.id, id)));
}

/**
 * Keeps since when a refund's provider is not set up, and after an hour that it failed for want of it: unless it was asked before,
 * for then the money may still arrive. Tells since when it is failed; null = it went meanwhile.
 */
export async function keepMissing(
  tx: Tx,
  scope: Scope,
  id: string,
): Promise<Pick<PaymentRefund, "failedAt"> | null> {
  const { askedAt, failedAt, missingSince, providerRef } = paymentRefunds;
  const wasAsked = sql`coalesce(${askedAt}::text, ${providerRef}) is not null`;
  const isGone = sql`not (${wasAsked}) and ${missingSince} <= now() - interval '1 hour'`;
  const [kept] = await tx
    .update(paymentRefunds)
    .set({
      missingSince: sql`coalesce(${missingSince}, case when ${failedAt} is null then now() end)`,
      failedAt: sql`coalesce(${failedAt}, case when ${isGone} then now() end)`,
    })
    .where(
      and(
        eq(paymentRefunds.merchantId, scope.merchantId),
        eq(paymentRefunds.id, id),
        eq(paymentRefunds.status, "waiting"),
      ),
    )
    .returning({ failedAt });
  return kept ?? null;
}

/** What a refund's money came by, whatever became of it; null = the merchant has none such. */
export async function findRefunded(tx: Tx, scope: Scope, id: string) {
  const { provider, orderId, purchaseId } = payments;
  const [row] = await tx
    .select({ paymentId: paymentRefunds.paymentId, provider, orderId, purchaseId })
    .from(paymentRefunds)
    .innerJoin(
      payments,
      and(eq(payments.merchantId, paymentRefunds.merchantId), eq(payments.id, paymentRefunds.paymentId)),
    )
    .where(and(eq(paymentRefunds.merchantId, scope.merchantId), eq(paymentRefunds.id, id)));
  return row ?? null;
}

/** Money that goes or went back, under lock, and what it came by; null = the merchant has none such. */
export async function lockRefund(tx: Tx, scope: Scope, id: string) {
  const [row] = await tx
    .select()
    .from(paymentRefunds)
    .where(and(eq(paymentRefunds.merchantId, scope.merchantId), eq(paymentRefunds.id, id)))
    .for("update");
  const payment = row && (await findPayment(tx, scope, row.paymentId));
  return payment ? { ...row, subject: subjectOf(payment) } : null;
}

/** Whose order or pack a refund's money was paid for; null = nobody's, or the merchant has none such. */
export async function findPayer(tx: Tx, { merchantId }: Scope, id: string): Promise<string | null> {
  const [row] = await tx.execute<{ memberId: string | null }>(sql`
    select coalesce(o.member_id, b.member_id) as "memberId" from payment_refund r
    join payment p on p.merchant_id = r.merchant_id and p.id = r.payment_id
    left join "order" o on o.merchant_id = p.merchant_id and o.id = p.order_id
    left join pack_purchase b on b.merchant_id = p.merchant_id and b.id = p.purchase_id
    where r.merchant_id = ${merchantId} and r.id = ${id}`);
  return row?.memberId ?? null;
}

/**
 * Has money wait again that was written down as gone and did not go; false = it waits already, or somebody paid it back by
 * hand since.
 */
export async function reopenPaymentRefund(tx: Tx, scope: Scope, id: string): Promise<boolean> {
  const changed = await tx
    .update(paymentRefunds)
    .set({
      ...{ status: "waiting", doneAt: null, dueAt: sql`now() + interval '10 minutes'` },
      ...{ failedAt: sql`coalesce(${paymentRefunds.failedAt}, now())`, missingSince: null },
    })
    .where(
      and(
        eq(paymentRefunds.merchantId, scope.merchantId),
        eq(paymentRefunds.id, id),
        eq(paymentRefunds.status, "done"),
        isNull(paymentRefunds.settledBy),
      ),
    )
    .returning({ id: paymentRefunds.id });
  return changed.length === 1;
}

/** Writes that money went back, through its provider or by hand; false = that was written before. */
export async function settlePaymentRefund(
  tx: Tx,
  scope: Scope,
  id: string,
  done: { readonly doneAt: Instant } & (
    | { readonly providerRef: string }
    | { readonly settledBy: string; readonly settledHow: string | null }
  ),
): Promise<boolean> {
  const changed = await tx
    .update(paymentRefunds)
    .set({ status: "done", ...done })
    .where(
      and(
        eq(paymentRefunds.merchantId, scope.merchantId),
        eq(paymentRefunds.id, id),
        eq(paymentRefunds.status, "waiting"),
      ),
    )
    .returning({ id: paymentRefunds.id });
  return changed.length === 1;
}

/**
 * Refunds of all merchants that should have gone by now, and puts off when they are asked for next: the longer the older they
 * are.
 */
export async function takeLateRefunds(tx: Tx, most: number): Promise<{ merchantId: string; id: string }[]> {
  const { merchantId, id } = paymentRefunds;
  const due = await tx
    .select({ merchantId, id })
    .from(paymentRefunds)
    .where(
      and(
        eq(paymentRefunds.status, "waiting"),
        isNull(paymentRefunds.doneAt),
        lte(paymentRefunds.dueAt, sql`now()`),
      ),
    )
    .orderBy(asc(paymentRefunds.dueAt))
    .limit(most)
    .for("update", { skipLocked: true });
  for (const row of due)
    await tx
      .update(paymentRefunds)
      .set({
        dueAt: sql`now() + least(interval '6 hours', greatest(interval '10 minutes', (now() - created_at) / 4))`,
      })
      .where(and(eq(paymentRefunds.merchantId, row.merchantId), eq(paymentRefunds.id, row.id)));
  return due;
}

/** Takes out how money was paid back by hand, in words, for what a member bought. That it was, by whom and how much stays. */
export async function takeHowOut(tx: Tx, { merchantId }: Scope, memberId: string): Promise<void> {
  await tx.execute(sql`
    update payment_refund set settled_how = null
    where merchant_id = ${merchantId} and settled_how is not null and payment_id in (
      select p.id from payment p
      join "order" o on o.merchant_id = p.merchant_id and o.id = p.order_id
      where o.merchant_id = ${merchantId} and o.member_id = ${memberId}
      union all
      select p.id from payment p
      join pack_purchase b on b.merchant_id = p.merchant_id and b.id = p.purchase_id
      where b.merchant_id = ${merchantId} and b.member_id = ${memberId})`);
}
