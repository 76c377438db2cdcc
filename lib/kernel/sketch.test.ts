import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { emptySketch, mergedSketch, noteIn, seenBy, sketchOf, sketchText } from "@/lib/kernel/sketch";

const hashOf = (name: number) => createHash("sha256").update(String(name)).digest("hex");
function sketchOfThe(from: number, until: number) {
  const sketch = emptySketch();
  for (let name = from; name < until; name += 1) noteIn(sketch, hashOf(name));
  return sketch;
}

describe("a sketch of who was seen", () => {
  it("counts a few exactly, and each of them once", () => {
    for (const count of [0, 1, 2, 7, 40]) expect(seenBy(sketchOfThe(0, count))).toBe(count);
    const twice = sketchOfThe(0, 7);
    for (let name = 0; name < 7; name += 1) noteIn(twice, hashOf(name));
    expect(seenBy(twice)).toBe(7);
  });

  it("counts many within five in a hundred", () => {
    for (const count of [1000, 10_000, 200_000]) {
      const off = Math.abs(seenBy(sketchOfThe(0, count)) - count) / count;
      expect(off, String(count)).toBeLessThan(0.05);
    }
  });

  it("counts who was seen by two processes once, whichever is merged into which", () => {
    const [one, other, both] = [sketchOfThe(0, 3000), sketchOfThe(2000, 5000), sketchOfThe(0, 5000)];
    expect(mergedSketch(one, other)).toEqual(both);
    expect(mergedSketch(other, one)).toEqual(both);
  });

  it("is the same after it was text, while it is short and when it is full", () => {
    for (const count of [0, 1, 30, 900, 1500, 50_000]) {
      const sketch = sketchOfThe(0, count);
      expect(sketchOf(sketchText(sketch)), String(count)).toEqual(sketch);
    }
    expect(sketchText(sketchOfThe(0, 30)).length).toBeLessThan(130);
    expect(sketchText(sketchOfThe(0, 50_000)).length).toBeLessThan(4100);
    expect(seenBy(sketchOf(null))).toBe(0);
    expect(seenBy(sketchOf("none such"))).toBeLessThan(10);
  });
});
