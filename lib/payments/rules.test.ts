import { describe, expect, it } from "vitest";
import { memberScope, testScope } from "@/db/seed/factories";
import { moneyState } from "@/lib/payments/rules";
import { roles } from "@/lib/platform/auth/scope";

describe("how money went back by hand", () => {
  const row = {
    ...{ backAt: new Date(0), failedAt: new Date(0) },
    ...{ settledBy: "stf_1", settledHow: "To Erika's account" },
  };

  it("is told to those alone who may say so, and that it did to all", () => {
    const told = roles.filter((role) => moneyState(testScope("mch_1", role), row).how !== null);
    expect(told).toEqual(["group_admin", "finance"]);
    for (const scope of [memberScope("mch_1", "mem_1"), testScope("mch_1", null), testScope("mch_1", "cashier")])
      expect(moneyState(scope, row)).toEqual({ isFailed: false, isByHand: true, how: null });
  });
});
