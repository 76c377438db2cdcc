import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/kernel/app-error";
import { EACH_WAITING, makeGatherer } from "@/lib/platform/coalesce";

const tick = () => new Promise((resolve) => setTimeout(resolve, 1));

/** The end of this turn of the event loop: whatever goes when it is over has gone. */
const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, i) => first + i);

type Doubling = {
  max?: number;
  deadlineMs?: number;
  byTens?: boolean;
  byTurn?: boolean;
  width?: (key: string) => number;
};

/** A gatherer of numbers that doubles them; the groups it ran, and a gate that holds each until it is opened. */
function doubling(more: Doubling = {}) {
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
  /** Lets go the one of the groups at work that began so many before the others. */
  const letOneGo = async (at: number) => {
    open.splice(at, 1)[0]?.();
    await turn();
  };
  return { ...made, groups, letGo, letAllGo, letOneGo };
}

describe("a gatherer", () => {
  it("runs a lone request at once, before anything else happens", () => {
    const { ask, groups } = doubling();
    void ask("a", 1);
    expect(groups).toEqual([[1]]);
  });

  it("may wait for the end of the turn, and takes all that came in it; a lone request goes then", async () => {
    const { ask, groups, letAllGo } = doubling({ byTurn: true });
    const answers = Promise.all([ask("a", 1), ask("b", 9), Promise.resolve().then(() => ask("a", 2))]);
    expect(groups).toEqual([]);
    await turn();
    expect(groups).toEqual([[1, 2], [9]]);
    await letAllGo();
    expect(await answers).toEqual([2, 18, 4]);
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

  it("tells one subject that asks without end busy, from half a queue on, and nobody else", async () => {
    const { ask, letAllGo } = doubling({ byTens: true, max: 40 });
    const isBusy = async (n: number) => {
      const refused = ask("a", n).then(
        () => false,
        (error: unknown) => error instanceof AppError && error.code === "busy",
      );
      return await Promise.race([refused, turn().then(() => false)]);
    };
    // One is at work; twenty more of it wait: nobody else needs the room.
    for (let asked = 0; asked < 21; asked++) expect(await isBusy(1)).toBe(false);
    expect(await isBusy(11)).toBe(true);
    for (let asked = 0; asked < EACH_WAITING; asked++) expect(await isBusy(2)).toBe(false);
    expect(await isBusy(2)).toBe(true);
    expect(await isBusy(3)).toBe(false);
    await letAllGo();
    await turn();
    // Who waits no more does not count.
    expect(await isBusy(1)).toBe(false);
    expect(await ask("a", 2)).toBe(4);
  });

  it("counts nobody any more who was told busy for waiting too long", async () => {
    const { ask, letGo, letAllGo } = doubling({ byTens: true, max: 10, deadlineMs: 5 });
    const first = ask("a", 1);
    const late = Promise.allSettled(upTo(EACH_WAITING).map((n) => ask("a", n * 10 + 2)));
    await expect(ask("a", 2)).rejects.toMatchObject({ code: "busy" });
    await new Promise((resolve) => setTimeout(resolve, 20));
    // Goes next, and so keeps the lane.
    const third = ask("a", 3);
    await letGo();
    expect((await late).every(({ status }) => status === "rejected")).toBe(true);
    const again = upTo(EACH_WAITING).map(() => ask("a", 2));
    await letAllGo();
    expect(await Promise.all([first, third, ...again])).toEqual([2, 6, ...Array(EACH_WAITING).fill(4)]);
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

describe("a gatherer of two groups at once", () => {
  const width = () => 2;
  const asked = (ask: (key: string, n: number) => Promise<number>, list: readonly number[]) =>
    list.map((n) => ask("a", n));

  it("sends a second beside the first only when eight wait: fewer go when the first is done", async () => {
    const { ask, groups, letAllGo } = doubling({ width });
    const first = asked(ask, upTo(8));
    await turn();
    expect(groups).toEqual([[1]]);
    const ninth = ask("a", 9);
    await turn();
    expect(groups).toEqual([[1], upTo(9, 2)]);
    await letAllGo();
    expect(await Promise.all([...first, ninth])).toEqual(upTo(9).map((n) => n * 2));
  });

  it("sends the second when the turn is over, with all that came in it, and no third", async () => {
    const { ask, groups, letAllGo } = doubling({ width });
    const answers = asked(ask, upTo(15));
    expect(groups).toEqual([[1]]);
    await turn();
    expect(groups).toEqual([[1], upTo(9, 2)]);
    const more = asked(ask, upTo(40, 16));
    await turn();
    expect(groups).toHaveLength(2);
    await letAllGo();
    expect(await Promise.all([...answers, ...more])).toEqual(upTo(40).map((n) => n * 2));
  });

  it("is one where the width says so, and looks at it for each key each time", async () => {
    let isWide = false;
    const { ask, groups, letAllGo } = doubling({ width: (key) => (isWide && key === "a" ? 2 : 1) });
    const answers = asked(ask, upTo(20));
    await turn();
    expect(groups).toEqual([[1]]);
    isWide = true;
    const more = [ask("a", 21), ...upTo(40, 22).map((n) => ask("b", n))];
    await turn();
    expect(groups).toEqual([[1], [22], upTo(12, 2)]);
    await letAllGo();
    expect(await Promise.all([...answers, ...more])).toEqual(upTo(40).map((n) => n * 2));
  });

  it("shares what there is between both, so that neither takes it all, and never less than eight", async () => {
    const { ask, groups, letOneGo, letAllGo } = doubling({ width });
    const answers = asked(ask, upTo(41));
    await turn();
    // Half of forty that wait and the one at work.
    expect(groups[1]).toEqual(upTo(22, 2));
    await letOneGo(0);
    // Half of nineteen that wait and twenty-one at work.
    expect(groups[2]).toEqual(upTo(41, 23));
    const more = asked(ask, upTo(81, 42));
    await letOneGo(0);
    // Half of forty that wait and nineteen at work: what is done is no share any more.
    expect(groups[3]).toEqual(upTo(71, 42));
    await letAllGo();
    expect(await Promise.all([...answers, ...more])).toEqual(upTo(81).map((n) => n * 2));
  });

  it("goes on with one when fewer than eight wait, and leaves nobody behind", async () => {
    const { ask, groups, letOneGo, letAllGo } = doubling({ width });
    const answers = asked(ask, upTo(9));
    await turn();
    const more = asked(ask, upTo(12, 10));
    await letOneGo(0);
    expect(groups).toEqual([[1], upTo(9, 2)]);
    await letOneGo(0);
    expect(groups).toEqual([[1], upTo(9, 2), upTo(12, 10)]);
    await letAllGo();
    expect(await Promise.all([...answers, ...more])).toEqual(upTo(12).map((n) => n * 2));
  });

  it("never has one subject at work in both, and lets nobody of it overtake", async () => {
    const { ask, groups, letOneGo, letAllGo } = doubling({ width, byTens: true });
    // 11 and 21 are of the subject of 1, which is at work; 12 is of that of 2.
    const answers = asked(ask, [1, 11, 2, 3, 4, 5, 6, 21, 12, 7, 8, 9]);
    await turn();
    expect(groups).toEqual([[1], upTo(9, 2)]);
    // Four wait beside a group at work: too few, though 11 might go.
    await letOneGo(0);
    expect(groups).toHaveLength(2);
    const more = asked(ask, [22, 10, 20, 30, 40, 50]);
    await turn();
    expect(groups[2]).toEqual([11, 10]);
    await letAllGo();
    expect(groups.slice(3)).toEqual([[21, 12, 20], [22, 30], [40], [50]]);
    expect(await Promise.all([...answers, ...more])).toEqual(
      [1, 11, 2, 3, 4, 5, 6, 21, 12, 7, 8, 9, 22, 10, 20, 30, 40, 50].map((n) => n * 2),
    );
  });

  it("strands nobody whose subject was at work in the other group when a group found nothing to do", async () => {
    const { ask, groups, letOneGo, letAllGo } = doubling({ width, byTens: true });
    const answers = asked(ask, [1, ...upTo(9).map((n) => n * 10 + 1)]);
    await turn();
    // A second group was sent, found all of them held, and ended.
    expect(groups).toEqual([[1]]);
    await letOneGo(0);
    expect(groups).toEqual([[1], [11]]);
    await letAllGo();
    expect(await Promise.all(answers)).toEqual([1, ...upTo(9).map((n) => n * 10 + 1)].map((n) => n * 2));
  });

  it("runs what failed in one group again one by one, and nothing of the other", async () => {
    const { ask, groups, letOneGo, letAllGo } = doubling({ width });
    const list = [...upTo(8), 666];
    const answers = Promise.allSettled(asked(ask, list));
    await turn();
    const more = Promise.all(asked(ask, upTo(28, 21)));
    await letOneGo(0);
    expect(groups).toEqual([[1], [...upTo(8, 2), 666], upTo(28, 21)]);
    await letAllGo();
    expect(groups.slice(3)).toEqual([...upTo(8, 2), 666].map((n) => [n]));
    expect((await answers).map(({ status }) => status)).toEqual([...Array(8).fill("fulfilled"), "rejected"]);
    expect(await more).toEqual(upTo(28, 21).map((n) => n * 2));
  });

  it("tells busy to whom the full queue or the deadline refuses, and is drained when both are done", async () => {
    const { ask, groups, drain, size, letOneGo, letAllGo } = doubling({ width, max: 10, deadlineMs: 300 });
    const answers = asked(ask, upTo(9));
    await turn();
    const late = Promise.allSettled(asked(ask, upTo(19, 10)));
    await expect(ask("a", 20)).rejects.toMatchObject({ code: "busy" });
    await new Promise((resolve) => setTimeout(resolve, 400));
    let isDrained = false;
    const draining = drain().then(() => {
      isDrained = true;
    });
    await letOneGo(0);
    expect((await late).every((one) => one.status === "rejected" && one.reason.code === "busy")).toBe(true);
    expect(isDrained).toBe(false);
    await letAllGo();
    await draining;
    expect(groups).toEqual([[1], upTo(9, 2)]);
    expect(await Promise.all(answers)).toEqual(upTo(9).map((n) => n * 2));
    expect(size()).toBe(0);
    expect(await ask("a", 21)).toBe(42);
  });
});
