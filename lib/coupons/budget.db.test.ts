import { and, eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { alerts } from "@/db/schema/operations";
import { couponBudgets } from "@/db/schema/orders";
import { freshRequestId, makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { editCoupon } from "@/lib/coupons/edit-coupon";
import type { BudgetStanding } from "@/lib/coupons/queries/by-budget";
import { getCoupon, listCoupons } from "@/lib/coupons/queries/coupons";
import { couponInputSchema } from "@/lib/coupons/schema";
import { holdForUse, reserveBudget, returnBudget, spendReserved } from "@/lib/coupons/spend-budget";
import type { Scope } from "@/lib/platform/auth/scope";
import { listOpenAlerts } from "@/lib/risk/queries";
import { watchBudgets } from "@/lib/risk/watch-budgets";

let scope: Scope;
const input = (budgetMinor: number | null) =>
  couponInputSchema.parse({
    name: "Ten off",
    currency: "HKD",
    benefit: { type: "amount_off", amountMinor: 1000 },
    validity: { type: "days_after_claim", days: 30 },
    budgetMinor,
  });
const create = async (budgetMinor: number | null) => {
  const made = await createCoupon(scope, {
    requestId: freshRequestId(),
    coupon: input(budgetMinor),
    publish: true,
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
};
const edit = async (couponId: string, budgetMinor: number | null) => {
  const row = await getCoupon(scope, couponId);
  const request = { requestId: freshRequestId(), couponId, revision: row?.revision ?? 0 };
  return await editCoupon(scope, { ...request, coupon: input(budgetMinor) });
};
const reserve = (couponId: string, offMinor: number) =>
  inTransaction((tx) => reserveBudget(tx, scope, [{ couponId, offMinor }]));
const spentOf = async (couponId: string) => (await getCoupon(scope, couponId))?.spent;
const open = async () => (await listOpenAlerts(scope)).map(({ kind, subject }) => [kind, subject]);

beforeEach(async () => {
  scope = testScope(await inTransaction((tx) => makeMerchant(tx)));
});

describe("a budget (C20)", () => {
  it("is told with what unpaid orders hold and paid ones used of it", async () => {
    const couponId = await create(5000);
    expect(await spentOf(couponId)).toEqual({ reservedMinor: 0, usedMinor: 0 });
    expect(await reserve(couponId, 3000)).toBe(true);
    await inTransaction(async (tx) =>
      spendReserved(tx, scope, await holdForUse(tx, scope, [couponId]), [{ couponId, offMinor: 2000 }]),
    );
    expect(await spentOf(couponId)).toEqual({ reservedMinor: 1000, usedMinor: 2000 });
  });

  it("is what the coupon list is narrowed by: none, some, nearly spent from 80 %, spent", async () => {
    const [without, fresh, near, spent] = [
      await create(null),
      await create(5000),
      await create(5000),
      await create(5000),
    ];
    expect(await reserve(fresh, 3999)).toBe(true);
    expect(await reserve(near, 4000)).toBe(true);
    expect(await reserve(spent, 5000)).toBe(true);
    const listed = async (...budget: BudgetStanding[]) =>
      (await listCoupons(scope, { budget })).rows.map(({ id }) => id).sort();
    expect(await listed("without")).toEqual([without]);
    expect(await listed("with")).toEqual([fresh, near, spent].sort());
    expect(await listed("nearly_spent")).toEqual([near]);
    expect(await listed("spent")).toEqual([spent]);
    expect(await listed("without", "spent")).toEqual([without, spent].sort());
    expect((await listCoupons(scope, { budget: ["spent"] })).total).toBe(1);
  });

  it("may grow, or go down to what is spent, never below it", async () => {
    const couponId = await create(5000);
    await reserve(couponId, 3000);
    expect(await edit(couponId, 2999)).toEqual({
      ok: false,
      refusal: { code: "budget_below_spent", params: { spentMinor: 3000 } },
    });
    expect((await edit(couponId, 3000)).ok).toBe(true);
    expect(await reserve(couponId, 1)).toBe(false);
    expect((await edit(couponId, 3001)).ok).toBe(true);
    expect(await reserve(couponId, 1)).toBe(true);
  });

  it("holds whoever spends of it while it is lowered: what was spent is within it, whoever came first", async () => {
    const couponId = await create(10_000);
    const results = await Promise.all([
      edit(couponId, 4000),
      ...Array.from({ length: 10 }, () => reserve(couponId, 1000)),
    ]);
    const [row] = await db().select().from(couponBudgets).where(eq(couponBudgets.couponId, couponId));
    expect(row?.reservedMinor).toBe(results.slice(1).filter((one) => one === true).length * 1000);
    expect(row?.reservedMinor).toBeLessThanOrEqual(row?.budgetMinor ?? 0);
  });

  it("may be given to a coupon that had none, and taken away again", async () => {
    const couponId = await create(null);
    expect((await edit(couponId, 5000)).ok).toBe(true);
    expect(await reserve(couponId, 500)).toBe(true);
    expect((await edit(couponId, null)).ok).toBe(true);
    expect(await spentOf(couponId)).toEqual({ reservedMinor: 0, usedMinor: 0 });
  });
});

describe("an alert about a budget", () => {
  it("opens at 80 % and another at 100 %, each once however often it is looked at", async () => {
    const couponId = await create(1000);
    await reserve(couponId, 799);
    await watchBudgets();
    expect(await open()).toEqual([]);
    await reserve(couponId, 1);
    expect(
      (await Promise.all([watchBudgets(), watchBudgets(), watchBudgets()]))
        .map(({ opened }) => opened)
        .sort(),
    ).toEqual([0, 0, 1]);
    expect(await open()).toEqual([["budget", `${couponId}:80`]]);
    await reserve(couponId, 200);
    await watchBudgets();
    await watchBudgets();
    expect((await open()).sort()).toEqual([
      ["budget", `${couponId}:100`],
      ["budget", `${couponId}:80`],
    ]);
    const [alert] = await listOpenAlerts(scope);
    expect(alert?.examples).toEqual([{ id: couponId, name: "Ten off" }]);
  });

  it("closes when the budget is raised, orders are given up, or the coupon is archived", async () => {
    const [raised, given, archived] = [await create(1000), await create(1000), await create(1000)];
    for (const couponId of [raised, given, archived]) await reserve(couponId, 1000);
    await watchBudgets();
    expect(await open()).toHaveLength(6);
    await edit(raised, 2000);
    await inTransaction(async (tx) =>
      returnBudget(tx, scope, await holdForUse(tx, scope, [given]), "reserved", [
        { couponId: given, offMinor: 150 },
      ]),
    );
    const archive = { requestId: freshRequestId(), couponId: archived, change: "archive" } as const;
    await changeCouponState(scope, archive);
    await watchBudgets();
    expect(await open()).toEqual([["budget", `${given}:80`]]);
    const mine = and(eq(alerts.merchantId, scope.merchantId), isNull(alerts.resolvedAt));
    expect(await db().select({ id: alerts.id }).from(alerts).where(mine)).toHaveLength(1);
  });
});
