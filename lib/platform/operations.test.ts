import { afterEach, describe, expect, it, vi } from "vitest";
import { isHopeful, watchDatabase } from "@/lib/platform/health";
import { mayReadMetrics } from "@/lib/platform/operations";

const here = { "x-client-ip": "127.0.0.1", host: "localhost:3000" };

describe("the figures", () => {
  it("are read on this machine where no token is set, and nowhere else", () => {
    expect(mayReadMetrics({ headers: here }, undefined)).toBe(true);
    expect(mayReadMetrics({ headers: { ...here, "x-client-ip": "::1" } }, undefined)).toBe(true);
    for (const other of [
      { "x-client-ip": "10.0.0.7" },
      { "x-was-forwarded": "1" },
      { host: "scrip.example.com" },
      { host: "localhost.evil.example" },
    ]) {
      expect(mayReadMetrics({ headers: { ...here, ...other } }, undefined), JSON.stringify(other)).toBe(
        false,
      );
    }
  });

  it("are read by who shows the token where one is set, and by nobody else, not even here", () => {
    const token = "a-long-token-0123456789-0123456789";
    const asking = (authorization?: string) => mayReadMetrics({ headers: { ...here, authorization } }, token);
    expect(asking(`Bearer ${token}`)).toBe(true);
    for (const wrong of [undefined, "", "Bearer", `Bearer ${token}x`, `Basic ${token}`]) {
      expect(asking(wrong), wrong).toBe(false);
    }
  });
});

describe("a process without a database", () => {
  afterEach(() => vi.useRealTimers());

  it("is hopeless after a minute of tries without one success, and never from idling", () => {
    const at = (ms: number, triedSince: boolean) => ({ lastSuccessAt: Date.now() - ms, triedSince });
    expect(isHopeful(at(59_000, true))).toBe(true);
    expect(isHopeful(at(60_000, true))).toBe(false);
    expect(isHopeful(at(600_000, false))).toBe(true);
  });

  it("ends itself then, once", () => {
    vi.useFakeTimers();
    const ended = vi.fn();
    const health = { lastSuccessAt: Date.now(), triedSince: false };
    watchDatabase(() => health, ended);
    vi.advanceTimersByTime(600_000);
    expect(ended).not.toHaveBeenCalled();
    health.lastSuccessAt = Date.now();
    health.triedSince = true;
    vi.advanceTimersByTime(55_000);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(60_000);
    expect(ended).toHaveBeenCalledTimes(1);
  });
});
