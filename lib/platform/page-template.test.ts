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
        expect(template.copy(own, false).body.toString()).toBe(swapped(text));
        expect(gunzipSync(template.copy(own, true).body).toString()).toBe(swapped(text));
        expect(gunzipSync(template.copy(first, true).body).toString()).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it("puts the nonce of the answer into its headers", () => {
    expect(page("").headers(own)).toEqual(["Content-Security-Policy", `script-src 'nonce-${own.nonce}'`]);
  });

  it("does not touch the page it gives out again", () => {
    const template = page(`<p>${first.nonce}</p>`);
    const before = template.copy(first, false).body.toString();
    template.copy(own, false).body.fill(0);
    template.copy(own, true).body.fill(0);
    expect(template.copy(first, false).body.toString()).toBe(before);
  });

  it("gives a copy out again only when it was given back, and whole", () => {
    const text = `<p>${first.nonce}</p><b>${first.requestId}</b>`;
    const template = page(text);
    for (const gzip of [false, true]) {
      const one = template.copy(own, gzip);
      expect(template.copy(own, gzip).body).not.toBe(one.body);
      one.giveBack();
      const again = template.copy(first, gzip).body;
      expect(again).toBe(one.body);
      expect((gzip ? gunzipSync(again) : again).toString()).toBe(text);
    }
  });

  it("is compressed about as well as the page itself", () => {
    const text = `<script nonce="${first.nonce}" src="/_next/static/chunks/abcdef.js"></script>`.repeat(400);
    const perToken = 48 + 5 + 5 + 20;
    expect(page(text).copy(own, true).body.length).toBeLessThan(400 * perToken);
  });
});
