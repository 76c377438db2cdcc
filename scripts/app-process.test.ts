import { spawn } from "node:child_process";
import { once } from "node:events";
import { getPriority } from "node:os";
import { expect, it } from "vitest";
import { letOthersFirst } from "@/scripts/app-process";

it("a worker beside a web process lets the others of its machine go first", async () => {
  const child = spawn(process.execPath, ["-e", "setTimeout(() => undefined, 60_000)"]);
  await once(child, "spawn");
  const pid = child.pid ?? 0;
  const before = getPriority(pid);
  letOthersFirst(pid);
  const after = getPriority(pid);
  child.kill();
  expect(after).toBeGreaterThan(before);
});

it("a process that has ended already is no error", () => {
  expect(() => letOthersFirst(2 ** 22 + 1)).not.toThrow();
});
