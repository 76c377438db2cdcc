import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { db } from "@/db/client";
import { keyLimiter, processKeyLimiter } from "@/lib/platform/api-rate";

const hitsOf = async (id: string) => {
  const [row] = await db().execute<{ hits: number }>(
    sql`select hits from rate_bucket where bucket = ${`api:${id}`}`,
  );
  return row?.hits;
};

describe("the rate of a key", () => {
  it.each([
    [100, 2],
    [7, 3],
    [1, 2],
  ])(
    "a rate of %i holds over %i processes together, however they share it",
    async (ratePerMinute, processes) => {
      const id = `key_shared_${ratePerMinute}`;
      const limiters = Array.from({ length: processes }, keyLimiter);
      const asks = Array.from({ length: 3 * ratePerMinute }, (_, i) =>
        limiters[i % processes]?.take({ id, ratePerMinute }),
      );
      const rates = await Promise.all(asks);
      expect(rates.filter((rate) => rate?.isAllowed)).toHaveLength(ratePerMinute);
    },
  );

  it("a new minute begins with the whole rate, whatever a process had left of the old one", async () => {
    const key = { id: "key_minutes", ratePerMinute: 40 };
    const [a, b] = [keyLimiter(), keyLimiter()];
    const admitted = async () => {
      let n = 0;
      while ((await a.take(key)).isAllowed || (await b.take(key)).isAllowed) n++;
      return n;
    };
    expect(await admitted()).toBe(40);
    await db().execute(
      sql`update rate_bucket set resets_at = now() - interval '1 second' where bucket = 'api:key_minutes'`,
    );
    expect((await a.take(key)).isAllowed).toBe(false);
    const fresh = keyLimiter();
    expect(await fresh.take(key)).toMatchObject({ isAllowed: true, remaining: 39 });
  });

  it("costs a row only once for a twentieth of the minute", async () => {
    const limiter = keyLimiter();
    const key = { id: "key_cheap", ratePerMinute: 2000 };
    for (let i = 0; i < 100; i++) await limiter.take(key);
    expect(await hitsOf(key.id)).toBe(100);
    await limiter.take(key);
    expect(await hitsOf(key.id)).toBe(200);
  });

  it("that is changed counts from the next request on", async () => {
    const limiter = keyLimiter();
    for (let i = 0; i < 3; i++) await limiter.take({ id: "key_changed", ratePerMinute: 3 });
    expect((await limiter.take({ id: "key_changed", ratePerMinute: 3 })).isAllowed).toBe(false);
    const raised = { id: "key_changed", ratePerMinute: 5 };
    expect(await limiter.take(raised)).toMatchObject({ isAllowed: true, limit: 5 });
  });

  it("is counted by one limiter of the process, also where the code is there twice", async () => {
    const first = processKeyLimiter();
    vi.resetModules();
    const again = await import("@/lib/platform/api-rate");
    expect(again.processKeyLimiter).not.toBe(processKeyLimiter);
    expect(again.processKeyLimiter()).toBe(first);
  });
});
