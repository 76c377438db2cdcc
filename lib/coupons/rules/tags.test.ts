import { describe, expect, it } from "vitest";
import { tagsAfter } from "@/lib/coupons/rules/tags";

const tagged = (tags: string[], add: string[], remove: string[] = []) => {
  const result = tagsAfter(tags, { add, remove });
  return result.ok ? result.value : result.refusal;
};

describe("the tags of a coupon", () => {
  it("are put on and taken off, and what is in both is put on", () => {
    expect(tagged(["Summer"], ["Tea"], ["Summer"])).toEqual(["Tea"]);
    expect(tagged(["Summer"], ["Summer"], ["Summer"])).toEqual(["Summer"]);
    expect(tagged(["Summer"], [], ["Winter"])).toEqual(["Summer"]);
  });

  it("are told apart by more than case and width, and stay as they were first written", () => {
    expect(tagged(["Summer"], ["SUMMER", "ｓｕｍｍｅｒ", "summer sale"])).toEqual(["Summer", "summer sale"]);
    expect(tagged(["Summer"], [], ["summer"])).toEqual([]);
  });

  it("are ten at most; one that has more by then may still lose some", () => {
    const ten = Array.from({ length: 10 }, (_, n) => `t${n}`);
    expect(tagged(ten, ["t10"])).toEqual({ code: "too_many_tags", params: { most: 10 } });
    expect(tagged(ten, ["t10"], ["t0"])).toEqual([...ten.slice(1), "t10"]);
    const more = [...ten, "t10", "t11"];
    expect(tagged(more, [], ["t0"])).toEqual(more.slice(1));
  });
});
