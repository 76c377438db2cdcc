import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeOfCrc32 } from "@/lib/platform/crc32-change";

describe("the change of a checksum", () => {
  it("is what a whole new reading comes to, however long the text, wherever and how often the bytes stand in it", () => {
    const parts = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 40 }),
        fc.nat(70_000).map((n) => new Uint8Array(n)),
      ),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    const pair = fc.nat(50).chain((length) => {
      const bytes = fc.uint8Array({ minLength: length, maxLength: length });
      return fc.tuple(bytes, bytes);
    });
    fc.assert(
      fc.property(parts, pair, (between, [before, after]) => {
        const text = (token: Uint8Array) => Buffer.concat(between.flatMap((part) => [part, token]));
        const following = between.map((_, at) =>
          between.slice(at + 1).reduce((sum, part) => sum + part.length + before.length, 0),
        );
        const change = changeOfCrc32(following)(crc32(before), crc32(after));
        expect((crc32(text(before)) ^ change) >>> 0).toBe(crc32(text(after)));
      }),
      { numRuns: 100 },
    );
  });
});
