import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveBefore } from "@/lib/activities/rules/page-live";

describe("what was live before the newest publication", () => {
  it("is never what was taken back, whoever took it back", () => {
    expect(liveBefore([1, 2, 1])).toBeNull();
    expect(liveBefore([1, 2, 3, 2])).toBe(1);
    expect(liveBefore([3, 4, 3, 4])).toBe(3);
  });

  it("is the default page before the first, and nothing where none was published", () => {
    expect([liveBefore([1]), liveBefore([1, null, 1]), liveBefore([])]).toEqual([null, null, undefined]);
  });

  it("is another one also where the live version was published once more", () => {
    expect([liveBefore([4, 4]), liveBefore([3, 4, 4]), liveBefore([3, 4, 4, 3])]).toEqual([null, 3, null]);
  });

  it("is what a memory of every publication that stands says, in whatever order they come and go", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 30 }), (steps) => {
        const published: (number | null)[] = [];
        const standing: number[] = [];
        let draft = 0;
        for (const publishes of steps) {
          if (publishes) {
            draft += 1;
            standing.push(draft);
            published.push(draft);
          } else if (standing.length > 0) {
            expect(liveBefore(published)).toBe(standing.at(-2) ?? null);
            standing.pop();
            published.push(standing.at(-1) ?? null);
          }
        }
        if (standing.length > 0) expect(liveBefore(published)).toBe(standing.at(-2) ?? null);
      }),
    );
  });
});
