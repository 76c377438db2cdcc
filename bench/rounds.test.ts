import { describe, expect, it } from "vitest";
import { readAnswer } from "@/bench/http-answer";
import { verdict } from "@/bench/report";
import { figure, type Run, ratio } from "@/bench/rounds";

const run = (key: string, round: number, perSecond: number, others: number): Run => ({
  key,
  title: key,
  round,
  perSecond,
  others,
  own: 1,
  done: 1,
  seconds: 1,
  p50: 1,
  p99: 1,
  answers: { ok: 1 },
});

describe("a ratio", () => {
  const runs = [
    run("a", 1, 100, 0.1),
    run("b", 1, 1500, 0),
    run("a", 2, 100, 1.2),
    run("b", 2, 300, 0),
    run("a", 3, 50, 0.29),
    run("b", 3, 1000, 0.2),
  ];

  it("is the median of figures of the same round, noisy rounds left out", () => {
    const found = ratio(runs, ["b", "perSecond"], ["a", "perSecond"]);
    expect(found).toEqual({ value: 17.5, quiet: 2, all: 3 });
    expect(figure(runs, "a", "perSecond")).toBe(75);
  });

  it("is taken from noisy rounds where there are no others, and says so", () => {
    const noisy = runs.map((one) => ({ ...one, others: 1 }));
    expect(ratio(noisy, ["b", "perSecond"], ["a", "perSecond"])).toEqual({ value: 15, quiet: 0, all: 3 });
  });
});

describe("a verdict", () => {
  const goal = (aim: number, value: number, atMost: boolean) =>
    verdict({ words: "", aim, atMost, ratio: { value, quiet: 1, all: 1 } });

  it("is met at the goal, half within a factor of two, below beyond it, in both directions", () => {
    expect([goal(4, 4, false), goal(4, 2, false), goal(4, 1.9, false)]).toEqual(["met", "half", "below"]);
    expect([goal(1.5, 1.5, true), goal(1.5, 3, true), goal(1.5, 3.1, true)]).toEqual([
      "met",
      "half",
      "below",
    ]);
    expect(verdict({ words: "", aim: 1, ratio: null })).toBe("not measured");
  });
});

describe("the load generator's reader", () => {
  const bytes = (text: string) => Buffer.from(text.replaceAll("\n", "\r\n"));

  it("waits for the whole of an answer, with a length or in chunks, and tells where the next begins", () => {
    const sized = bytes("HTTP/1.1 409 Conflict\nContent-Length: 5\n\nhello");
    expect(readAnswer(sized.subarray(0, -1))).toBeNull();
    expect(readAnswer(sized)).toMatchObject({ status: 409, end: sized.length, closes: false });
    const chunked = bytes(
      "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\nConnection: close\n\n5\nhello\n3\n wo\n0\n\n",
    );
    for (const cut of [1, 4, 9, 20]) expect(readAnswer(chunked.subarray(0, -cut))).toBeNull();
    const answer = readAnswer(chunked);
    expect(answer).toMatchObject({ status: 200, end: chunked.length, closes: true });
    expect(answer?.body()).toBe("hello wo");
  });
});
