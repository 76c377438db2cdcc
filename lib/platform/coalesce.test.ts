import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kernel/app-error";
import { makeGatherer } from "@/lib/platform/coalesce";

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

/** A gatherer of numbers that doubles them; the groups it ran, and a gate that holds each until it is opened. */
function doubling(more: { max?: number; deadlineMs?: number; byTens?: boolean } = {}) {
  const groups: number[][] = [];
  let open: (() => void)[] = [];
  let isHeld = true;
  const { byTens, ...options } = more;
  const made = makeGatherer<number, number>({
    name: "test",
    ...options,
    ...(byTens ? { subjectOf: (n: number) => String(n % 10) } : {}),
    run: async (items) => {
      groups.push([...items]);
      if (isHeld) await new Promise<void>((resolve) => open.push(resolve));
      if (items.length > 1 && items.includes(666)) throw new Error("a bad one");
      return items.map((n) => (n === 666 ? { error: new Error("bad") } : { value: n * 2 }));
    },
  });
  const letGo = async () => {
    const waiting = open;
    open = [];
    for (const go of waiting) go();
    await tick();
  };
  const letAllGo = () => {
    isHeld = false;
    return letGo();
  };
  return { ...made, groups, letGo, letAllGo };
}

describe("a gatherer", () => {
  it("runs a lone request at once, before anything else happens", () => {
    const { ask, groups } = doubling();
    void ask("a", 1);
    expect(groups).toEqual([[1]]);
  });

  it("gathers what is asked while a group runs, in the order it came, and answers each its own", async () => {
    const { ask, groups, letGo, letAllGo } = doubling();
    const answers = Promise.all([1, 2, 3, 4].map((n) => ask("a", n)));
    await letGo();
    await letAllGo();
    expect(groups).toEqual([[1], [2, 3, 4]]);
    expect(await answers).toEqual([2, 4, 6, 8]);
  });

  it("keeps keys apart: one that is slow holds up no other", async () => {
    const { ask, groups, letAllGo } = doubling();
    const answers = Promise.all([ask("a", 1), ask("b", 2)]);
    expect(groups).toEqual([[1], [2]]);
    await letAllGo();
    expect(await answers).toEqual([2, 4]);
  });

  it("never puts two of one subject into a group, and lets neither overtake", async () => {
    const { ask, groups, letAllGo } = doubling({ byTens: true });
    const answers = Promise.all([1, 2, 12, 3, 22].map((n) => ask("a", n)));
    await letAllGo();
    expect(await answers).toEqual([2, 4, 24, 6, 44]);
    expect(groups).toEqual([[1], [2, 3], [12], [22]]);
  });

  it("tells the others nothing of a bad one: a group that fails is run again one by one", async () => {
    const { ask, groups, letAllGo } = doubling();
    const answers = Promise.allSettled([1, 2, 666, 3].map((n) => ask("a", n)));
    await letAllGo();
    expect((await answers).map((one) => one.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(groups).toEqual([[1], [2, 666, 3], [2], [666], [3]]);
  });

  it("refuses at once with busy when its queue is full, and takes more when it is not", async () => {
    const { ask, letAllGo } = doubling({ max: 2 });
    const first = [1, 2, 3].map((n) => ask("a", n));
    const fourth = ask("a", 4).catch((error: unknown) => error);
    expect(await Promise.race([fourth, tick()])).toMatchObject({ code: "busy" });
    await letAllGo();
    expect(await Promise.all(first)).toEqual([2, 4, 6]);
    expect(await ask("a", 5)).toBe(10);
  });

  it("tells who waited past the deadline busy, and does not run them", async () => {
    const { ask, groups, letAllGo } = doubling({ deadlineMs: 5 });
    const first = ask("a", 1);
    const late = expect(ask("a", 2)).rejects.toMatchObject({ code: "busy" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    await letAllGo();
    await late;
    expect(await first).toBe(2);
    expect(groups).toEqual([[1]]);
  });

  it("does not try a group one by one when the database is out of reach: all are told busy", async () => {
    let runs = 0;
    const { ask } = makeGatherer<number, number>({
      name: "test",
      run: async () => {
        runs += 1;
        await tick();
        throw new AppError("busy");
      },
    });
    const answers = await Promise.allSettled([1, 2, 3].map((n) => ask("a", n)));
    expect(answers.every((one) => one.status === "rejected")).toBe(true);
    expect(runs).toBe(2);
  });

  it("is drained when everything asked is answered, also what was asked while it drained", async () => {
    const { ask, drain, size, letAllGo } = doubling();
    await drain();
    const answers = [ask("a", 1), ask("a", 2)];
    let drained = false;
    const draining = drain().then(() => {
      drained = true;
    });
    await tick();
    expect(drained).toBe(false);
    await letAllGo();
    await draining;
    expect(size()).toBe(0);
    expect(await Promise.all(answers)).toEqual([2, 4]);
  });
});
