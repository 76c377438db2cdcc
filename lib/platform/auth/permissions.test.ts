import { describe, expect, it } from "vitest";
import {
  type Capability,
  can,
  GRANT_CAP,
  keyMay,
  keyPermissions,
  keyScopes,
  keyScopesWith,
  permissions,
  type Reach,
  reachOf,
  rolesWith,
} from "@/lib/platform/auth/permissions";
import { type Role, roles } from "@/lib/platform/auth/scope";

// The role matrix of the specification, written out once more by hand: Y = the whole merchant, S = own stores, - = no.
const columns = ["group_admin", "store_manager", "marketer", "finance", "cashier", "analyst"] as const;
const matrix: Record<Capability, string> = {
  "console.enter": "Y S Y Y S Y",
  "home.read": "     Y S Y Y S Y",
  "coupon.read": "   Y S Y Y - Y",
  "coupon.write": "  Y S Y - - -",
  "coupon.publish": "Y S Y - - -",
  "coupon.stock": "  Y S Y - - -",
  "coupon.export": " Y S Y Y - -",
  "coupon.grant": "  Y S Y - - -",
  "pack.read": "     Y S Y Y - Y",
  "pack.write": "    Y - - - - -",
  "pack.gift": "     Y S Y - - -",
  "pack.export": "   Y - - Y - -",
  "pack.refund": "   Y S - - - -",
  "pack.refund_decide": "- - - Y - -",
  "activity.read": " Y S Y Y - Y",
  "activity.write": "Y S Y - - -",
  "activity.publish": "Y S Y - - -",
  "activity.stock": "Y S Y - - -",
  "link.read": "     Y S Y Y - Y",
  "link.write": "    Y - Y - - -",
  "image.upload": "  Y S Y - - -",
  "member.read": "   Y S Y - - -",
  "member.find": "   Y S Y - S -",
  "member.edit": "   Y S Y - - -",
  "member.block": "  Y S - - - -",
  "member.reveal": " Y S - - - -",
  "member.organise": "Y - Y - - -",
  "member.import": " Y - Y - - -",
  "member.export": " Y S - - - -",
  "member.erase": "  Y - - - - -",
  "member.unmask": " Y - - - - -",
  "product.read": "  Y S Y Y - -",
  "product.write": " Y - Y - - -",
  "order.read": "     Y S Y Y S -",
  "order.export": "   Y S - Y - -",
  "order.place": "    Y S - - S -",
  "order.refund": "   Y S - Y - -",
  "refund.settle": "  Y - - Y - -",
  "voucher.redeem": " Y S - - S -",
  "voucher.revoke": " Y S - - - -",
  "voucher.extend": " Y S - - - -",
  "voucher.explain": "Y S Y - S -",
  "account.adjust": " Y - - - - -",
  "category.read": " Y - Y Y - -",
  "store.read": "    Y - Y Y - -",
  "store.write": "   Y - - - - -",
  "settings.write": "Y - - - - -",
  "staff.manage": "  Y - - - - -",
  "api_key.manage": "Y - - - - -",
  "webhook.manage": "Y - - - - -",
  "audit.read": "    Y - - Y - -",
  "alert.manage": "  Y - - - - -",
  "job.read": "      Y S Y Y - Y",
};
const reaches: Record<string, Reach | null> = { Y: "merchant", S: "own_stores", "-": null };
const isCapability = (name: string): name is Capability => name in matrix;
const capabilities = Object.keys(matrix).filter(isCapability);

function wanted(capability: Capability, role: Role): Reach | null {
  const mark = matrix[capability].trim().split(/\s+/)[columns.indexOf(role)] ?? "";
  return reaches[mark] ?? null;
}

describe("the permission table", () => {
  it("has the capabilities of the written matrix and no others", () => {
    expect(Object.keys(permissions).sort()).toEqual([...capabilities].sort());
    expect([...columns].sort()).toEqual([...roles].sort());
  });

  it.each(capabilities)("%s reaches for every role as far as the written matrix says", (capability) => {
    const table = Object.fromEntries(roles.map((role) => [role, reachOf(role, capability)]));
    expect(table).toEqual(Object.fromEntries(roles.map((role) => [role, wanted(capability, role)])));
  });

  it("lets nobody without a role do anything", () => {
    for (const capability of capabilities) {
      expect(can(null, capability), capability).toBe(false);
      expect(reachOf(null, capability), capability).toBeNull();
    }
  });

  it("names exactly the roles that may, for the words of a refusal", () => {
    for (const capability of capabilities) {
      const able = roles.filter((role) => can(role, capability));
      expect([...rolesWith(capability)].sort(), capability).toEqual([...able].sort());
      expect(able, "somebody may").not.toEqual([]);
    }
  });

  it("binds whoever works in some stores to them, whatever they may do", () => {
    for (const capability of capabilities) {
      for (const role of ["store_manager", "cashier"] as const) {
        expect(reachOf(role, capability), `${role} ${capability}`).not.toBe("merchant");
      }
    }
  });

  it("caps the gifts of exactly the roles that may give", () => {
    expect(Object.keys(GRANT_CAP).sort()).toEqual([...rolesWith("coupon.grant")].sort());
    expect(Object.keys(GRANT_CAP).sort()).toEqual([...rolesWith("pack.gift")].sort());
  });
});

describe("the scopes of API keys", () => {
  it("allow exactly what the column of keys says", () => {
    expect(keyPermissions).toEqual({
      read: [
        "merchant.read",
        "store.read",
        "coupon.read",
        "pack.read",
        "activity.read",
        "member.read",
        "product.read",
        "category.read",
        "order.read",
      ],
      write: [
        "settings.write",
        "store.write",
        "coupon.write",
        "coupon.publish",
        "pack.write",
        "activity.write",
        "activity.publish",
        "member.write",
        "product.write",
      ],
      claim: ["activity.claim", "code.claim", "pack.buy"],
      issue: ["coupon.grant", "voucher.revoke", "pack.gift"],
      redeem: ["order.place", "order.refund", "voucher.redeem", "voucher.explain"],
      pii: ["member.unmask"],
      webhooks: ["webhook.manage"],
    });
  });

  it("allow nothing to a key without any, to one with unknown ones, and to who is no key", () => {
    for (const capability of keyScopes.flatMap((scope) => keyPermissions[scope])) {
      for (const scopes of [[], ["all", "*", "READ", "admin"], undefined]) {
        expect(keyMay(scopes, capability), capability).toBe(false);
      }
    }
  });

  it("are named for a refusal where they would allow", () => {
    expect(keyScopesWith("activity.claim")).toEqual(["claim"]);
    expect(keyScopesWith("member.unmask")).toEqual(["pii"]);
    expect(keyScopesWith("audit.read")).toEqual([]);
  });
});
