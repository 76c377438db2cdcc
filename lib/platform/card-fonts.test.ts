import { describe, expect, it } from "vitest";
import { drawable } from "@/lib/platform/card-fonts";

const keysOf = (fonts: readonly { name: string }[]) => new Set(fonts.map((font) => font.name));

describe("the words of a drawn card", () => {
  it("bring the parts of the font that hold their characters, each with a name of its own", async () => {
    const latin = await drawable({ title: "Winter warmers" });
    expect([...keysOf(latin.fonts)]).toEqual(["noto-latin"]);
    const both = await drawable({ title: "冬日暖饮 Winter", subtitle: "優惠券・满减" });
    expect(both.texts).toEqual({ title: "冬日暖饮 Winter", subtitle: "優惠券・满减" });
    expect(keysOf(both.fonts).size).toBeGreaterThan(1);
    expect(both.fonts).toHaveLength(keysOf(both.fonts).size * 2);
    expect(both.family.split(", ").sort()).toEqual([...keysOf(both.fonts)].sort());
    for (const { data } of both.fonts) expect(data.subarray(0, 4).toString("latin1")).toBe("wOFF");
  });

  it("lose what the font has no picture of, so that nothing is fetched for it", async () => {
    const { texts } = await drawable({ title: "🎉 Party\u200d\ufe0f \u202etime 👩‍👩‍👧", subtitle: "ไทย" });
    expect(texts).toEqual({ title: "Party time", subtitle: "" });
  });
});
