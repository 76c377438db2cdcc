import { describe, expect, it } from "vitest";
import { makeMerchant, makeStore, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { inTransaction } from "@/db/transaction";
import { couponUses } from "@/lib/activities/queries/coupon-uses";

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const running = { startsAt: at(-1), endsAt: at(24) };

describe("what gives a coupon", () => {
  it("is every activity with it among its prizes and every pack that holds it, archived ones left out", async () => {
    const { merchantId, here, there, couponId, other } = await inTransaction(async (tx) => {
      const merchantId = await makeMerchant(tx);
      const here = await makeStore(tx, merchantId);
      const there = await makeStore(tx, merchantId);
      const [couponId, other] = [await makeCoupon(tx, merchantId), await makeCoupon(tx, merchantId)];
      const passwords = [{ password: "SNOW", inventory: 5, prizes: [{ couponId, quantity: 1 }] }];
      await makeActivity(tx, merchantId, { ...running, name: "Snow", passwords });
      await makeActivity(tx, merchantId, { ...running, name: "Old", passwords }, { archivedAt: new Date() });
      return { merchantId, here, there, couponId, other };
    });
    await makePack(merchantId, packForm([couponId, other], { name: "Gift" }));
    const sale = saleOf({ storeIds: [here] });
    await makePack(merchantId, packForm([couponId], { name: "Here", type: "paid", sale }));
    const named = async (scope: ReturnType<typeof testScope>, id = couponId) => {
      const { activities, packs } = await couponUses(scope, id);
      return [activities.map(({ name }) => name), packs.map(({ name }) => name)];
    };
    expect(await named(testScope(merchantId))).toEqual([["Snow"], ["Gift", "Here"]]);
    expect(await named(testScope(merchantId), other)).toEqual([[], ["Gift"]]);
    expect(await named(testScope(merchantId, "group_admin", { storeId: there }))).toEqual([
      ["Snow"],
      ["Gift"],
    ]);
    const stranger = testScope(await inTransaction((tx) => makeMerchant(tx)));
    expect(await named(stranger)).toEqual([[], []]);
  });
});
