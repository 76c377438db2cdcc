import { describe, expect, it } from "vitest";
import { base32, codeAt, otpauthUrl, stepAt, stepOf } from "@/lib/platform/totp";

const secret = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("a time-based code", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("is the one of RFC 6238 at second %i", (seconds, code) => {
    expect(codeAt(secret, stepAt(at(seconds)))).toBe(code);
  });

  it("is good one step before and one after its own, and no further", () => {
    const step = stepAt(at(1_234_567_890));
    const tried = [-2, -1, 0, 1, 2].map((away) =>
      stepOf(secret, codeAt(secret, step + away), at(1_234_567_890)),
    );
    expect(tried).toEqual([null, step - 1, step, step + 1, null]);
  });

  it("may be typed with spaces and full-width digits, and is nothing else", () => {
    expect(stepOf(secret, " 005 924 ", at(1_234_567_890))).toBe(stepAt(at(1_234_567_890)));
    expect(stepOf(secret, "００５９２４", at(1_234_567_890))).toBe(stepAt(at(1_234_567_890)));
    for (const wrong of ["", "5924", "0059240", "005925", "abcdef"]) {
      expect(stepOf(secret, wrong, at(1_234_567_890))).toBeNull();
    }
  });
});

describe("a secret", () => {
  it("is written in base32 as RFC 4648 does", () => {
    const written = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map((text) =>
      base32(Buffer.from(text)),
    );
    expect(written).toEqual(["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"]);
  });

  it("stands in the address of a QR code with the account it belongs to", () => {
    const url = otpauthUrl({ issuer: "Scrip", name: "amy@harbour.example", secret });
    expect(url).toBe(
      "otpauth://totp/Scrip:amy%40harbour.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Scrip",
    );
  });
});
