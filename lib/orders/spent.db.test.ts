import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  freshRequestId,
  makeMember,
  makeMerchant,
  makeProduct,
  makeStore,
  testScope,
} from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { createGroup } from "@/lib/members/create-group";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { groupSizes } from "@/lib/members/queries/groups";
import type { GroupRule } from "@/lib/members/schema";
import { cancelOrder, payOrder } from "@/lib/orders/change-order";
import { placeOrder } from "@/lib/orders/place-order";
import { refundOrder } from "@/lib/orders/refund-order";
import { orderInputSchema } from "@/lib/orders/schema";
import type { Scope } from "@/lib/platform/auth/scope";

const DAY = 86_400_000;
let staff: Scope;
let storeId: string;
let productId: string;
let memberId: string;

beforeEach(async () => {
  await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    staff = testScope(merchantId);
    storeId = await makeStore(tx, merchantId);
    productId = await makeProduct(tx, merchantId);
    const registeredAt = new Date(Date.now() - 100 * DAY);
    memberId = await makeMember(tx, merchantId, { registeredAt });
  });
});

async function group(rule: GroupRule): Promise<string> {
  const made = await createGroup(staff, {
    requestId: freshRequestId(),
    group: { name: crypto.randomUUID(), rule },
  });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.groupId;
}
/** Whether the member is of the group, as whoever decides about them is told and as the console counts. */
async function isOf(groupId: string, now = new Date()): Promise<boolean> {
  const audience = {
    type: "match" as const,
    planIds: [],
    tierIds: [],
    tagIds: [],
    memberIds: [],
    groupIds: [groupId],
  };
  const standing = await loadMemberFacts(db(), staff, memberId, audience, now);
  const isIn = standing?.facts.groupIds.includes(groupId) ?? false;
  if (Math.abs(now.getTime() - Date.now()) < 60_000)
    expect((await groupSizes(staff, [groupId])).get(groupId)?.count).toBe(isIn ? 1 : 0);
  return isIn;
}
/** An order of two units of 50.00. */
async function place(): Promise<string> {
  const order = orderInputSchema.parse({
    ...{ storeId, channel: "till", device: "till", memberId, currency: "HKD" },
    lines: [{ id: "l1", productId, unitPriceMinor: 5000, quantity: 2 }],
  });
  const made = await placeOrder(staff, { requestId: freshRequestId(), order });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
async function pay(orderId: string): Promise<void> {
  const request = { requestId: freshRequestId(), orderId, paymentRef: orderId };
  expect((await payOrder(staff, request)).ok).toBe(true);
}
async function refund(orderId: string, quantity: number): Promise<void> {
  const request = { by: "merchant" as const, lines: [{ lineId: "l1", quantity }], reason: "" };
  const done = await refundOrder(staff, { requestId: freshRequestId(), orderId, refund: request });
  expect(done.ok).toBe(true);
}

describe("what a member spent (M3)", () => {
  it("counts when it is paid, and goes down with every refund", async () => {
    const [much, little] = [
      await group({ type: "spent_at_least", amountMinor: 15_000, days: 30 }),
      await group({ type: "spent_at_least", amountMinor: 5000, days: 30 }),
    ];
    const [first, second, third] = [await place(), await place(), await place()];
    expect([await isOf(much), await isOf(little)]).toEqual([false, false]);
    await pay(first);
    expect([await isOf(much), await isOf(little)]).toEqual([false, true]);
    await pay(second);
    await cancelOrder(staff, { requestId: freshRequestId(), orderId: third });
    expect([await isOf(much), await isOf(little)]).toEqual([true, true]);
    await refund(first, 1);
    expect(await isOf(much)).toBe(true);
    await refund(second, 1);
    expect([await isOf(much), await isOf(little)]).toEqual([false, true]);
    await refund(first, 1);
    expect([await isOf(much), await isOf(little)]).toEqual([false, true]);
    await refund(second, 1);
    expect([await isOf(much), await isOf(little)]).toEqual([false, false]);
  });

  it("is forgotten when its days are over", async () => {
    const little = await group({ type: "spent_at_least", amountMinor: 10_000, days: 30 });
    await pay(await place());
    const later = (days: number) => new Date(Date.now() + days * DAY);
    expect([await isOf(little), await isOf(little, later(29)), await isOf(little, later(31))]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe("no order for so many days (M3)", () => {
  it("is true of who joined long ago and never paid, false from a payment on, and true again when it is long ago", async () => {
    const lapsed = await group({ type: "no_order_for", days: 30 });
    expect(await isOf(lapsed)).toBe(true);
    const orderId = await place();
    expect(await isOf(lapsed)).toBe(true);
    await pay(orderId);
    expect(await isOf(lapsed)).toBe(false);
    expect(await isOf(lapsed, new Date(Date.now() + 31 * DAY))).toBe(true);
  });
});
