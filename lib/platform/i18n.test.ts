import { describe, expect, it } from "vitest";
import { preferredLocale } from "@/lib/platform/locale";

describe("the language of a request", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["en-GB,en;q=0.9,zh;q=0.8", "en"],
    ["fr-FR,zh-Hant;q=0.7,en;q=0.3", "zh-CN"],
    ["zh;q=0,en;q=0.1", "en"],
    ["", "en"],
    ["*", "en"],
    ["fr", "en"],
  ])("takes the best we have of %j", (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});
