import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { buildTestProgram, startTestProgram } from "@/db/testing-programs";
import { serveFigures } from "@/lib/platform/serve-figures";

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
const port = await freePort();
const stop = await serveFigures(port, "127.0.0.1", () => false);
afterAll(stop);

const ask = (path: string, headers = {}) => fetch(`http://127.0.0.1:${port}${path}`, { headers });

describe("the port of a worker", () => {
  it("tells its figures, health and readiness on this machine, and nothing else", async () => {
    const figures = await ask("/metrics");
    expect(figures.status).toBe(200);
    expect(await figures.text()).toContain("scrip_process_resident_memory_bytes");
    expect((await ask("/healthz")).status).toBe(200);
    expect((await ask("/readyz")).status).toBe(200);
    expect((await ask("/console")).status).toBe(404);
  });

  it("tells nothing to whom a proxy passes on", async () => {
    expect((await ask("/metrics", { "x-forwarded-for": "203.0.113.9" })).status).toBe(404);
  });
});

/** What `/readyz` says at the port: null while nobody listens there. */
async function readinessAt(at: number) {
  const answer = await fetch(`http://127.0.0.1:${at}/readyz`).catch(() => null);
  return answer && { status: answer.status, ...(await answer.json()) };
}

/** Asks until the answer holds what is wanted, and gives it; throws after 20 s. */
async function untilReadiness(at: number, wanted: Record<string, unknown>) {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(20)) {
    const told = await readinessAt(at);
    if (told && Object.entries(wanted).every(([key, value]) => told[key] === value)) return told;
  }
  throw new Error(`it never said ${JSON.stringify(wanted)}`);
}

/** Nobody writes into the table, or locks rows of it, until the work is done: past the pool, which would cut it short. */
async function whileHeld(table: string, work: () => Promise<void>): Promise<void> {
  const session = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
  const held = session.begin(async (tx) => {
    await tx`lock table ${tx(table)} in exclusive mode`;
    await work();
  });
  await held.finally(() => session.end({ timeout: 1 }));
}

describe("a worker", () => {
  it("is not ready before it does its work, and says so as soon as it is told to end", async () => {
    const own = await freePort();
    const file = await buildTestProgram("worker");
    const env = { METRICS_PORT: String(own), METRICS_HOST: "127.0.0.1", LOG_LEVEL: "info" };
    let worker = null as ReturnType<typeof startTestProgram> | null;
    try {
      // It cannot say that it lives, so it is still starting.
      await whileHeld("worker_heartbeat", async () => {
        worker = startTestProgram(file, env);
        const told = await untilReadiness(own, { database: "ok" });
        expect(told).toMatchObject({ status: 503, ready: false, starting: true, draining: false });
      });
      await untilReadiness(own, { status: 200, ready: true, starting: false });
      // It waits for the events it looks for, so it cannot end at once.
      await whileHeld("outbox_batch", async () => {
        await sleep(700);
        worker?.child.kill("SIGTERM");
        const told = await untilReadiness(own, { status: 503 });
        expect(told).toMatchObject({ ready: false, starting: false, draining: true, database: "ok" });
      });
      expect(await worker?.end()).toBe(0);
    } finally {
      await worker?.kill();
    }
  }, 60_000);
});
