import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseArray, writeArray } from "@/db/array-types";

const text = (value: string) => value;

describe("an array of Postgres", () => {
  it.each([
    ["{}", []],
    ["{a,b}", ["a", "b"]],
    ["[0:1]={a,b}", ["a", "b"]],
    ['{"a,b","c\\"d","e\\\\f","",NULL,"NULL"}', ["a,b", 'c"d', "e\\f", "", null, "NULL"]],
    [
      "{{a,b},{c,NULL}}",
      [
        ["a", "b"],
        ["c", null],
      ],
    ],
    ['{"line\none","{x}"}', ["line\none", "{x}"]],
  ])("is read from %s", (source, expected) => {
    expect(parseArray(source, text)).toEqual(expected);
  });

  it("reads its elements by their type", () => {
    expect(parseArray("{1,-2.5,NULL}", Number)).toEqual([1, -2.5, null]);
  });

  it("comes back as it was written, whatever the strings", () => {
    const strings = fc.array(fc.option(fc.string({ unit: "grapheme" })));
    fc.assert(
      fc.property(strings, (list) => {
        expect(parseArray(String(writeArray(list)), text)).toEqual(list);
      }),
    );
  });

  it("of JSON holds arrays as elements", () => {
    const list = [{ a: [1] }, [1, 2], "x"];
    expect(parseArray(String(writeArray(list, true)), JSON.parse)).toEqual(list);
  });

  it("that is written already is left alone", () => {
    expect(writeArray('{"a"}')).toBe('{"a"}');
  });
});
