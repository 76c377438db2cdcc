import type { Role } from "@/lib/platform/auth/scope";

/** How far a role's permission reaches: everywhere in the merchant, or only in the stores it works in. */
export type Reach = "merchant" | "own_stores";

const GA = { group_admin: "merchant" } as const;
const SM = { store_manager: "own_stores" } as const;
const MK = { marketer: "merchant" } as const;
const FA = { finance: "merchant" } as const;
const AY = { analyst: "merchant" } as const;
const CA = { cashier: "own_stores" } as const;

/**
 * Who may do what: the one table (reliability.md 3.1). A role that is not named may not. A page hides what this table
 * refuses, the action refuses all the same.
 */
export const permissions = {
  "console.enter": { ...GA, ...SM, ...MK, ...FA, ...CA, ...AY },
  "home.read": { ...GA, ...SM, ...MK, ...FA, ...CA, ...AY },
  "coupon.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
  "coupon.write": { ...GA, ...SM, ...MK },
  "coupon.publish": { ...GA, ...SM, ...MK },
  "coupon.stock": { ...GA, ...SM, ...MK },
  "coupon.grant": { ...GA, ...SM, ...MK },
  "activity.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
  "activity.write": { ...GA, ...SM, ...MK },
  "activity.publish": { ...GA, ...SM, ...MK },
  "activity.stock": { ...GA, ...SM, ...MK },
  "member.read": { ...GA, ...SM, ...MK },
  "member.find": { ...GA, ...SM, ...MK, ...CA },
  "member.unmask": { ...GA },
  "product.read": { ...GA, ...SM, ...MK, ...FA },
  "product.write": { ...GA, ...MK },
  "category.read": { ...GA, ...MK, ...FA },
  "store.read": { ...GA, ...MK, ...FA },
  "store.write": { ...GA },
  "settings.write": { ...GA },
  "alert.manage": { ...GA },
} as const satisfies Record<string, Partial<Record<Role, Reach>>>;

export type Capability = keyof typeof permissions;

/** How far `role` may use `capability`; null = not at all. */
export function reachOf(role: Role | null, capability: Capability): Reach | null {
  const row: Partial<Record<Role, Reach>> = permissions[capability];
  return role ? (row[role] ?? null) : null;
}

/** Whether `role` may use `capability` at all. */
export function can(role: Role | null, capability: Capability): boolean {
  return reachOf(role, capability) !== null;
}

/** The roles that may use `capability`, for the words of a refusal. */
export function rolesWith(capability: Capability): Role[] {
  return Object.keys(permissions[capability]) as Role[];
}

/** Most copies of a coupon one gift may give, by role: the cap of reliability.md 3.1. */
export const GRANT_CAP: Partial<Record<Role, number>> = { group_admin: 100, marketer: 10, store_manager: 10 };
