import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import en from "@/messages/en/ticket.json";
import zh from "@/messages/zh-CN/ticket.json";
import { valueStep } from "./coupon-ticket";
import { benefitWords, foldText, type TicketBenefit, type TicketFacts, ticketWords } from "./ticket-words";

const now = new Date("2026-11-21T02:00:00Z");
const base = { name: "Winter", currency: "CNY", timeZone: "Asia/Hong_Kong", now } as const;
const words = {
  en: createTranslator({ locale: "en", messages: { ticket: en }, namespace: "ticket" }),
  "zh-CN": createTranslator({ locale: "zh-CN", messages: { ticket: zh }, namespace: "ticket" }),
};
type Language = keyof typeof words;

function say(locale: Language, facts: Partial<TicketFacts> & { benefit: TicketBenefit }) {
  const t = (key: string, values?: Record<string, string | number>) =>
    Reflect.apply(words[locale], null, [key, values]);
  return ticketWords({ ...base, validity: { type: "permanent" }, ...facts }, locale, t);
}

function line(locale: Language, benefit: TicketBenefit, minSpendMinor = 0) {
  const t = (key: string, values?: Record<string, string | number>) =>
    Reflect.apply(words[locale], null, [key, values]);
  return benefitWords({ benefit, currency: "CNY", conditions: { minSpendMinor } }, locale, t);
}

describe("a percentage off", () => {
  it.each([
    [2000, "8"],
    [1500, "8.5"],
    [500, "9.5"],
    [5000, "5"],
    [9900, "0.1"],
    [1250, "8.75"],
    [100, "9.9"],
  ])("of %i basis points is %s 折", (bps, fold) => {
    expect(foldText(bps)).toBe(fold);
    expect(say("zh-CN", { benefit: { type: "percent_off", bps } }).value).toEqual({ main: fold, tail: "折" });
  });

  it("is said in per cent in English", () => {
    const ticket = say("en", { benefit: { type: "percent_off", bps: 1250, maxOffMinor: 5000 } });
    expect(ticket.value).toEqual({ main: "12.5", tail: "% off" });
    expect(ticket.condition).toBe("max ¥50");
  });
});

describe("the value of a ticket", () => {
  it("sets the currency's sign apart from the number", () => {
    expect(say("zh-CN", { benefit: { type: "amount_off", amountMinor: 3000 } })).toMatchObject({
      value: { lead: "¥", main: "30" },
      condition: "无门槛",
    });
  });

  it("names the spend of a single step, the best of several, and the repeat", () => {
    const one = { type: "threshold_off", tiers: [{ spendMinor: 20000, offMinor: 5000 }] } as const;
    const two = {
      type: "threshold_off",
      tiers: [...one.tiers, { spendMinor: 40000, offMinor: 12000 }],
    } as const;
    const every = {
      type: "threshold_off",
      every: { spendMinor: 10000, offMinor: 1000, maxTimes: 3 },
    } as const;
    expect(say("zh-CN", { benefit: one }).condition).toBe("满 ¥200 可用");
    expect(say("zh-CN", { benefit: two })).toMatchObject({
      value: { main: "120" },
      condition: "最高，满 ¥200 起",
    });
    expect(say("en", { benefit: every }).condition).toBe("every ¥100");
  });

  it.each<[TicketBenefit, string]>([
    [{ type: "percent_off", bps: 2000, maxOffMinor: 5000 }, "8 折，最多减 ¥50"],
    [{ type: "amount_off", amountMinor: 3000 }, "减 ¥30"],
    [{ type: "threshold_off", tiers: [{ spendMinor: 20000, offMinor: 5000 }] }, "满 ¥200 减 ¥50"],
    [
      { type: "threshold_off", every: { spendMinor: 10000, offMinor: 1000, maxTimes: 3 } },
      "每满 ¥100 减 ¥10，最多 3 次",
    ],
    [{ type: "product", productId: "prd_1", quantity: 2, priceMinor: 0 }, "指定商品 2 份免费"],
    [{ type: "product", productId: "prd_1", quantity: 1, priceMinor: 900 }, "指定商品 1 份，¥9"],
    [{ type: "points", points: 100 }, "100 积分"],
    [{ type: "cash", amountMinor: 500 }, "¥5 存入余额"],
    [{ type: "generic", text: "免费续杯" }, "免费续杯"],
    [{ type: "external", provider: "Acme" }, "Acme 券码"],
    [{ type: "delivery_off" }, "免配送费"],
    [{ type: "delivery_off", maxOffMinor: 500 }, "配送费最多减 ¥5"],
  ])("has one line for %j", (benefit, expected) => {
    expect(line("zh-CN", benefit)).toBe(expected);
    expect(say("en", { benefit }).value.main).not.toBe("");
  });

  it("joins the least spend to the line in the order of the language", () => {
    expect(line("en", { type: "amount_off", amountMinor: 3000 }, 10000)).toBe("¥30 off over ¥100");
    expect(line("zh-CN", { type: "amount_off", amountMinor: 3000 }, 10000)).toBe("满 ¥100 减 ¥30");
  });
});

describe("the validity of a ticket", () => {
  const benefit = { type: "amount_off", amountMinor: 3000 } as const;
  const until = (iso: string, from = "2026-11-01T00:00:00Z") =>
    say("en", { benefit, validity: { type: "window", from: new Date(from), until: new Date(iso) } });

  it("names the last whole day when it ends at local midnight", () => {
    expect(until("2026-12-31T16:00:00Z").validity).toBe("Until Dec 31, 2026");
  });

  it("names the time when it ends within a day", () => {
    expect(until("2026-12-31T06:30:00Z").validity).toBe("Until Dec 31, 2026, 14:30");
  });

  it("counts the last three days, then the last hours, in the warning tone", () => {
    expect(until("2026-11-24T02:00:00.001Z")).toMatchObject({ tone: "normal" });
    expect(until("2026-11-24T02:00:00Z")).toMatchObject({ tone: "soon", validity: "3 days left" });
    expect(until("2026-11-22T02:00:00Z")).toMatchObject({ tone: "soon", validity: "24 hours left" });
    expect(until("2026-11-21T02:00:01Z")).toMatchObject({ tone: "soon", validity: "1 hour left" });
  });

  it("says that it ended at the very instant it ends", () => {
    expect(until("2026-11-21T02:00:00Z").validity).toMatch(/^Ended/);
  });

  it("says both ends while it has not begun", () => {
    expect(until("2026-12-31T16:00:00Z", "2026-12-01T00:00:00Z").validity).toBe("Dec 1, 2026 – Dec 31, 2026");
  });

  it("says days after claiming, hours after claiming and for ever", () => {
    const say1 = (validity: TicketFacts["validity"]) => say("zh-CN", { benefit, validity }).validity;
    expect(say1({ type: "days_after_claim", startAfterDays: 0, days: 30 })).toBe("领取后 30 天内有效");
    expect(say1({ type: "days_after_claim", startAfterDays: 2, days: 30 })).toBe(
      "领取后第 2 天起，30 天内有效",
    );
    expect(say1({ type: "hours_after_claim", hours: 6 })).toBe("领取后 6 小时内有效");
    expect(say1({ type: "permanent" })).toBe("永久有效");
  });
});

describe("the size of the value", () => {
  it.each([
    [{ lead: "¥", main: "50" }, 30],
    [{ main: "20", tail: "% off" }, 30],
    [{ lead: "$", main: "50.50" }, 24],
    [{ lead: "HK$", main: "10,000" }, 20],
    [{ lead: "¥", main: "10,000" }, 24],
    [{ main: "Tea tasting for two" }, 20],
    [{ main: "A free refill of your drink" }, 16],
    [{ main: "中杯热饮买一送一并免费升级" }, 16],
    [{ main: "免费续杯" }, 20],
  ])("steps down 30, 24, 20, 16 as %j grows", (value, step) => {
    expect(valueStep(value)).toBe(step);
  });
});
