import { describe, expect, it } from "vitest";
import { lookAgain, loopLoad } from "@/lib/platform/loop-load";

const total = (idle: number, active: number) => ({
  idle,
  active,
  utilization: active / (idle + active || 1),
});
const start = { at: 0, since: total(1000, 1000), load: 0.2 };

describe("the load of the event loop", () => {
  it("is the busy share of the time since the last look", () => {
    expect(lookAgain(start, 100, total(1075, 1025)).load).toBeCloseTo(0.25);
  });

  it("stays what it was until enough time has passed to tell", () => {
    expect(lookAgain(start, 10, total(1000, 1010))).toBe(start);
  });

  it("is nothing where no time was counted", () => {
    expect(lookAgain(start, 100, start.since).load).toBe(0);
  });

  it("rises in a process that computes without a pause", async () => {
    const busyUntil = performance.now() + 400;
    while (performance.now() < busyUntil) {
      const chunk = performance.now() + 40;
      while (performance.now() < chunk);
      await new Promise((resolve) => setImmediate(resolve));
      loopLoad();
    }
    expect(loopLoad()).toBeGreaterThan(0.6);
  });
});
