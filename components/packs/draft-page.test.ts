import { describe, expect, it } from "vitest";
import { draftPage } from "@/components/packs/draft-page";
import { newItem, newPackForm } from "@/components/packs/form-values";

const now = new Date("2027-03-01T00:00:00Z");
const coupon = {
  ...{ id: "cpn_1", name: "Tea voucher", currency: "HKD", faceColour: null, productName: null },
  benefit: { type: "amount_off" as const, amountMinor: 2000 },
  conditions: {} as never,
  scope: { products: "all" as const },
};
const store = (id: string, name: string, currency = "HKD", archived = false) => ({
  ...{ id, name, currency, archived },
});
const known = {
  coupons: new Map([[coupon.id, coupon]]),
  stores: [store("str_2", "Mong Kok"), store("str_1", "Central"), store("str_3", "Ginza", "JPY")],
  ...{ timeZone: "Asia/Hong_Kong", now },
};
const form = {
  ...newPackForm("paid", "HKD"),
  ...{ name: " Tea pass ", priceMinor: 3000, contents: [{ ...newItem("cpn_1"), quantity: 2 }] },
};

describe("the page of a pack that is being written", () => {
  it("says what it holds, what that is worth and where it is sold, as the mall would", () => {
    const page = draftPage(
      { ...form, method: "recurring", every: "month", dayOfMonth: "1", cycles: 3 },
      known,
    );
    expect(page).toMatchObject({ name: "Tea pass", priceMinor: 3000, status: "active", left: null });
    expect(page.contents).toMatchObject({ cycles: 3, allCoupons: 6, firstItems: null });
    expect(page.contents.worth).toEqual({ worthMinor: 12_000, isLeast: false });
    expect(page.stores.map(({ name }) => name)).toEqual(["Central", "Mong Kok"]);
  });

  it("counts the first delivery by its own list where that is another", () => {
    const first = [{ ...newItem("cpn_1"), quantity: 5 }];
    const page = draftPage(
      { ...form, method: "recurring", content: "different", firstContents: first, cycles: 3 },
      known,
    );
    expect(page.contents.allCoupons).toBe(9);
    expect(page.contents.worth.worthMinor).toBe(18_000);
  });

  it("opens and ends by the merchant's clock, at the very minute", () => {
    // 08:00 in Hong Kong is midnight UTC, which is now.
    expect(draftPage({ ...form, salesFrom: "2027-03-01T08:01" }, known).status).toBe("scheduled");
    expect(draftPage({ ...form, salesUntil: "2027-03-01T08:00" }, known).status).toBe("ended");
    expect(draftPage({ ...form, salesUntil: "2027-03-01T08:01" }, known).status).toBe("active");
  });

  it("has no price, store or stock where it is free, and stands half written, too", () => {
    const free = draftPage({ ...form, type: "campaign", supply: "limited", quantity: 7 }, known);
    expect(free).toMatchObject({ priceMinor: null, left: null, stores: [], channels: [] });
    const blank = { ...newItem("cpn_1"), quantity: null, startsAfter: null, validDays: null };
    const half = draftPage(
      { ...form, method: "recurring", cycles: null, contents: [blank, newItem("cpn_gone")] },
      known,
    );
    expect(half.contents).toMatchObject({ cycles: 1, allCoupons: 0 });
    expect(half.contents.items).toHaveLength(1);
  });
});
