import { describe, expect, it } from "vitest";
import { FAILING_MS, planAttempt } from "@/lib/notifications/rules";

const now = new Date("2026-11-21T09:00:00Z");
const ago = (ms: number) => new Date(now.getTime() - ms);
const plan = (status: number | null, tries = 1, failingSince: Date | null = null, chance = 0.5) =>
  planAttempt({ tries, failingSince }, { status }, now, chance);
const due = (result: ReturnType<typeof plan>) =>
  "dueAt" in result.delivery ? result.delivery.dueAt.getTime() - now.getTime() : null;

describe("an attempt", () => {
  it.each([200, 201, 204, 299])("that was answered %i is delivered, and its webhook well again", (status) => {
    expect(plan(status, 3, ago(1000))).toEqual({
      delivery: { status: "delivered" },
      webhook: { failingSince: null, disable: null },
    });
  });

  it.each([null, 0, 199, 300, 301, 308, 400, 401, 404, 429, 500, 503])(
    "that was answered %s is due again, and its webhook takes nothing since now",
    (status) => {
      expect(plan(status)).toEqual({
        delivery: { status: "waiting", dueAt: new Date(now.getTime() + 5000) },
        webhook: { failingSince: now, disable: null },
      });
    },
  );

  it("is repeated over three days with growing pauses, and has failed after the twelfth", () => {
    const pauses = Array.from({ length: 11 }, (_, n) => due(plan(500, n + 1)) ?? 0);
    expect(pauses.every((pause, n) => n === 0 || pause > (pauses[n - 1] ?? 0))).toBe(true);
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect(hours).toBeGreaterThanOrEqual(71);
    expect(hours).toBeLessThan(80);
    expect(plan(500, 12).delivery).toEqual({ status: "failed" });
  });

  it("comes back a fifth earlier or later, by chance", () => {
    expect([0, 1].map((chance) => due(plan(500, 3, null, chance)))).toEqual([96_000, 144_000]);
  });

  it("keeps since when nothing was taken, and disables its webhook when that is three days", () => {
    const since = ago(FAILING_MS - 1);
    expect(plan(500, 2, since).webhook).toEqual({ failingSince: since, disable: null });
    const long = ago(FAILING_MS);
    expect(plan(500, 2, long).webhook).toEqual({ failingSince: long, disable: "failing" });
    expect(plan(200, 2, long).webhook.disable).toBeNull();
  });

  it("that was answered 410 disables its webhook at once", () => {
    expect(plan(410).webhook).toEqual({ failingSince: now, disable: "gone" });
  });
});
