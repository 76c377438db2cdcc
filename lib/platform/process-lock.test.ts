import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { processLife, tryLock, waitForLock } from "@/lib/platform/process-lock";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "scrip-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function hold(path: string, pid: number, life: string) {
  writeFileSync(path, JSON.stringify({ pid, life, note: { url: "u" } }));
}

it("gives the lock to one and tells the other who has it", () => {
  const path = join(folder, "a.lock");
  const first = tryLock(path, { url: "http://x" });
  expect(first.held).toBe(true);
  expect(tryLock(path)).toMatchObject({
    held: false,
    holder: { pid: process.pid, note: { url: "http://x" } },
  });
  if (first.held) first.lock.release();
  expect(tryLock(path).held).toBe(true);
});

it("takes over the lock of a process whose id now belongs to another", () => {
  const path = join(folder, "b.lock");
  hold(path, process.pid, "another life");
  expect(tryLock(path)).toMatchObject({ held: true, stale: { note: { url: "u" } } });
});

it("takes over a lock that cannot be read", () => {
  const path = join(folder, "c.lock");
  writeFileSync(path, "{");
  expect(tryLock(path).held).toBe(true);
});

it("takes over the lock of a killed process", async () => {
  const path = join(folder, "d.lock");
  const child = spawn("sleep", ["60"]);
  const pid = child.pid ?? 0;
  hold(path, pid, processLife(pid) ?? "");
  expect(tryLock(path).held).toBe(false);
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await ended;
  expect(processLife(pid)).toBeNull();
  expect(tryLock(path).held).toBe(true);
});

it("lets the waiting one in when the holder leaves", async () => {
  const path = join(folder, "e.lock");
  const first = tryLock(path);
  const second = waitForLock(path, { timeoutMs: 5000 });
  if (first.held) setTimeout(() => first.lock.release(), 80);
  (await second).release();
  expect(tryLock(path).held).toBe(true);
});
