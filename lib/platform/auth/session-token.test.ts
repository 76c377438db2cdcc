import { decode, encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { readSessionToken, recallSessionToken } from "@/lib/platform/auth/session-token";

const secret = "a secret of members, long enough to be one";
const token = (maxAge = 60, sub = "ses_1") => encode({ token: { sub }, secret: secret, maxAge });

describe("a session token", () => {
  it("names the session that next-auth finds in it", async () => {
    const made = await token();
    expect(readSessionToken(made, secret)).toBe("ses_1");
    expect((await decode({ token: made, secret: secret }))?.sub).toBe("ses_1");
  });

  it("is worth nothing under the other audience's secret", async () => {
    expect(readSessionToken(await token(), "another secret, of staff, long enough to be one")).toBeNull();
  });

  it("is worth nothing when any part of it is touched, taken away or added", async () => {
    const parts = (await token()).split(".");
    for (const [at, text] of parts.entries()) {
      const flipped = text === "" ? "AA" : `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
      expect(readSessionToken(parts.with(at, flipped).join("."), secret)).toBeNull();
      expect(readSessionToken(parts.toSpliced(at, 1).join("."), secret)).toBeNull();
    }
    expect(readSessionToken([...parts, ""].join("."), secret)).toBeNull();
    for (const text of ["", ".", "....", "a.b.c.d.e", "e30....", "\0"]) {
      expect(readSessionToken(text, secret)).toBeNull();
    }
  });

  it("is worth nothing under another algorithm, or with a shortened tag", async () => {
    const parts = (await token()).split(".");
    const header = Buffer.from(JSON.stringify({ alg: "none", enc: "A256GCM" })).toString("base64url");
    expect(readSessionToken(parts.with(0, header).join("."), secret)).toBeNull();
    expect(readSessionToken(parts.with(4, parts[4]?.slice(0, 6) ?? "").join("."), secret)).toBeNull();
  });

  it("ends when it says, as next-auth would have it", async () => {
    const made = await token(60);
    expect(readSessionToken(made, secret, Date.now() + 50_000)).toBe("ses_1");
    expect(readSessionToken(made, secret, Date.now() + 80_000)).toBeNull();
  });

  it("that is kept ends when it says", async () => {
    const made = await token(60);
    for (const _ of ["opened", "kept"]) expect(recallSessionToken(made, secret)?.sessionId).toBe("ses_1");
    expect(recallSessionToken(made, secret, Date.now() + 80_000)).toBeNull();
    expect(recallSessionToken(made, secret)?.sessionId).toBe("ses_1");
    const over = await token(-60);
    for (const _ of ["opened", "kept"]) expect(recallSessionToken(over, secret)).toBeNull();
  });

  it("that is kept is worth nothing under another secret, nor when any part of it is touched", async () => {
    const made = await token(60, "ses_2");
    for (const _ of ["opened", "kept"]) expect(recallSessionToken(made, secret)?.sessionId).toBe("ses_2");
    expect(recallSessionToken(made, "another secret, of staff, long enough to be one")).toBeNull();
    for (const [at, text] of made.split(".").entries()) {
      const flipped = `${text.slice(0, -2)}${text.endsWith("AA") ? "BB" : "AA"}`;
      const touched = made.split(".").with(at, flipped).join(".");
      expect(recallSessionToken(touched, secret), `part ${at}`).toBeNull();
      expect(recallSessionToken(touched, secret), `part ${at}, asked again`).toBeNull();
    }
  });

  it("that was kept is still a good one after ten thousand others came", async () => {
    const made = await token(60, "ses_first");
    expect(recallSessionToken(made, secret)?.sessionId).toBe("ses_first");
    const others = await Promise.all(Array.from({ length: 10_050 }, (_, i) => token(60, `ses_${i}`)));
    for (const [i, other] of others.entries())
      expect(recallSessionToken(other, secret)?.sessionId).toBe(`ses_${i}`);
    for (const [i, other] of others.entries())
      expect(recallSessionToken(other, secret)?.sessionId).toBe(`ses_${i}`);
    expect(recallSessionToken(made, secret)?.sessionId).toBe("ses_first");
  });
});
