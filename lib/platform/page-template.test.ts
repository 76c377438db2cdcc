import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageTemplate } from "@/lib/platform/page-template";

const first = { nonce: "N".repeat(48), requestId: "a1b2c3d4-0000-4000-8000-000000000000" };
const own = { nonce: "M".repeat(48), requestId: "ffffffff-1111-4111-8111-ffffffffffff" };
const headers = [["Content-Security-Policy", `script-src 'nonce-${first.nonce}'`]] as const;

const page = (text: string) => pageTemplate({ headers, body: Buffer.from(text) }, first);
const swapped = (text: string) =>
  text.replaceAll(first.nonce, own.nonce).replaceAll(first.requestId, own.requestId);

/** Pages of text and tokens in any order, with enough repetition that compression refers back a lot. */
const pages = fc
  .array(
    fc.oneof(
      fc.constantFrom(first.nonce, first.requestId, '<script nonce="', '"></script>', "蛋撻 🥮 "),
      fc.string({ maxLength: 60 }),
      fc.nat(3000).map((length) => "prize ".repeat(length)),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

describe("a page template", () => {
  it("gives every page its own tokens wherever the first ones stood, plain and gzip alike", () => {
    fc.assert(
      fc.property(pages, (text) => {
        const template = page(text);
        expect(template.body(own, false).toString()).toBe(swapped(text));
        expect(gunzipSync(template.body(own, true)).toString()).toBe(swapped(text));
        expect(gunzipSync(template.body(first, true)).toString()).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("puts the nonce of the answer into its headers", () => {
    expect(page("").headers(own)).toEqual(["Content-Security-Policy", `script-src 'nonce-${own.nonce}'`]);
  });

  it("does not touch the page it gives out again", () => {
    const template = page(`<p>${first.nonce}</p>`);
    const before = template.body(first, false).toString();
    template.body(own, false).fill(0);
    template.body(own, true).fill(0);
    expect(template.body(first, false).toString()).toBe(before);
  });

  it("is compressed about as well as the page itself", () => {
    const text = `<script nonce="${first.nonce}" src="/_next/static/chunks/abcdef.js"></script>`.repeat(400);
    const perToken = 48 + 5 + 5 + 20;
    expect(page(text).body(own, true).length).toBeLessThan(400 * perToken);
  });
});
