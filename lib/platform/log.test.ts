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

  const named = (name: string, message: string, more: object = {}) =>
    Object.assign(new Error(message), { name, ...more });
  it.each([
    [
      named("Error", "550 5.1.1 <grace@harbour.example>: Grace Lau unknown", { responseCode: 550 }),
      /[Gg]race|Lau/,
    ],
    [named("StripeError", "No such customer: cus_NffrFeUfNV2Hib of Lau", { raw: {} }), /cus_|Lau/],
    [named("TypeError", "Failed to parse URL from https://h.example/a?code=SNOWFLAKE"), /SNOWFLAKE|\?/],
    [named("SyntaxError", `Unexpected token 'S', "SNOWFLAKE" is not valid JSON`), /SNOWFLAKE/],
    [named("Error", "voucher KX7P2M4QRT9A is used"), /KX7P/],
    [named("Error", "code 493817 for +852 6012 0041"), /493817|6012/],
    [named("Error", "x", { name: "a name with +85260120041" }), /6012/],
    [named("Error", "x", { code: "KX7P2M4QRT9A" }), /KX7P/],
    [named("Error", "first\n    at grace@harbour.example (mail.ts)\nlast"), /grace/],
    [named("Error", "x", { cause: named("Error", "to grace@harbour.example") }), /grace/],
  ])("says nothing that an error of a library quotes: %s", (err, value) => {
    expect(logLine("error", "m", { err }, now)).not.toMatch(value);
  });

  it("tells what a mail server answered by its number", () => {
    const line = logLine(
      "error",
      "m",
      { err: named("Error", "550 no such user", { responseCode: 550 }) },
      now,
    );
    expect(JSON.parse(line).err.message).toBe("the other side refused with 550");
  });

  it("still tells an operator what failed", () => {
    const refused = named("Error", "connect ECONNREFUSED 127.0.0.1:5432", { code: "ECONNREFUSED" });
    const line = logLine("error", "m", { err: new TypeError("fetch failed", { cause: refused }) }, now);
    expect(JSON.parse(line).err).toMatchObject({ message: "fetch failed", cause: "Error ECONNREFUSED" });
    const read = logLine(
      "error",
      "m",
      { err: new TypeError("Cannot read properties of null (reading 'id')") },
      now,
    );
    expect(JSON.parse(read).err.message).toBe("Cannot read properties of null (reading 'id')");
    expect(JSON.parse(read).err.stack).toContain("log.test.ts");
  });
});
