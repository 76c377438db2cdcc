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

describe("the audit log", () => {
  it("shows nobody how money was paid back by hand, which a version before wrote there, nor finds it by that", async () => {
    const merchantId = await inTransaction((tx) => makeMerchant(tx));
    const admin = testScope(merchantId);
    const one = {
      objectType: "order",
      objectId: newId("ord"),
      after: { refund: "by_hand", reason: "To Erika" },
    };
    const actions = ["payment.settle_refund", "order.refund"];
    await inTransaction((tx) =>
      recordAudit(
        tx,
        admin,
        actions.map((action) => ({ action, ...one })),
      ),
    );
    const { rows } = await listAudit(admin);
    const [hand, other] = actions.map((action) => rows.find((row) => row.action === action));
    expect([hand?.after, other?.after]).toEqual([{ refund: "by_hand" }, one.after]);
    expect((await getAuditEntry(admin, hand?.id ?? ""))?.after).toEqual({ refund: "by_hand" });
    expect((await listAudit(admin, { q: "Erika" })).rows.map(({ action }) => action)).toEqual([
      "order.refund",
    ]);
  });
});

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
