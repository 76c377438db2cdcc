import { spawn } from "node:child_process";
import { expect, it } from "vitest";

/** The clocks of a process that loaded the module and was told to jump: [Date.now, new Date, a date given, performance]. */
async function clocksOf(env: Record<string, string>): Promise<number[]> {
  const script = `
    const before = performance.now();
    process.send("ready");
    process.on("message", () => setImmediate(() => {
      process.send([Date.now(), new Date().getTime(), new Date(5).getTime(), performance.now() - before], () => process.exit(0));
    }));`;
  const child = spawn(process.execPath, ["--import", "./bench/chaos/clock.ts", "--eval", script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`ended with ${code}`)));
    child.on("message", (message) => {
      if (message === "ready") child.send({ skewMs: 86_400_000 });
      else if (Array.isArray(message)) resolve(message.map(Number));
    });
  });
}

it("moves the wall clock of a process that asked for it and nothing else", { timeout: 30_000 }, async () => {
  const [now = 0, made = 0, given, passed] = await clocksOf({ CHAOS_CLOCK: "1" });
  expect(Math.abs(now - Date.now() - 86_400_000)).toBeLessThan(30_000);
  expect(Math.abs(made - now)).toBeLessThan(1_000);
  expect(given).toBe(5);
  expect(passed).toBeLessThan(30_000);
});

it("leaves the clock of any other process alone", { timeout: 30_000 }, async () => {
  const [now = 0] = await clocksOf({});
  expect(Math.abs(now - Date.now())).toBeLessThan(30_000);
});
