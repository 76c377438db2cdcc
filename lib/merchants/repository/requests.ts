import { and, eq, or, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { insertOf } from "@/db/insert-rows";
import { answeredRequests } from "@/db/schema/merchants";

/** Whose request it is, at which use case, under which key. */
export type RequestKey = Pick<
  typeof answeredRequests.$inferSelect,
  "merchantId" | "principal" | "route" | "key"
>;

const requestIs = (key: RequestKey) =>
  and(
    eq(answeredRequests.merchantId, key.merchantId),
    eq(answeredRequests.principal, key.principal),
    eq(answeredRequests.route, key.route),
    eq(answeredRequests.key, key.key),
  );

/** Takes a key for the transaction in hand; false = it was taken before. A twin in flight is waited for. */
export async function takeRequestKey(tx: Tx, key: RequestKey, fingerprint: string): Promise<boolean> {
  const made = await tx
    .insert(answeredRequests)
    .values({ ...key, fingerprint })
    .onConflictDoNothing()
    .returning({ key: answeredRequests.key });
  return made.length === 1;
}

/** What a taken key was used for, and its answer; null = it was given back meanwhile. */
export async function findAnswer(tx: Tx, key: RequestKey) {
  const [row] = await tx
    .select({ fingerprint: answeredRequests.fingerprint, answer: answeredRequests.answer })
    .from(answeredRequests)
    .where(requestIs(key));
  return row ?? null;
}

/**
 * Takes many keys at once, those that are free, and tells the fingerprint that each of them is bound to, in the order of
 * the keys. Taken in one order whoever asks, so that two batches wait for each other in one way only.
 */
export async function takeRequestKeys(
  tx: Tx,
  rows: readonly (RequestKey & { readonly fingerprint: string })[],
): Promise<string[]> {
  const name = ({ merchantId, principal, route, key }: RequestKey) =>
    JSON.stringify([merchantId, principal, route, key]);
  const sorted = [...rows].sort((a, b) => (name(a) < name(b) ? -1 : 1));
  await tx.insert(answeredRequests).values(sorted).onConflictDoNothing();
  const { merchantId, principal, route, key, fingerprint } = answeredRequests;
  const found = await tx
    .select({ merchantId, principal, route, key, fingerprint })
    .from(answeredRequests)
    .where(or(...rows.map(requestIs)));
  const bound = new Map(found.map((row) => [name(row), row.fingerprint]));
  return rows.map((row) => bound.get(name(row)) ?? row.fingerprint);
}

/** What tells one merchant's key of a use case from its others: whose it is, and which. */
export const nameOfKey = ({ principal, key }: Pick<RequestKey, "principal" | "key">) =>
  JSON.stringify([principal, key]);

/**
 * Takes those keys of one use case of a merchant that are free, in one order whoever asks; tells which they are, by
 * `nameOfKey`. Twins in flight are waited for.
 */
export async function takeFreeKeys(
  tx: Tx,
  rows: readonly (RequestKey & { readonly fingerprint: string })[],
): Promise<Set<string>> {
  const sorted = [...rows].sort((a, b) => (nameOfKey(a) < nameOfKey(b) ? -1 : 1));
  const insert = insertOf(answeredRequests, sorted);
  const made = await tx.execute<{ principal: string; key: string }>(
    sql`${insert} on conflict do nothing returning principal, key`,
  );
  return new Set(made.map(nameOfKey));
}

/** Keeps the answers to keys of one use case of a merchant that were taken in this transaction. */
export async function keepAnswers(
  tx: Tx,
  answers: readonly (RequestKey & { readonly answer: unknown })[],
): Promise<void> {
  const [first] = answers;
  if (!first) return;
  const rows = JSON.stringify(answers.map(({ principal, key, answer }) => ({ principal, key, answer })));
  await tx.execute(sql`
    update ${answeredRequests} set answer = kept.answer
    from jsonb_to_recordset(${rows}::jsonb) as kept(principal text, key text, answer jsonb)
    where ${answeredRequests.merchantId} = ${first.merchantId} and ${answeredRequests.principal} = kept.principal
      and ${answeredRequests.route} = ${first.route} and ${answeredRequests.key} = kept.key`);
}

/** As `returnRequestKey`, of many of one use case of a merchant. */
export async function returnRequestKeys(tx: Tx, keys: readonly RequestKey[]): Promise<void> {
  const [first] = keys;
  if (!first) return;
  const rows = JSON.stringify(keys.map(({ principal, key }) => ({ principal, key })));
  await tx.execute(sql`
    delete from ${answeredRequests} using jsonb_to_recordset(${rows}::jsonb) as back(principal text, key text)
    where ${answeredRequests.merchantId} = ${first.merchantId} and ${answeredRequests.principal} = back.principal
      and ${answeredRequests.route} = ${first.route} and ${answeredRequests.key} = back.key`);
}

/** Keeps the answer of a key taken in this transaction. */
export async function keepAnswer(tx: Tx, key: RequestKey, answer: unknown): Promise<void> {
  await tx.update(answeredRequests).set({ answer }).where(requestIs(key));
}

/** Gives a key taken in this transaction back, so that the request may be tried again. */
export async function returnRequestKey(tx: Tx, key: RequestKey): Promise<void> {
  await tx.delete(answeredRequests).where(requestIs(key));
}
