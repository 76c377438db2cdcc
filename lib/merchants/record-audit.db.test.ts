import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { coupons } from "@/db/schema/coupons";
import { auditEntries } from "@/db/schema/merchants";
import { freshRequestId, makeMerchant, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { changeCouponState } from "@/lib/coupons/change-coupon-state";
import { recordAudit } from "@/lib/merchants/record-audit";

let merchantId = "";
beforeEach(async () => {
  merchantId = await inTransaction((tx) => makeMerchant(tx));
});

const entriesOf = async () =>
  await db().select().from(auditEntries).where(eq(auditEntries.merchantId, merchantId));
const record = { action: "merchant.edit", objectType: "merchant", objectId: "x" };

describe("an audit entry", () => {
  it("says from which address it was done, where that is told, and nothing where it is not", async () => {
    for (const address of ["203.0.113.7", "unknown", undefined]) {
      const scope = testScope(merchantId, "group_admin", { address });
      await inTransaction((tx) => recordAudit(tx, scope, [record]));
    }
    expect((await entriesOf()).map((row) => row.address).sort()).toEqual(["203.0.113.7", null, null].sort());
  });
});

describe("somebody who only looks as another role", () => {
  const preview = () => testScope(merchantId, "marketer", { isPreview: true });

  it("changes nothing: the transaction is taken back, and its request may be made again for real", async () => {
    const couponId = await inTransaction((tx) => makeCoupon(tx, merchantId));
    const request = { requestId: freshRequestId(), couponId, change: "pause" as const };
    await expect(changeCouponState(preview(), request)).rejects.toMatchObject({
      code: "forbidden",
      detail: { reason: "preview" },
    });
    const [row] = await db().select().from(coupons).where(eq(coupons.id, couponId));
    expect(row?.pausedAt).toBeNull();
    expect(await entriesOf()).toEqual([]);
    expect(await changeCouponState(testScope(merchantId), request)).toMatchObject({ ok: true });
  });
});
