import { beforeAll, describe, expect, it } from "vitest";
import { makeMerchant, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { inTransaction } from "@/db/transaction";
import { findActivities } from "@/lib/activities/queries/chosen";

let merchantId = "";
let slug = "";

beforeAll(async () => {
  await inTransaction(async (tx) => {
    merchantId = await makeMerchant(tx);
    const other = await makeMerchant(tx);
    const make = async (of: string, name: string, startsAt: string, endsAt: string, marks = {}) => {
      const prizes = [{ couponId: await makeCoupon(tx, of), quantity: 1 }];
      const passwords = [{ password: name, inventory: 5, prizes }];
      return await makeActivity(tx, of, { name, startsAt, endsAt, passwords }, marks);
    };
    const [past, soon] = ["2026-01-01T00:00:00Z", "2036-01-01T00:00:00Z"];
    slug = (await make(merchantId, "Tea week", past, soon)).slug;
    await make(merchantId, "Tea later", "2035-01-01T00:00:00Z", soon);
    await make(merchantId, "Tea paused", past, soon, { pausedAt: new Date() });
    await make(merchantId, "Cake week", past, soon);
    await make(other, "Tea elsewhere", past, soon);
  });
});

const found = async (text: string, running?: boolean) =>
  (await findActivities(testScope(merchantId), text, { running })).map(({ name }) => name).sort();

describe("a search for activities", () => {
  it("finds those that are not archived, and only those that run where a page is chosen", async () => {
    expect(await found("tea")).toEqual(["Tea later", "Tea paused", "Tea week"]);
    expect(await found("tea", true)).toEqual(["Tea week"]);
    expect(await found("", true)).toEqual(["Cake week", "Tea week"]);
  });

  it("finds one by its address, so that a page that was chosen has its name", async () => {
    expect(await found(slug)).toEqual(["Tea week"]);
  });
});
