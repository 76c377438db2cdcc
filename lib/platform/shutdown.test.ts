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
