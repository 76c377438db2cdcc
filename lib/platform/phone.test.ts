import { describe, expect, it } from "vitest";
import { countryOfZone, countryOptions, formatPhone, maskPhone, parsePhone } from "@/lib/platform/phone";

describe("phones", () => {
  it.each([
    ["6123 4567", "HK", "+85261234567"],
    ["６１２３４５６７", "HK", "+85261234567"],
    ["+852 6123-4567", "JP", "+85261234567"],
    ["00852 61234567", "US", "+85261234567"],
    ["138 0013 8000", "CN", "+8613800138000"],
    ["(212) 555-2368", "US", "+12125552368"],
  ])("reads %s typed in %s", (text, country, phone) => {
    expect(parsePhone(text, country)).toBe(phone);
  });

  it.each([
    ["", "HK"],
    ["123", "HK"],
    ["not a phone", "HK"],
    ["call 61234567 now", "HK"],
    ["61234567", "XX"],
    ["+852612345678901", "HK"],
    ["6".repeat(40), "HK"],
  ])("refuses %j typed in %s", (text, country) => {
    expect(parsePhone(text, country)).toBeNull();
  });

  it("hides all but country and last four digits", () => {
    expect(maskPhone("+85261234567")).toBe("+852 •••• 4567");
  });

  it("writes a phone the way its country does", () => {
    expect(formatPhone("+85261234567")).toBe("+852 6123 4567");
  });

  it("begins with the country the merchant is in", () => {
    expect(countryOfZone("Asia/Hong_Kong")).toBe("HK");
    expect(countryOfZone("Asia/Tokyo")).toBe("JP");
    expect(countryOfZone("America/New_York")).toBe("US");
    expect(countryOfZone("UTC")).toBe("US");
    expect(countryOfZone("UTC", "HK")).toBe("HK");
    expect([countryOfZone("Asia/Calcutta"), countryOfZone("Asia/Kolkata")]).toEqual(["IN", "IN"]);
    expect(() => countryOfZone("Nowhere/Else")).toThrow(RangeError);
  });

  it("names countries in the reader's language", () => {
    expect(countryOptions("zh-CN").find(({ code }) => code === "JP")).toEqual({
      code: "JP",
      name: "日本",
      callingCode: "81",
    });
  });
});
