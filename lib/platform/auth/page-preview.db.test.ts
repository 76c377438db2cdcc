import { describe, expect, it } from "vitest";
import { isPreviewToken, PREVIEW_MS, previewToken } from "@/lib/platform/auth/page-preview";

const now = new Date("2026-11-26T12:00:00Z");
const of = { merchantId: "mch_1", activityId: "act_1" };
const later = (ms: number) => new Date(now.getTime() + ms);

describe("a preview link", () => {
  const token = previewToken(of, later(PREVIEW_MS));

  it("shows its own activity until its time is over, and no other's", () => {
    expect(isPreviewToken(token, of, now)).toBe(true);
    expect(isPreviewToken(token, of, later(PREVIEW_MS - 1))).toBe(true);
    expect(isPreviewToken(token, of, later(PREVIEW_MS))).toBe(false);
    expect(isPreviewToken(token, { ...of, activityId: "act_2" }, now)).toBe(false);
    expect(isPreviewToken(token, { ...of, merchantId: "mch_2" }, now)).toBe(false);
  });

  it("is nothing once a letter of it is another, its time put off among them", () => {
    const [until = "", hash = ""] = token.split(".");
    const longer = later(PREVIEW_MS - 1000)
      .getTime()
      .toString(36);
    const flipped = `${hash.startsWith("A") ? "B" : "A"}${hash.slice(1)}`;
    for (const bad of [`${longer}.${hash}`, `${until}.${flipped}`, until, `${until}.`, "", "x", `${token}x`])
      expect(isPreviewToken(bad, of, now)).toBe(false);
    expect(isPreviewToken(previewToken(of, later(2 * PREVIEW_MS)), of, now)).toBe(false);
  });
});
