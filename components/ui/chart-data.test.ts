import { describe, expect, it } from "vitest";
import { axisTicks, changeWords, chartCsv, labelPlaces, valueWords } from "./chart-data";

describe("the axis of a chart", () => {
  it.each([
    [0, true, [0, 1]],
    [1, true, [0, 1]],
    [3, true, [0, 1, 2, 3]],
    [7, true, [0, 2, 4, 6, 8]],
    [4321, true, [0, 2000, 4000, 6000]],
    [0.4, false, [0, 0.1, 0.2, 0.30000000000000004, 0.4]],
  ])("of %s begins at 0, has round marks and room for all", (most, whole, ticks) => {
    expect(axisTicks(most, whole)).toEqual(ticks);
  });
});

describe("the names of lines", () => {
  it("stand at their lines where there is room", () => {
    expect(labelPlaces([10, 80, 40], 14, 100)).toEqual([10, 80, 40]);
  });

  it("move apart where lines end together, and stay in the picture", () => {
    expect(labelPlaces([50, 50, 52], 14, 100)).toEqual([50, 64, 78]);
    expect(labelPlaces([99, 98], 14, 100)).toEqual([100, 86]);
  });
});

describe("values", () => {
  it("are counts, money or percentages in the reader's language", () => {
    expect(valueWords(12_400, { type: "count" }, "en")).toBe("12,400");
    expect(valueWords(12_400, { type: "count" }, "en", true)).toBe("12.4K");
    expect(valueWords(1_240_000, { type: "money", currency: "HKD" }, "en", true)).toBe("$12.4K");
    expect(valueWords(1234, { type: "bps" }, "en")).toBe("12.3%");
  });

  it("are compared with the range before only where there was something", () => {
    expect(changeWords(15, 10, "en")).toBe("+50%");
    expect(changeWords(5, 10, "en")).toBe("-50%");
    expect(changeWords(10, 10, "en")).toBe("0%");
    expect(changeWords(10, 0, "en")).toBeNull();
  });

  it("as a file keep Chinese, quotes and commas, and hold no formula", () => {
    expect(chartCsv(["Day", "=SUM(A1)"], [['冬季 "9 折", 全店', 3]])).toBe(
      '\uFEFFDay,\'=SUM(A1)\r\n"冬季 ""9 折"", 全店",3\r\n',
    );
  });
});
