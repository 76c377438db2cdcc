import { describe, expect, it } from "vitest";
import { rangeOf } from "@/lib/platform/videos/ranges";

describe("a range that is asked for", () => {
  it.each([
    ["bytes=0-", { from: 0, until: 100 }],
    ["bytes=0-0", { from: 0, until: 1 }],
    ["bytes=10-19", { from: 10, until: 20 }],
    ["bytes=90-200", { from: 90, until: 100 }],
    ["bytes=-10", { from: 90, until: 100 }],
    ["bytes=-1000", { from: 0, until: 100 }],
    [undefined, null],
    ["items=0-1", null],
    ["bytes=0-1,5-6", null],
    ["bytes=5-4", null],
    ["bytes=-", null],
    ["bytes=1e3-", null],
    ["bytes=100-", "unsatisfiable"],
    ["bytes=-0", "unsatisfiable"],
  ])("%s of 100 bytes is answered as RFC 9110 has it", (header, range) => {
    expect(rangeOf(header, 100)).toEqual(range);
  });
});
