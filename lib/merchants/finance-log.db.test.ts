import { describe, expect, it } from "vitest";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { getAuditEntry, listAudit } from "@/lib/merchants/queries/audit";
import { recordAudit } from "@/lib/merchants/record-audit";

const money = [
  ["coupon.publish", "coupon"],
  ["giving.prepare", "giving"],
  ["voucher.revoke", "voucher"],
  ["voucher.extend", "voucher"],
  ["pack.edit", "pack"],
  ["pack.decline_refund", "pack_purchase"],
  ["payment.settle", "pack_purchase"],
  ["order.refund", "order"],
  ["payment.refund", "payment"],
  ["member.adjust_account", "member"],
  ["coupon.grant", "member"],
] as const;
const others = [
  ["member.edit", "member"],
  ["staff.change", "staff"],
  ["page.publish", "activity"],
] as const;

describe("what finance reads of the audit log", () => {
  it("is all that moves money, their own decisions on packs and payments among it, and nothing else", async () => {
    const merchantId = await inTransaction((tx) => makeMerchant(tx));
    const admin = testScope(merchantId);
    const records = [...money, ...others].map(([action, objectType]) => ({
      ...{ action, objectType, objectId: newId("mbr") },
    }));
    await inTransaction((tx) => recordAudit(tx, admin, records));
    const seen = await listAudit(testScope(merchantId, "finance"));
    const told = seen.rows.map((row) => `${row.action} ${row.objectType}`);
    expect(told.sort()).toEqual(money.map((one) => one.join(" ")).sort());
    const all = (await listAudit(admin)).rows;
    const hidden = all.find((row) => row.action === "member.edit")?.id ?? "";
    expect(await getAuditEntry(testScope(merchantId, "finance"), hidden)).toBeNull();
  });
});
