import { describe, expect, it } from "vitest";
import { logLine } from "@/lib/platform/log";

const now = new Date("2026-01-02T03:04:05.678Z");

describe("logLine", () => {
  it("is one line of JSON whatever the texts hold", () => {
    const line = logLine("info", 'a\nb\u2028"c', { actor: "x\r\ny", err: new Error("m\nn") }, now);
    expect(line).not.toMatch(/[\r\n]/);
    expect(JSON.parse(line)).toMatchObject({ msg: 'a\nb\u2028"c', actor: "x\r\ny", level: "info" });
  });

  it("lets nothing through that is not on the list", () => {
    const fields = { requestId: "r", password: "1234", phone: "+852", body: { a: 1 } };
    const line = logLine("warn", "m", fields, now);
    expect(JSON.parse(line)).toEqual({ time: now.toISOString(), level: "warn", msg: "m", requestId: "r" });
  });

  it("keeps name, message and stack of an error, and nothing it carries besides", () => {
    const error = Object.assign(new TypeError("bad"), { secret: "s3cret" });
    const line = logLine("error", "m", { err: error }, now);
    expect(line).not.toContain("s3cret");
    expect(JSON.parse(line).err).toMatchObject({ name: "TypeError", message: "bad" });
  });

  it("says of a failed statement which failure it was, and nothing of the statement", () => {
    const cause = Object.assign(new Error("key (phone)=(+85260120041) exists"), {
      code: "23505",
      query: "insert",
    });
    const failed = Object.assign(new Error("Failed query: insert\nparams: +85260120041", { cause }), {
      params: [],
    });
    const line = logLine("error", "m", { err: failed }, now);
    expect(JSON.parse(line).err).toMatchObject({ message: "a database statement failed", sqlState: "23505" });
    expect(line).not.toMatch(/60120041|insert|phone/);
  });

  it("cuts what is endless", () => {
    expect(logLine("info", "x".repeat(100_000), {}, now).length).toBeLessThan(2200);
  });
});
