import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_CUES, readCaptions, writeCaptions } from "@/lib/merchants/rules/captions";

const read = (...lines: string[]) => readCaptions(["WEBVTT", "", ...lines].join("\n"));
const one = (line: string) => read("00:01.000 --> 00:02.000", line);

describe("captions", () => {
  it("are what is said and when; of notes, styles, names and tags nothing is left but who speaks", () => {
    const text = [
      "\ufeffWEBVTT - made by hand",
      "Kind: captions",
      "",
      "STYLE",
      "::cue { background: url(https://evil.example/) }",
      "",
      "NOTE for the cutter",
      "",
      "intro",
      "00:01.000 --> 00:02.500 align:start position:10% region:r",
      "<v Mei>Tea &amp; <i.loud>cake</i>",
      "<00:02.000>for &lt;two&gt;",
      "",
      "01:00:00.000 --> 01:00:01.000",
      "茶",
    ].join("\r\n");
    const cues = readCaptions(text);
    expect(cues).toEqual({
      ok: true,
      value: [
        {
          from: 1000,
          until: 2500,
          place: "align:start position:10%",
          lines: ["Mei: Tea & cake", "for <two>"],
        },
        { from: 3_600_000, until: 3_601_000, place: "", lines: ["茶"] },
      ],
    });
    expect(cues.ok && writeCaptions(cues.value)).toBe(
      [
        "WEBVTT",
        "",
        "00:00:01.000 --> 00:00:02.500 align:start position:10%",
        "Mei: Tea &amp; cake",
        "for &lt;two&gt;",
        "",
        "01:00:00.000 --> 01:00:01.000",
        "茶",
        "",
      ].join("\n"),
    );
  });

  it.each([
    ["the times are none", read("1 --> 2", "a"), { code: "captions_time", params: { line: 3 } }],
    ["it ends before it begins", read("00:02.000 --> 00:01.000", "a"), { code: "captions_time" }],
    ["a name has no times", read("a", "b"), { code: "captions_time", params: { line: 4 } }],
    [
      "it begins before what is above",
      read("00:05.000 --> 00:06.000", "a", "", "00:01.000 --> 00:02.000", "b"),
      { code: "captions_order", params: { line: 6 } },
    ],
    ["there is a tag", one("<script>alert(1)</script>"), { code: "captions_tag", params: { line: 4 } }],
    ["there is a picture", one("<img src=x>"), { code: "captions_tag" }],
    ["a tag is open", one("a < b"), { code: "captions_tag" }],
    ["there is what nobody sees", one("a\u202eb"), { code: "captions_sign", params: { line: 4 } }],
    ["there is a NUL", one("a\u0000b"), { code: "captions_sign" }],
    ["a line is too long", one("a".repeat(201)), { code: "captions_long", params: { line: 4 } }],
    [
      "there are too many lines",
      read("00:01.000 --> 00:02.000", ..."abcdefg"),
      { code: "captions_long", params: { line: 3 } },
    ],
    ["nothing is said", read("NOTE a"), { code: "captions_empty" }],
    ["the head is none", readCaptions("1\n00:01,000 --> 00:02,000\na"), { code: "captions_head" }],
    ["the head is not at the top", readCaptions("\nWEBVTT\n\n"), { code: "captions_head" }],
    [
      "there are too many",
      read(...Array.from({ length: MAX_CUES + 1 }, () => ["00:01.000 --> 00:02.000", "a", ""]).flat()),
      { code: "captions_many" },
    ],
  ])("are refused, with their line, when %s", (_, result, refusal) => {
    expect(result).toMatchObject({ ok: false, refusal });
  });

  it("written anew are read as the same, and no word of theirs is a tag, a time or another cue", () => {
    const words = fc.string({ unit: "grapheme", maxLength: 40 });
    fc.assert(
      fc.property(fc.array(words, { minLength: 1, maxLength: 4 }), (lines) => {
        const escaped = lines.map((line) =>
          line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
        );
        const first = read("00:01.000 --> 00:02.000", ...escaped);
        if (!first.ok) return;
        const text = writeCaptions(first.value);
        expect(readCaptions(text)).toEqual(first);
        expect(text.split("\n").slice(3).join("")).not.toMatch(/[<>]/);
      }),
    );
  });
});
