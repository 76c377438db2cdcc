import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currencyCodes, isCurrency } from "@/lib/kernel/currencies";
import { currencyDecimals } from "@/lib/kernel/minor-units";
import { formatMoney, moneyParts, moneyText, parseMoney } from "@/lib/kernel/money";

describe("money", () => {
  it("has the decimals of ISO 4217, whatever the runtime likes to show", () => {
    const none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
    const three = "BHD IQD JOD KWD LYD OMR TND";
    const two = currencyCodes.filter((code) => ![none, three].some((list) => list.includes(code)));
    expect(new Set(none.split(" ").map(currencyDecimals))).toEqual(new Set([0]));
    expect(new Set(three.split(" ").map(currencyDecimals))).toEqual(new Set([3]));
    expect(new Set(two.map(currencyDecimals))).toEqual(new Set([2]));
    for (const code of ["HUF", "MGA", "IDR", "COP", "PKR", "TWD"]) expect(two).toContain(code);
    expect(currencyCodes).toHaveLength(160);
    // Those the runtime has and the table not are no money: special drawing rights and the sucre.
    const missing = Intl.supportedValuesOf("currency").filter((code) => !isCurrency(code));
    expect(missing).toEqual(["XDR", "XSU"]);
  });

  it("is shown with those decimals, too", () => {
    expect(formatMoney(150_050, "HUF", "en")).toContain("1,500.50");
    expect(formatMoney(150_000, "HUF", "en", { trim: true })).not.toContain(".");
    expect(formatMoney(500, "ISK", "en")).toContain("500");
    expect(moneyParts(150_050, "HUF", "en").number).toBe("1,500.50");
  });

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
