import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSignedBy, signBody } from "@/lib/platform/webhook-signature";

const at = new Date("2026-11-21T09:00:00.700Z");
const body = '{"id":"evt_1","name":"七"}';
const later = (s: number) => new Date(at.getTime() + s * 1000);

describe("a webhook's signature", () => {
  it("is HMAC-SHA256 over the seconds, a dot and the very bytes", () => {
    const t = Math.floor(at.getTime() / 1000);
    const v1 = createHmac("sha256", "whsec_a").update(`${t}.${body}`).digest("hex");
    expect(signBody(["whsec_a"], body, at)).toBe(`t=${t},v1=${v1}`);
  });

  it("is good for whoever knows the secret, and for both secrets while one takes over from the other", () => {
    const header = signBody(["new", "old"], body, at);
    expect(isSignedBy(["new"], header, body, at)).toBe(true);
    expect(isSignedBy(["old"], header, body, at)).toBe(true);
    expect(isSignedBy(["other", "old"], signBody(["old"], body, at), body, at)).toBe(true);
    expect(isSignedBy(["other"], header, body, at)).toBe(false);
    expect(isSignedBy([], header, body, at)).toBe(false);
  });

  it("is worth nothing for another body, another second, or none at all", () => {
    const header = signBody(["s"], body, at);
    expect(isSignedBy(["s"], header, `${body} `, at)).toBe(false);
    expect(
      isSignedBy(
        ["s"],
        header.replace(/t=(\d+)/, (_, t) => `t=${Number(t) + 1}`),
        body,
        at,
      ),
    ).toBe(false);
    for (const none of [null, "", "t=1", "v1=abc", "t=x,v1=y", header.replace("v1=", "v0=")])
      expect(isSignedBy(["s"], none, body, at)).toBe(false);
  });

  it("is worth nothing when it is played back more than five minutes before or after", () => {
    const header = signBody(["s"], body, at);
    expect(isSignedBy(["s"], header, body, later(299))).toBe(true);
    expect(isSignedBy(["s"], header, body, later(-299))).toBe(true);
    expect(isSignedBy(["s"], header, body, later(302))).toBe(false);
    expect(isSignedBy(["s"], header, body, later(-302))).toBe(false);
  });
});
