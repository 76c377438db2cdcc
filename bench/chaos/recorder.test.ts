import { describe, expect, it } from "vitest";
import { answerOf } from "@/bench/chaos/claims";
import type { Target } from "@/bench/chaos/offers";
import { Random } from "@/bench/chaos/random";
import { type Answer, Recorder } from "@/bench/chaos/recorder";

const target: Target = {
  name: "some",
  activityId: "act_1",
  slug: "some",
  poolId: "pol_1",
  couponIds: ["cpn_1"],
  password: "word",
  weight: 1,
  supply: null,
};
const ok = (...vouchers: string[]): Answer => ({ kind: "ok", vouchers });
const refused: Answer = { kind: "refused", code: "sold_out" };
const unknown: Answer = { kind: "unknown", why: "503" };

function recordOf(...answers: [Answer, boolean?][]) {
  const recorder = new Recorder();
  const call = recorder.begin(0, target, "page", "req_1");
  for (const [answer, isQuiet] of answers) recorder.note(call, answer, isQuiet);
  return { recorder, call };
}

describe("the recorder", () => {
  it("keeps a call as unknown until an answer is final: a win, or a refusal that nothing came before", () => {
    expect(recordOf([unknown]).recorder.unknown()).toHaveLength(1);
    expect(recordOf([unknown], [refused]).recorder.unknown()).toHaveLength(1);
    expect(recordOf([refused]).call.refused).toBe("sold_out");
    expect(recordOf([unknown], [refused, true]).call.refused).toBe("sold_out");
    expect(recordOf([unknown], [ok("vch_1")]).recorder.won()).toHaveLength(1);
  });

  it("finds one request that was told of two wins, and takes the same win twice for one", () => {
    expect(recordOf([ok("vch_1", "vch_2")], [ok("vch_1", "vch_2")]).recorder.wrong).toEqual([]);
    expect(recordOf([ok("vch_1")], [ok("vch_2")]).recorder.wrong).toHaveLength(1);
  });

  it("finds a win that was taken back, and one that came after a final refusal", () => {
    expect(recordOf([ok("vch_1")], [refused]).recorder.wrong).toHaveLength(1);
    expect(recordOf([refused], [ok("vch_1")]).recorder.wrong).toHaveLength(1);
    expect(recordOf([unknown], [refused], [ok("vch_1")]).recorder.wrong).toEqual([]);
  });
});

describe("a reply to a claim", () => {
  const reply = (status: number, body: object | string, why: "" | "cut" = "") =>
    answerOf({ status, body: typeof body === "string" ? body : JSON.stringify(body), why });

  it("is a win only with its vouchers, a refusal only with its code, and leaves the client in the dark otherwise", () => {
    expect(reply(200, { vouchers: [{ id: "vch_2" }, { id: "vch_1" }] })).toEqual(ok("vch_1", "vch_2"));
    expect(reply(409, { code: "sold_out" })).toEqual(refused);
    expect(reply(200, { vouchers: [] })).toEqual({ kind: "unknown", why: "200" });
    expect(reply(200, "half a")).toEqual({ kind: "unknown", why: "200" });
    expect(reply(503, { code: "busy" })).toEqual(unknown);
    expect(reply(0, "", "cut")).toEqual({ kind: "unknown", why: "cut" });
  });
});

describe("chance", () => {
  it("is the same for the same seed and another for another", () => {
    const draws = (seed: number) => {
      const random = new Random(seed);
      return [random.next(), random.between(1, 100), random.shuffled([1, 2, 3, 4, 5]), random.fork().next()];
    };
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it("stays within its bounds and reaches both of them", () => {
    const random = new Random(1);
    const drawn = new Set(Array.from({ length: 200 }, () => random.between(2, 4)));
    expect([...drawn].sort()).toEqual([2, 3, 4]);
    expect(random.shuffled([1, 2, 3]).sort()).toEqual([1, 2, 3]);
  });
});
