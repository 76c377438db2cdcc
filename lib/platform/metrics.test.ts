import { describe, expect, it, vi } from "vitest";
import { countStatementError, metrics, metricsText, onScrape } from "@/lib/platform/metrics";

describe("metrics", () => {
  it("are one set for the process, whichever bundle counts", async () => {
    metrics().claims.inc({ by: "activity", outcome: "ok" });
    vi.resetModules();
    const second: typeof import("@/lib/platform/metrics") = await import("@/lib/platform/metrics");
    second.metrics().claims.inc({ by: "activity", outcome: "ok" });
    expect(second.metrics()).toBe(metrics());
    expect(await metricsText()).toContain('scrip_claims_total{by="activity",outcome="ok"} 2');
  });

  it("name a failed statement by its state only when an operator watches for that one", async () => {
    for (const state of ["55P03", "40P01", "23505", "XX999", "POOL_X"]) countStatementError(state);
    const text = await metricsText();
    expect(text).toContain('scrip_statement_errors_total{state="55P03"} 1');
    expect(text).toContain('scrip_statement_errors_total{state="40P01"} 1');
    expect(text).toContain('scrip_statement_errors_total{state="other"} 3');
  });

  it("are given without what could not be collected, failed or late", async () => {
    const { jobs, outboxAge } = metrics();
    onScrape("jobs", () => jobs.set({ queue: "mail", state: "failed" }, 4));
    onScrape("broken", () => {
      throw new Error("no");
    });
    onScrape("late", () => new Promise(() => undefined));
    outboxAge.set(7);
    const text = await metricsText(50);
    expect(text).toContain('scrip_jobs{queue="mail",state="failed"} 4');
    expect(text).toContain("scrip_outbox_age_seconds 7");
    expect(text).toContain("scrip_process_resident_memory_bytes");
  });
});
