import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { beginWait, endWait, inTime } from "@/lib/platform/in-time";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance"] });
});
afterEach(() => {
  // What a test left behind is late by now, and no other's.
  vi.advanceTimersByTime(10_000);
  vi.useRealTimers();
});

/** Waits by these names; what they were told, in order. */
function waits<N extends string>(...names: readonly N[]) {
  const late: string[] = [];
  const begun = names.map((name) => [name, beginWait(() => late.push(name))] as const);
  return { late, of: Object.fromEntries(begun) as Record<N, ReturnType<typeof beginWait>> };
}

it("tells each that is late once, in the order they began, and none before its time", () => {
  const { late } = waits("a", "b");
  vi.advanceTimersByTime(1_000);
  const later = waits("c");
  vi.advanceTimersByTime(3_900);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(200);
  expect([late, later.late]).toEqual([["a", "b"], []]);
  vi.advanceTimersByTime(1_000);
  expect([late, later.late]).toEqual([["a", "b"], ["c"]]);
});

it.each([["a"], ["b"], ["c"]] as const)("tells nobody whose wait was ended: %s of three", (ended) => {
  const { late, of } = waits("a", "b", "c");
  expect([endWait(of[ended]), endWait(of[ended])]).toEqual([true, false]);
  vi.advanceTimersByTime(5_200);
  expect(late).toEqual(["a", "b", "c"].filter((name) => name !== ended));
  expect(Object.values(of).map(endWait)).toEqual([false, false, false]);
});

it("goes on looking when all were ended and one begins anew, and when one begins while another is told", () => {
  const { late, of } = waits("a", "b");
  for (const wait of Object.values(of)) endWait(wait);
  const again: string[] = [];
  beginWait(() => {
    again.push("first");
    beginWait(() => again.push("second"));
  });
  vi.advanceTimersByTime(5_200);
  expect(again).toEqual(["first"]);
  vi.advanceTimersByTime(5_200);
  expect([again, late]).toEqual([["first", "second"], []]);
});

it("throws what `late` makes where the work takes too long, and takes no harm from what becomes of it", async () => {
  let fail: (error: Error) => void = () => undefined;
  const work = new Promise<string>((_, reject) => {
    fail = reject;
  });
  const waited = inTime(work, () => new Error("late"));
  const told = expect(waited).rejects.toThrow("late");
  vi.advanceTimersByTime(5_200);
  await told;
  fail(new Error("after all"));
  expect(await inTime(Promise.resolve("there"), () => new Error("late"))).toBe("there");
});
