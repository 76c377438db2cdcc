import { describe, expect, it } from "vitest";
import { restOf } from "./notice-rest";

describe("what the bell does not show", () => {
  const none = { alert: 0, access: 0, refund: 0, packRefund: 0, job: 0 };
  const shown = (kind: string, count: number) => Array.from({ length: count }, () => ({ kind }));

  it("is told by how much of each kind is there beyond it", () => {
    expect(restOf({ ...none, refund: 30, job: 2 }, [...shown("refund", 20), ...shown("job", 2)])).toEqual([
      { id: "refund", count: 10, isLeast: false },
    ]);
    expect(restOf({ ...none, refund: 3 }, [])).toEqual([{ id: "refund", count: 3, isLeast: false }]);
  });

  it("is told as at least so much where more was not counted", () => {
    expect(restOf({ ...none, packRefund: 101 }, shown("packRefund", 20))).toEqual([
      { id: "packRefund", count: 81, isLeast: true },
    ]);
  });
});
