import { describe, expect, it } from "vitest";
import { gatherCalls } from "@/lib/platform/gather-calls";

/** A read that ends when the test says so. */
function slowly() {
  const reads: { keys: readonly string[]; end: (fail?: Error) => void }[] = [];
  const look = gatherCalls(
    (keys) =>
      new Promise<ReadonlyMap<string, string>>((resolve, reject) => {
        const found = new Map(keys.filter((key) => key !== "none").map((key) => [key, key.toUpperCase()]));
        reads.push({ keys, end: (fail) => (fail ? reject(fail) : resolve(found)) });
      }),
  );
  return { reads, look };
}
const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("gathered calls", () => {
  it("are asked at once when alone, together when they come during a go, and each key once", async () => {
    const { reads, look } = slowly();
    const first = look("a");
    expect(reads.map(({ keys }) => keys)).toEqual([["a"]]);
    const rest = ["b", "c", "b", "a", "none"].map(look);
    await soon();
    expect(reads).toHaveLength(1);
    reads[0]?.end();
    expect(await first).toBe("A");
    await soon();
    expect(reads.map(({ keys }) => keys)).toEqual([["a"], ["b", "c", "a", "none"]]);
    reads[1]?.end();
    expect(await Promise.all(rest)).toEqual(["B", "C", "B", "A", null]);
  });

  it("never take the answer of a go that began before them", async () => {
    const { reads, look } = slowly();
    void look("a");
    const later = look("a");
    reads[0]?.end();
    await soon();
    expect(reads).toHaveLength(2);
    reads[1]?.end();
    expect(await later).toBe("A");
  });

  it("fail with their own go, and the next is asked all the same", async () => {
    const { reads, look } = slowly();
    const [first, second] = [look("a"), look("b")];
    reads[0]?.end(new Error("gone"));
    await expect(first).rejects.toThrow("gone");
    await soon();
    reads[1]?.end();
    expect(await second).toBe("B");
    const third = look("c");
    await soon();
    reads[2]?.end();
    expect(await third).toBe("C");
  });

  it("answer each its own, in few goes, and are busy when more than 500 wait", async () => {
    let goes = 0;
    const look = gatherCalls(async (keys) => {
      goes += 1;
      return new Map(keys.map((key) => [key, key]));
    });
    const keys = Array.from({ length: 501 }, (_, i) => `k${i}`);
    const answers = keys.map(look);
    await expect(look("one more")).rejects.toMatchObject({ code: "busy" });
    expect(await Promise.all(answers)).toEqual(keys);
    expect(goes).toBeLessThan(12);
  });
});
