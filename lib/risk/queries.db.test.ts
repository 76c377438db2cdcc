import { and, eq, inArray } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/db/client";
import { alerts } from "@/db/schema/operations";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { countOpenAlerts, countStuckMoney, listOpenAlerts, listStuckMoney } from "@/lib/risk/queries";

it("the alert that began last is read first, however many are seen again and again, and all that are open are counted", async () => {
  const merchantId = await inTransaction((tx) => makeMerchant(tx));
  const scope = testScope(merchantId);
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const alert = (n: number, more: object = {}) => ({
    ...{ merchantId, id: newId("alt"), kind: "webhook" as const, subject: `whk_${n}` },
    detail: { count: 1, examples: [] },
    // Who began first was seen last.
    ...{ firstSeenAt: at(n), lastSeenAt: at(200 - n) },
    ...more,
  });
  await db()
    .insert(alerts)
    .values([
      ...Array.from({ length: 52 }, (_, n) => alert(n)),
      alert(60, { kind: "refund", subject: "ref_1" }),
      alert(70, { resolvedAt: at(80) }),
    ]);
  const read = await listOpenAlerts(scope);
  expect(read.map(({ subject }) => subject)).toEqual([
    "ref_1",
    ...Array.from({ length: 49 }, (_, n) => `whk_${51 - n}`),
  ]);
  // One that lasts is reached by acknowledging those before it.
  const known = { acknowledgedAt: at(90) };
  const late = Array.from({ length: 3 }, (_, n) => `whk_${51 - n}`);
  await db()
    .update(alerts)
    .set(known)
    .where(and(eq(alerts.merchantId, merchantId), inArray(alerts.subject, late)));
  expect((await listOpenAlerts(scope)).slice(-2).map(({ subject }) => subject)).toEqual(["whk_1", "whk_0"]);
  expect(await countOpenAlerts(scope)).toBe(53);
  expect((await listStuckMoney(scope)).map(({ subject }) => subject)).toEqual(["ref_1"]);
  expect(await countStuckMoney(scope)).toBe(1);
});
