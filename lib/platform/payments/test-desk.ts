import { and, asc, eq, isNull, lte, ne, or, sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { testPayments, testRefunds } from "@/db/schema/payments";
import { databaseNow, inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { keyedHash } from "@/lib/platform/crypto";
import { env } from "@/lib/platform/env";
import { defineJob } from "@/lib/platform/jobs";
import { log } from "@/lib/platform/log";
import type { PaymentProvider, ProviderFacts } from "@/lib/platform/payments/provider";
import { isSignedBy, signBody } from "@/lib/platform/webhook-signature";

export type TestPayment = typeof testPayments.$inferSelect;

/** What a payer can do on the page of the test provider. */
export const testChoices = ["approve", "decline", "time_out", "pay_late"] as const;
export type TestChoice = (typeof testChoices)[number];

const secret = () => keyedHash("test-payments", "webhook");
const HEADER = "scrip-signature";

const factsSchema = z.object({
  merchantId: z.string(),
  paymentId: z.string(),
  state: z.enum(["open", "paid", "declined", "expired"]),
  chargeRef: z.string().nullable(),
  amountMinor: z.int(),
  currency: z.string(),
});
const eventSchema = z.object({ id: z.string(), type: z.string(), facts: factsSchema.nullable() });

const factsOf = ({
  id,
  merchantId,
  paymentId,
  state,
  amountMinor,
  currency,
}: TestPayment): ProviderFacts => ({
  merchantId,
  paymentId,
  state,
  chargeRef: state === "paid" ? id : null,
  amountMinor,
  currency,
});

/** One payment of the test provider's by its unguessable id; null = there is none. */
export async function findTestPayment(id: string): Promise<TestPayment | null> {
  const [row] = await db().select().from(testPayments).where(eq(testPayments.id, id));
  return row ?? null;
}

/**
 * The built-in provider: a page at our own origin where a payer chooses what shall happen, books of its own, and events
 * that come in as signed webhooks over HTTP like a real one's. No money moves.
 */
export const testProvider: PaymentProvider = {
  name: "test",
  canMove: () => true,
  create: async ({ merchantId, paymentId, amountMinor, currency, description, ...ask }) => {
    const mine = and(eq(testPayments.merchantId, merchantId), eq(testPayments.paymentId, paymentId));
    const { returnUrl, cancelUrl, expiresAt } = ask;
    const row = { amountMinor, currency, description, returnUrl, cancelUrl, expiresAt };
    const id = await inTransaction(async (tx) => {
      await tx
        .insert(testPayments)
        .values({ id: newId("tpy"), merchantId, paymentId, ...row })
        .onConflictDoNothing();
      const [made] = await tx.select({ id: testPayments.id }).from(testPayments).where(mine);
      return made?.id ?? "";
    });
    return { providerRef: id, url: `${env().BASE_URL}/api/test-payments/${id}` };
  },
  look: async (providerRef) => {
    const row = await findTestPayment(providerRef);
    if (!row) throw new Error("the test provider has no such payment");
    return factsOf(row);
  },
  close: async (providerRef) => {
    // Who chose to pay late pays late.
    const isOpen = and(eq(testPayments.state, "open"), isNull(testPayments.lateAt));
    await inTransaction((tx) =>
      tx
        .update(testPayments)
        .set({ state: "expired" })
        .where(and(eq(testPayments.id, providerRef), isOpen)),
    );
  },
  refund: async ({ chargeRef, amountMinor, key }) => {
    await inTransaction(async (tx) => {
      const [row] = await tx.select().from(testPayments).where(eq(testPayments.id, chargeRef)).for("update");
      if (row?.state !== "paid") throw new Error("the test provider was not paid that");
      const done = await tx
        .select({ key: testRefunds.key, amountMinor: testRefunds.amountMinor })
        .from(testRefunds)
        .where(eq(testRefunds.testPaymentId, chargeRef));
      if (done.some((one) => one.key === key)) return;
      const sum = done.reduce((all, one) => all + one.amountMinor, amountMinor);
      if (sum > row.amountMinor) throw new Error("the test provider gives back no more than was paid");
      await tx.insert(testRefunds).values({ key, testPaymentId: chargeRef, amountMinor });
    });
    return { providerRef: `tre_${key}`, state: "done" };
  },
  read: async (body, headers, now) => {
    if (!isSignedBy([secret()], headers.get(HEADER), body, now)) return null;
    return eventSchema.parse(JSON.parse(body));
  },
};

/** The webhook of how a payment stands: its body, and the headers that sign it now. */
export function testWebhook(payment: TestPayment, now: Date) {
  const { id, state } = payment;
  const body = JSON.stringify({
    id: `tev_${id}_${state}`,
    type: `payment.${state}`,
    facts: factsOf(payment),
  });
  return { body, headers: { "content-type": "application/json", [HEADER]: signBody([secret()], body, now) } };
}

/** Does what the payer chose, once: whoever chooses second finds it chosen. Tells how it stands. */
export async function chooseTestPayment(id: string, choice: TestChoice): Promise<TestPayment | null> {
  const states = { approve: "paid", decline: "declined", time_out: "expired", pay_late: "open" } as const;
  const late =
    choice === "pay_late"
      ? sql`greatest(${testPayments.expiresAt}, now()) + interval '5 seconds'`
      : sql`${testPayments.lateAt}`;
  await inTransaction((tx) =>
    tx
      .update(testPayments)
      .set({ state: states[choice], lateAt: late })
      .where(and(eq(testPayments.id, id), eq(testPayments.state, "open"), isNull(testPayments.lateAt))),
  );
  return await findTestPayment(id);
}

const TELL_MS = 5000;

/** Sends the merchant's side how a payment stands, over HTTP; true = it took it. It is sent again until it does. */
export async function tellTestPayment(payment: TestPayment): Promise<boolean> {
  if (payment.state === "open") return true;
  const { body, headers } = testWebhook(payment, await databaseNow(db()));
  const signal = AbortSignal.timeout(TELL_MS);
  const url = `${env().BASE_URL}/api/payments/test`;
  const answer = await fetch(url, { method: "POST", body, headers, signal, redirect: "error" }).catch(
    () => null,
  );
  if (!answer?.ok) return false;
  const { id } = payment;
  await inTransaction((tx) =>
    tx.update(testPayments).set({ toldAt: sql`now()` }).where(eq(testPayments.id, id)),
  );
  return true;
}

const AT_ONCE = 100;

/** Ends what nobody paid in time, pays what was to be paid late, and gives what is to be told. */
async function nextToTell(): Promise<TestPayment[]> {
  return await inTransaction(async (tx) => {
    const isOpen = eq(testPayments.state, "open");
    const { lateAt, expiresAt } = testPayments;
    await tx
      .update(testPayments)
      .set({ state: "paid" })
      .where(and(isOpen, lte(lateAt, sql`now()`)));
    await tx
      .update(testPayments)
      .set({ state: "expired" })
      .where(and(isOpen, isNull(lateAt), lte(expiresAt, sql`now()`)));
    return await tx
      .select()
      .from(testPayments)
      .where(
        and(
          isNull(testPayments.toldAt),
          ne(testPayments.state, "open"),
          or(lte(expiresAt, sql`now() + interval '1 day'`)),
        ),
      )
      .orderBy(asc(expiresAt))
      .limit(AT_ONCE);
  });
}

/** Every minute: what the test provider has to tell is told, until it is taken. */
export const testPaymentsJob = defineJob({
  name: "platform.testPayments",
  input: z.object({}),
  cron: "* * * * *",
  handle: async (_, signal) => {
    for (const payment of await nextToTell()) {
      if (signal.aborted) return undefined;
      if (!(await tellTestPayment(payment))) log.warn("a test payment was not taken", { code: payment.id });
    }
    return undefined;
  },
});
