import { beforeAll, describe, expect, it } from "vitest";
import { testScope } from "@/db/seed/factories";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { auditNames } from "@/lib/merchants/queries/audit-names";
import { auditKey } from "@/lib/merchants/schema";

let world: TestWorld;
beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "NAMESWORLD"));
});

describe("what entries of the log are about", () => {
  it("is said by name, whatever it is, with the coupon it is of and its currency", async () => {
    const { first } = world;
    const about: Record<string, string> = {
      ...{ coupon: first.couponId, coupon_template: world.templateId, giving: world.firstGivingId },
      ...{ activity: first.activityId, page_template: world.pageTemplateId, member: first.memberId },
      ...{ voucher: first.voucherIds[0] ?? "", order: world.orderId, product: world.productId },
      ...{ category: world.categoryId, store: first.storeId, member_group: world.groupId },
      ...{ card_plan: world.planId, tag: world.tagId, staff: world.staff.marketer.id },
      ...{ invite: world.inviteId, view: world.viewId, link: world.linkId },
    };
    const entries = Object.entries(about).map(([objectType, objectId]) => ({ objectType, objectId }));
    const names = await auditNames(testScope(world.merchantId), entries);
    expect(entries.filter((entry) => !names.get(auditKey(entry))?.name)).toEqual([]);
    const of = (objectType: string) => names.get(auditKey({ objectType, objectId: about[objectType] ?? "" }));
    expect(of("coupon")).toMatchObject({ name: expect.stringContaining(world.marker), currency: "HKD" });
    expect(of("store")?.currency).toMatch(/^[A-Z]{3}$/);
    expect(of("giving")?.within).toMatch(/^cpn_/);
    expect(of("staff")).toEqual({ name: `${world.marker} marketer`, within: null, currency: null });
  });

  it("is left unsaid where nothing is called so any more, and finance is told no member's name", async () => {
    const member = { objectType: "member", objectId: world.first.memberId };
    const gone = { objectType: "coupon", objectId: "cpn_gone" };
    const odd = { objectType: "alert", objectId: world.alertId };
    expect((await auditNames(testScope(world.merchantId), [gone, odd])).size).toBe(0);
    expect((await auditNames(testScope(world.merchantId, "finance"), [member])).size).toBe(0);
    expect((await auditNames(testScope(world.merchantId), [])).size).toBe(0);
  });
});
