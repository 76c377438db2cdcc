import { afterEach, describe, expect, it, vi } from "vitest";
import { steadyClock } from "@/lib/platform/steady-clock";

describe("the queue's clock", () => {
  afterEach(() => void vi.useRealTimers());

  it("does not go back, nor on, when the machine's clock is set", () => {
    const before = steadyClock.now();
    const wall = Date.now();
    expect(Math.abs(before - wall)).toBeLessThan(60_000);
    for (const hours of [-24, 24]) {
      vi.useFakeTimers({ toFake: ["Date"], now: wall + hours * 3_600_000 });
      const passed = steadyClock.now() - before;
      expect(passed).toBeGreaterThanOrEqual(0);
      expect(passed).toBeLessThan(60_000);
    }
  });
});
