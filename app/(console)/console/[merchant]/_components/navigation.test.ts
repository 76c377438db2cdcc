import { describe, expect, it } from "vitest";
import { currentItem, otherView, whereIs } from "./navigation";

describe("the console's addresses", () => {
  it("tell the group view from a store's", () => {
    expect(whereIs("/console/acme/coupons/new", "acme")).toEqual({
      base: "/console/acme",
      storeId: null,
      rest: "/coupons/new",
    });
    expect(whereIs("/console/acme/s/str_1/coupons", "acme")).toEqual({
      base: "/console/acme/s/str_1",
      storeId: "str_1",
      rest: "/coupons",
    });
    expect(whereIs("/console/acme/stores", "acme").storeId).toBeNull();
  });

  it("belong to one entry of the navigation, Home only when nothing follows", () => {
    expect(currentItem("")?.key).toBe("home");
    expect(currentItem("/coupons/cpn_1/edit")?.key).toBe("coupons");
    expect(currentItem("/couponsx")).toBeUndefined();
    expect(currentItem("/settings")?.key).toBe("organisation");
    expect(currentItem("/settings/staff/stf_1")?.key).toBe("staff");
    expect(currentItem("/settings/jobs")?.key).toBe("jobs");
  });

  it("keep the screen across a switch of view where it exists there, else go Home and say so", () => {
    expect(otherView("/coupons/cpn_1", "/console/acme/s/str_1", true)).toEqual({
      href: "/console/acme/s/str_1/coupons",
      same: "/console/acme/s/str_1/coupons/cpn_1",
      lost: null,
    });
    expect(otherView("/stores", "/console/acme/s/str_1", true)).toEqual({
      href: "/console/acme/s/str_1",
      same: null,
      lost: "stores",
    });
    expect(otherView("/coupons", "/console/acme", false)).toEqual({
      href: "/console/acme/coupons",
      same: null,
      lost: null,
    });
  });
});
