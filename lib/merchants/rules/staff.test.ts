import { describe, expect, it } from "vitest";
import { inviteEnd, leavesNoAdmin } from "@/lib/merchants/rules/staff";

const admin = { role: "group_admin", active: true } as const;

describe("the last group admin", () => {
  it("can neither be given another role nor be deactivated", () => {
    expect(leavesNoAdmin(admin, { role: "marketer", active: true }, 0)).toBe(true);
    expect(leavesNoAdmin(admin, { ...admin, active: false }, 0)).toBe(true);
  });

  it("may go once there is another, and others always may", () => {
    expect(leavesNoAdmin(admin, { role: "marketer", active: true }, 1)).toBe(false);
    expect(leavesNoAdmin({ role: "cashier", active: true }, { role: "cashier", active: false }, 0)).toBe(
      false,
    );
    expect(leavesNoAdmin({ ...admin, active: false }, { role: "analyst", active: false }, 0)).toBe(false);
    expect(leavesNoAdmin(admin, admin, 0)).toBe(false);
  });
});

describe("an invite", () => {
  const now = new Date("2026-11-26T10:00:00Z");
  const open = { acceptedAt: null, revokedAt: null, expiresAt: new Date("2026-11-26T10:00:01Z") };

  it("is good until the instant it expires", () => {
    expect(inviteEnd(open, now)).toBeNull();
    expect(inviteEnd({ ...open, expiresAt: now }, now)).toBe("invite_expired");
  });

  it("is over once used or taken back, and says which", () => {
    expect(inviteEnd({ ...open, acceptedAt: now }, now)).toBe("invite_used");
    expect(inviteEnd({ ...open, revokedAt: now }, now)).toBe("invite_revoked");
  });
});
