import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import en from "@/messages/en/ui.json";
import zh from "@/messages/zh-CN/ui.json";
import { filterWords } from "./filter-words";
import type { ListFilter } from "./resource-index";

const says = (locale: "en" | "zh-CN", filter: Partial<ListFilter>, value: string, isNot = false) => {
  const messages = { ui: locale === "en" ? en : zh };
  const t = createTranslator({ locale, messages, namespace: "ui.list" });
  const whole = { key: "x", label: locale === "en" ? "Status" : "状态", options: [], ...filter };
  return filterWords(t as never, { filter: whole, isNot, value, locale });
};
const status = { options: [{ value: "ended", label: "Ended" }] };
const spent = { range: { of: "numbers", currency: "HKD" } } as const;
const joined = { range: { of: "days", timeZone: "UTC" } } as const;

describe("a filter that is on", () => {
  it.each([
    [status, "ended", false, "Status: Ended"],
    [status, "ended", true, "Status is not: Ended"],
    [status, "str_gone", true, "Status is not: no longer there or not listed"],
    [spent, "500..", false, "Status: at least HK$500"],
    [spent, "..1200", false, "Status: at most HK$1,200"],
    [spent, "0..500", false, "Status: HK$0 to HK$500"],
    [joined, "30d", false, "Status: in the last 30 days"],
    [joined, "2026-01-01..", false, "Status: on or after Jan 1, 2026"],
    [joined, "..2026-01-31", false, "Status: on or before Jan 31, 2026"],
    [joined, "2026-01-01..2026-01-31", false, "Status: Jan 1, 2026 to Jan 31, 2026"],
  ] as const)("says its operator in words: %o %s %s", (filter, value, isNot, words) => {
    expect(says("en", filter, value, isNot)).toBe(words);
  });

  it("says it in Chinese, too", () => {
    expect(says("zh-CN", status, "ended", true)).toBe("状态不是：Ended");
    expect(says("zh-CN", spent, "500..")).toBe("状态：不少于 HK$500");
    expect(says("zh-CN", joined, "7d")).toBe("状态：最近 7 天内");
    expect(says("zh-CN", joined, "..2026-01-31")).toBe("状态：2026年1月31日及以前");
  });
});
