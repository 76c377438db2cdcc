import { describe, expect, it } from "vitest";
import { placementWords, shortText } from "./placement-words";

const own = { title: "", text: "", button: "", translations: {} };
const activity = { name: "A101", description: "", shareTitle: "Snow days", translations: {} };

describe("the words of a placement", () => {
  it("are those of the shared card where it has none of its own, in the reader's language", () => {
    const promoted = { ...activity, translations: { "zh-CN": { shareTitle: "下雪天" } } };
    expect(placementWords(own, promoted, "en")).toEqual({ title: "Snow days", text: "", button: "" });
    expect(placementWords(own, promoted, "zh-CN").title).toBe("下雪天");
    expect(placementWords({ ...own, title: "Mine" }, promoted, "zh-CN").title).toBe("Mine");
    expect(placementWords(own, { ...activity, shareTitle: "" }, "en").title).toBe("A101");
  });

  it("are no longer than its own may be, and end with a word", () => {
    const long = `One drink a day\n\nfor ${"everybody who comes ".repeat(30)}`;
    const { text } = placementWords(own, { ...activity, description: long }, "en");
    expect(text).toMatch(/^One drink a day for everybody.*(everybody|who|comes)…$/);
    expect([...text].length).toBeLessThanOrEqual(100);
    const subtitle = { ...activity, description: long, shareSubtitle: "Short" };
    expect(placementWords(own, subtitle, "en").text).toBe("Short");
  });

  it("are cut at no half of a letter where nothing is between words", () => {
    expect(shortText("雪".repeat(100))).toBe("雪".repeat(100));
    expect(shortText("雪".repeat(101))).toBe(`${"雪".repeat(99)}…`);
    expect(shortText("🧋".repeat(300))).toBe(`${"🧋".repeat(99)}…`);
  });
});
