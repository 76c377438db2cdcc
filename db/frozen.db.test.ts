import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { withSlowReader } from "@/db/slow-reader";
import { TestProxy } from "@/db/testing-proxy";
import { inTransaction } from "@/db/transaction";
import { env } from "@/lib/platform/env";
import { closeJobs, defineJob, send } from "@/lib/platform/jobs";

const job = (name: string) =>
  defineJob({ name, input: z.object({ n: z.number() }), handle: async () => undefined });

let proxy: TestProxy;
beforeAll(async () => {
  proxy = await TestProxy.before(env().DATABASE_URL);
  // The pool goes to the database itself; only what has connections of its own goes through the proxy.
  globalThis.__scripEnv = { ...env(), DATABASE_DIRECT_URL: proxy.url };
});
afterEach(() => proxy.heal());
afterAll(async () => {
  await closeJobs();
  await proxy.close();
});

describe("a network that freezes", () => {
  it("makes a send busy within its time, before the queue was ever reached and after, and the next one works", async () => {
    const busy = expect.objectContaining({ name: "AppError", code: "busy" });
    const sending = (name: string) => inTransaction((tx) => send(tx, job(name), { n: 1 }));
    for (const round of ["first", "second"]) {
      proxy.freeze();
      const began = performance.now();
      await expect(sending(`test.frozen.${round}`)).rejects.toEqual(busy);
      expect(performance.now() - began).toBeLessThan(4900);
      proxy.heal();
      await sending(`test.healed.${round}`);
    }
  });

  it("ends a long read when the server could have answered and has not", async () => {
    const began = performance.now();
    const reading = withSlowReader(500, async (reader) => {
      await reader.execute(sql`select 1`);
      proxy.freeze();
      return await reader.execute(sql`select 2`);
    });
    await expect(reading).rejects.toThrow();
    expect(performance.now() - began).toBeLessThan(15_000);
  });
});
