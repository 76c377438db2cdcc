import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { db, poolStats } from "@/db/client";
import { makeApiKey, makeMerchant, makeStore } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { api } from "@/lib/api";

let key: string;

const get = async () => {
  const began = performance.now();
  const { status, headers } = await api.request("/api/v1/stores", {
    headers: { authorization: `Bearer ${key}` },
  });
  return { status, retryAfter: headers.get("retry-after"), ms: performance.now() - began };
};

/** Keeps a connection at work for so many seconds. */
async function hold(seconds: number): Promise<void> {
  await db().execute(sql`select pg_sleep(${seconds})`);
}
const size = () => poolStats().find(({ name }) => name === "main")?.size ?? 0;

/** What F-6 asks of a request that cannot have a connection. */
function expectRefused(answer: Awaited<ReturnType<typeof get>>) {
  expect(answer).toMatchObject({ status: 503, retryAfter: "1" });
  expect(answer.ms).toBeLessThan(1500);
}

beforeEach(async () => {
  key = await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    await makeStore(tx, merchantId);
    return (await makeApiKey(tx, merchantId)).key;
  });
  expect((await get()).status).toBe(200);
});

it("a request behind a key look-up that is refused itself is refused within 1.5 s (F-6)", async () => {
  const held = Array.from({ length: size() }, () => hold(2.7));
  const asked = [0, 50, 300, 500, 700, 900].map(async (ms) => {
    await sleep(ms);
    return await get();
  });
  for (const answer of await Promise.all(asked)) expectRefused(answer);
  await Promise.all(held);
  expect((await get()).status).toBe(200);
});

it("a request that waited long for its key does not wait as long again for what it asks (F-6)", async () => {
  const held = [hold(0.8), ...Array.from({ length: size() - 1 }, () => hold(2.7))];
  await sleep(20);
  const asked = get();
  // Takes the connection after the key look-up.
  held.push(hold(1.8));
  const answer = await asked;
  expectRefused(answer);
  expect(answer.ms).toBeGreaterThan(600);
  await Promise.all(held);
  expect((await get()).status).toBe(200);
});
