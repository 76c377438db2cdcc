import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { inTransaction } from "@/db/transaction";
import { noteSoldOut, noteWin, wasSoldOut } from "@/lib/activities/recall-sold-out";
import { noteChange, onChange } from "@/lib/platform/change-feed";

beforeAll(async () => {
  // Whatever is remembered when listening begins is forgotten: begin before anything is.
  wasSoldOut("pol_none");
  await new Promise<void>((resolve) => {
    const stop = onChange(() => {
      stop();
      resolve();
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it("a sell-out is believed for a second, and no longer whatever is heard of changes", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  noteSoldOut("pol_time");
  expect(wasSoldOut("pol_time")).toBe(true);
  vi.advanceTimersByTime(999);
  expect(wasSoldOut("pol_time")).toBe(true);
  vi.advanceTimersByTime(1);
  expect(wasSoldOut("pol_time")).toBe(false);
});

it("a sell-out is believed until staff change something, in whatever process (I-10)", async () => {
  // A clock that stands still: by time alone it would be believed for ever.
  vi.useFakeTimers({ toFake: ["performance"] });
  noteSoldOut("pol_change");
  await inTransaction((tx) => noteChange(tx, "activity:act_1"));
  const until = Date.now() + 5000;
  while (wasSoldOut("pol_change") && Date.now() < until) await sleep(5);
  expect(wasSoldOut("pol_change")).toBe(false);
});

it("a sell-out is believed of its pool alone, and until somebody wins from it", () => {
  noteSoldOut("pol_one");
  expect([wasSoldOut("pol_one"), wasSoldOut("pol_two")]).toEqual([true, false]);
  noteWin("pol_one");
  expect(wasSoldOut("pol_one")).toBe(false);
});
