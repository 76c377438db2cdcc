import { describe, expect, it } from "vitest";
import { can } from "@/lib/platform/auth/permissions";
import type { Role } from "@/lib/platform/auth/scope";
import { auditPath } from "./audit-path";

describe("what an entry of the log leads to", () => {
  const name = { name: "Ten off", within: "cpn_1", currency: null };
  const seen = (role: Role, objectType: string) =>
    auditPath(
      { place: { merchant: "acme" }, can: (capability) => can(role, capability) },
      { objectType, objectId: "id_1" },
      name,
    );

  it("is a page that its reader may open", () => {
    expect(seen("group_admin", "giving")).toBe("/console/acme/coupons/cpn_1/give/id_1");
    expect(seen("finance", "order")).toBe("/console/acme/orders/id_1");
    for (const type of ["giving", "member_group", "tag", "api_key", "webhook", "staff"]) {
      expect(seen("group_admin", type)).not.toBeNull();
      expect(seen("finance", type)).toBeNull();
    }
    expect(seen("group_admin", "alert")).toBeNull();
  });
});
