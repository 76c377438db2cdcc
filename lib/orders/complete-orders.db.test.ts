import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { freshRequestId, testScope } from "@/db/seed/factories";
import { makeTestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { completeOrders } from "@/lib/orders/complete-orders";
import { listOrders } from "@/lib/orders/queries/orders";

it("many orders are handed over each by itself and once; one that is not paid, or not theirs, stays and says why", async () => {
  const [ours, theirs] = await inTransaction(async (tx) => [
    await makeTestWorld(tx, "OURS"),
    await makeTestWorld(tx, "THEIRS"),
  ]);
  const scope = testScope(ours.merchantId);
  const ids = [ours.orderId, ours.paidOrderId, theirs.paidOrderId];
  const request = { requestId: freshRequestId(), orders: ids.map((id) => ({ id, name: "" })) };
  const first = await completeOrders(scope, request);
  expect(first).toMatchObject({
    ok: true,
    value: {
      done: [ours.paidOrderId],
      refused: [
        { id: ours.orderId, refusal: { code: "order_not_paid" } },
        { id: theirs.paidOrderId, refusal: { code: "not_found" } },
      ],
    },
  });
  expect(await completeOrders(scope, request)).toEqual(first);
  const again = await completeOrders(scope, { ...request, requestId: freshRequestId() });
  expect(again.ok && again.value.refused.map(({ refusal }) => refusal.code)).toEqual([
    ...["order_not_paid", "order_completed", "not_found"],
  ]);
  const [audited] = await db().execute<{ n: number }>(sql`select count(*)::int as n from audit_entry
    where action = 'order.complete' and object_id in (${ours.paidOrderId}, ${theirs.paidOrderId})`);
  expect(audited?.n).toBe(1);
  expect((await listOrders(scope, { ids })).rows.map(({ id }) => id).sort()).toEqual(
    [ours.orderId, ours.paidOrderId].sort(),
  );
});
