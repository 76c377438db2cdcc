import { expect, it } from "vitest";
import { oneAtATime } from "@/components/ui/one-at-a-time";

/** Work that ends when it is told to. */
function held() {
  let end = (_: string) => {};
  const done = new Promise<string>((resolve) => {
    end = resolve;
  });
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal) => {
    signals.push(signal);
    return await done;
  };
  return { work, end: (word: string) => end(word), isStopped: () => signals[0]?.aborted };
}

it("a new piece of work takes the place of the one that runs, whichever ends last", async () => {
  for (const lastFirst of [true, false]) {
    const { run } = oneAtATime();
    const [first, second] = [held(), held()];
    const both = [run(first.work), run(second.work)];
    expect([first.isStopped(), second.isStopped()]).toEqual([true, false]);
    const ends = [() => first.end("first"), () => second.end("second")];
    for (const end of lastFirst ? ends.reverse() : ends) end();
    expect(await Promise.all(both)).toEqual([null, "second"]);
  }
});

it("what was stopped gives nothing, however far it was, and what begins after it does", async () => {
  const { run, stop } = oneAtATime();
  const [first, second] = [held(), held()];
  const stopped = run(first.work);
  stop();
  first.end("first");
  expect([await stopped, first.isStopped()]).toEqual([null, true]);
  const next = run(second.work);
  second.end("second");
  expect(await next).toBe("second");
});
