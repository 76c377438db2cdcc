import { afterEach, describe, expect, it, vi } from "vitest";
import { EnvError } from "@/lib/platform/env";
import { wordsOf } from "@/lib/platform/refuse-to-start";

afterEach(() => vi.unstubAllEnvs());

const taken = (port?: number) =>
  Object.assign(new Error("listen EADDRINUSE"), { code: "EADDRINUSE", ...(port ? { port } : {}) });

describe("a process that cannot start", () => {
  it("names the port that is taken, and what to choose another by", () => {
    vi.stubEnv("PORT", "3000");
    vi.stubEnv("METRICS_PORT", "9464");
    expect(wordsOf(taken(3000))).toMatch(/^Port 3000 .* PORT=3001 npm run up$/);
    expect(wordsOf(taken(9464))).toMatch(/^Port 9464 .* METRICS_PORT=9465$/);
  });

  it("names the port it would serve where the error names none", () => {
    vi.stubEnv("PORT", "4000");
    expect(wordsOf(taken())).toContain("Port 4000 ");
    vi.stubEnv("PORT", undefined);
    expect(wordsOf(taken())).toContain("Port 3000 ");
  });

  it("says what is wrong with the environment, and nothing of anything else", () => {
    expect(wordsOf(new EnvError("PORT must be a number"))).toBe("PORT must be a number");
    expect(wordsOf(new Error("duplicate key (phone)=(+852…)"))).toBeNull();
    expect(wordsOf(null)).toBeNull();
  });
});
