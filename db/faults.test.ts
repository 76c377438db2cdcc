import { describe, expect, it } from "vitest";
import { isAnswer, isBusy, isMisuse, PoolFault, sqlState } from "@/db/faults";

const coded = (code: string, more: object = {}) => Object.assign(new Error("x"), { code, ...more });
const wrapped = (cause: unknown) => new Error("outer", { cause: new Error("middle", { cause }) });

describe("an error of the database", () => {
  it.each([
    ["55P03", "a lock that cannot be had"],
    ["57014", "a statement that takes too long"],
    ["25P03", "a transaction idle for too long"],
    ["25006", "a read-only database"],
    ["57P01", "a back end ended by an administrator"],
    ["57P03", "a server that is starting"],
    ["08006", "a connection failure"],
    ["53300", "too many connections"],
    ["53100", "a full disk"],
    ["ECONNREFUSED", "nobody listening"],
    ["CONNECTION_CLOSED", "a connection that ended"],
  ])("%s (%s) means to come back, also where it is wrapped", (code) => {
    expect(isBusy(coded(code))).toBe(true);
    expect(isBusy(wrapped(coded(code)))).toBe(true);
  });

  it.each(["23505", "42P01", "22P02", "40001", "40P01", "08P01", "ENOENT"])("%s does not", (code) => {
    expect(isBusy(coded(code))).toBe(false);
  });

  it("EPIPE is the system's word and no SQLSTATE although it has the same form", () => {
    expect(sqlState(coded("EPIPE"))).toBeUndefined();
    expect(isBusy(coded("EPIPE"))).toBe(true);
    expect(sqlState(wrapped(coded("40001")))).toBe("40001");
    expect(sqlState("40001")).toBeUndefined();
  });

  it("is an answer only where the server did not end the connection with it", () => {
    expect(isAnswer(coded("23505", { severity: "ERROR" }))).toBe(true);
    expect(isAnswer(coded("57P01", { severity: "FATAL" }))).toBe(false);
    expect(isAnswer(coded("ECONNRESET"))).toBe(false);
    expect(isAnswer(null)).toBe(false);
  });
});

describe("a fault of the pool", () => {
  it("is busy, but for the caller's own misuse, which is told as it is", () => {
    const codes = ["POOL_FULL", "POOL_DEADLINE", "POOL_LOST", "POOL_CLOSED"] as const;
    expect(codes.map((code) => isBusy(new PoolFault(code, "x")))).toEqual([true, true, true, true]);
    for (const code of ["POOL_NESTED", "POOL_OVER"] as const) {
      const fault = new PoolFault(code, "x");
      expect([isBusy(fault), isMisuse(fault)]).toEqual([false, true]);
    }
  });
});
