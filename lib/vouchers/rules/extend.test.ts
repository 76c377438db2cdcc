import { describe, expect, it } from "vitest";
import type { VoucherFacts } from "@/lib/vouchers/rules";
import { extendedEnd } from "@/lib/vouchers/rules/extend";

const now = new Date("2026-06-10T12:00:00Z");
const validUntil = new Date("2026-06-20T00:00:00Z");
const later = new Date("2026-07-01T00:00:00Z");
const voucher = (more: Partial<VoucherFacts> = {}): VoucherFacts => ({
  ...{ status: "available", validFrom: new Date("2026-06-01T00:00:00Z"), validUntil },
  ...more,
});
const refused = (facts: Partial<VoucherFacts>, until = later, at = now) => {
  const result = extendedEnd(voucher(facts), until, at);
  return result.ok ? "ok" : result.refusal.code;
};

describe("the end of one voucher", () => {
  it("is moved to a later one, also of a voucher that has not begun", () => {
    expect(extendedEnd(voucher(), later, now)).toEqual({ ok: true, value: later });
    expect(refused({ validFrom: new Date("2026-06-15T00:00:00Z") })).toBe("ok");
  });

  it("is moved of one that is offered as a gift, until it is over", () => {
    expect(refused({ status: "transferred" })).toBe("ok");
    expect(refused({ status: "transferred" }, later, validUntil)).toBe("expired");
  });

  it("is never moved to an earlier one or to its own", () => {
    expect(refused({}, validUntil)).toBe("not_later");
    expect(refused({}, new Date(validUntil.getTime() - 1))).toBe("not_later");
    expect(refused({}, new Date(validUntil.getTime() + 1))).toBe("ok");
  });

  it("stays where the voucher is over, at the very instant of its end", () => {
    expect(refused({}, later, new Date(validUntil.getTime() - 1))).toBe("ok");
    expect(refused({}, later, validUntil)).toBe("expired");
  });

  it.each(["reserved", "used", "cancelled"] as const)("stays where it is %s", (status) => {
    expect(refused({ status })).toBe(status);
  });

  it("is not there where it is good for ever", () => {
    expect(refused({ validUntil: null })).toBe("no_end");
  });
});
