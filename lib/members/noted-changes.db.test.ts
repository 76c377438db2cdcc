import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { createPlan } from "@/lib/members/create-plan";
import { deletePlan } from "@/lib/members/delete-plan";
import { editPlan } from "@/lib/members/edit-plan";
import { orderPlans } from "@/lib/members/order-plans";
import { planInputSchema } from "@/lib/members/schema";
import { changeStoreState } from "@/lib/merchants/change-store-state";
import { createStore } from "@/lib/merchants/create-store";
import { editStore } from "@/lib/merchants/edit-store";
import { storeInputSchema } from "@/lib/merchants/schema";
import { onChange, stopChangeFeed } from "@/lib/platform/change-feed";

const told: string[] = [];
onChange((subject) => told.push(subject));
const requestId = () => randomUUID();
const store = (name: string) => storeInputSchema.parse({ name, currency: "HKD", timeZone: "Asia/Hong_Kong" });
const plan = (name: string) => planInputSchema.parse({ name, tiers: [{ name: `${name} tier` }] });

let merchantId: string;
beforeAll(async () => {
  merchantId = await inTransaction((tx) => makeMerchant(tx));
  await vi.waitFor(() => expect(told).toContain("*"), { timeout: 10_000 });
});
beforeEach(() => {
  told.splice(0);
});
afterAll(stopChangeFeed);

/** Does it, and waits until every process has been told to forget what it keeps of the merchant's pages. */
async function noted<T>(work: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> {
  const result = await work;
  if (!result.ok) throw new Error("it was refused");
  await vi.waitFor(() => expect(told).toContain(`merchant:${merchantId}`), { timeout: 3000, interval: 20 });
  told.splice(0);
  return result.value;
}

it("a store that is opened, changed, closed or opened again is noted in every process, for pages name it", async () => {
  const scope = testScope(merchantId);
  const { id: storeId } = await noted(createStore(scope, { requestId: requestId(), store: store("Pier") }));
  await noted(editStore(scope, { requestId: requestId(), storeId, revision: 1, store: store("Pier 2") }));
  for (const change of ["archive", "restore"] as const) {
    await noted(changeStoreState(scope, { requestId: requestId(), storeId, change }));
  }
});

it("a card plan that is changed, put elsewhere or deleted is noted in every process, for pages name its tiers", async () => {
  const scope = testScope(merchantId);
  const made = await createPlan(scope, { requestId: requestId(), plan: plan("Club") });
  if (!made.ok) throw new Error("it was refused");
  const { planId } = made.value;
  await noted(editPlan(scope, { requestId: requestId(), planId, revision: 1, plan: plan("Circle") }));
  await noted(orderPlans(scope, { requestId: requestId(), planIds: [planId] }));
  await noted(deletePlan(scope, { requestId: requestId(), planId }));
});
