import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  currencyDecimals,
  formatMoney,
  isCurrency,
  moneyParts,
  moneyText,
  parseMoney,
} from "@/lib/kernel/money";

describe("money", () => {
  it("knows the minor unit of a currency", () => {
    expect(["JPY", "USD", "HKD", "KWD"].map(currencyDecimals)).toEqual([0, 2, 2, 3]);
    expect([isCurrency("HKD"), isCurrency("hkd"), isCurrency("ZZZ"), isCurrency("")]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("is typed and read back exactly, to the last minor unit, in every currency", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000_000_000 }),
        fc.constantFrom("JPY", "USD", "KWD"),
        (minor, currency) => {
          expect(parseMoney(moneyText(minor, currency), currency)).toBe(minor);
        },
      ),
    );
  });

  it.each([
    ["1,234.5", "USD", 123450],
    ["１２．５０", "USD", 1250],
    ["12", "JPY", 12],
    ["12.5", "JPY", null],
    ["12,5", "USD", null],
    ["1,23", "USD", null],
    ["1.234", "USD", null],
    ["-1", "USD", null],
    ["1e3", "USD", null],
    ["", "USD", null],
    ["12.", "USD", null],
    ["99999999999999", "USD", null],
  ])("%j in %s is %s", (text, currency, minor) => {
    expect(parseMoney(text, currency)).toBe(minor);
  });

  it("is shown in the reader's way, whole amounts without empty decimals where there is little room", () => {
    expect(formatMoney(5000, "USD", "en")).toBe("$50.00");
    expect(formatMoney(5000, "USD", "en", { trim: true })).toBe("$50");
    expect(formatMoney(5050, "CNY", "zh-CN")).toBe("¥50.50");
    expect(moneyParts(3000, "CNY", "zh-CN")).toEqual({ symbol: "¥", number: "30", symbolFirst: true });
  });
});
