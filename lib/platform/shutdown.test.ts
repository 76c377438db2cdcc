import { expect, it } from "vitest";
import { onShutdown, runShutdownHooks } from "@/lib/platform/shutdown";

it("runs every hook once, the last registered first, although one fails and one hangs", async () => {
  const ran: string[] = [];
  onShutdown("first", () => void ran.push("first"));
  onShutdown("failing", () => {
    throw new Error("no");
  });
  onShutdown("hanging", () => new Promise(() => undefined));
  onShutdown("replaced", () => void ran.push("old"));
  onShutdown("replaced", () => void ran.push("new"));
  await runShutdownHooks(20);
  await runShutdownHooks(20);
  expect(ran).toEqual(["new", "first"]);
});

it("takes no more time for all of them than it is given", async () => {
  for (const name of ["a", "b", "c", "d"]) onShutdown(name, () => new Promise(() => undefined));
  const began = performance.now();
  await runShutdownHooks(100, 150);
  expect(performance.now() - began).toBeLessThan(350);
});
