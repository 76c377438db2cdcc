import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { serveFigures } from "@/lib/platform/serve-figures";

const port = await new Promise<number>((resolve) => {
  const probe = createServer().listen(0, "127.0.0.1", () => {
    const address = probe.address();
    probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
  });
});
const stop = await serveFigures(port, "127.0.0.1");
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
