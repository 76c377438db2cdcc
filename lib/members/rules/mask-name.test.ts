import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskName } from "@/lib/members/rules/mask-name";

describe("a winner's name", () => {
  it("is its first letter and two dots, in any script, and none where there is none", () => {
    expect(maskName("Mei Chan")).toBe("M••");
    expect(maskName("陈大文")).toBe("陈••");
    expect(maskName("  élodie")).toBe("É••");
    expect(maskName("👩‍👩‍👧 family")).toBe("👩‍👩‍👧••");
    for (const none of [null, "", "   ", "+852 6123 4567", "61234567"]) expect(maskName(none)).toBeNull();
  });

  it("is as long for every name, and tells nothing behind its first letter", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), fc.string({ unit: "grapheme" }), (a, b) => {
        expect(maskName(`X ${a}`)).toBe(maskName(`X ${b}`));
      }),
    );
  });
});
