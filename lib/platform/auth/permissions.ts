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
  "coupon.export": { ...GA, ...SM, ...MK, ...FA },
  "coupon.grant": { ...GA, ...SM, ...MK },
  "pack.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
  /** Packs are the whole group's: what is in them, what they cost, where they are sold. */
  "pack.write": { ...GA },
  "pack.gift": { ...GA, ...SM, ...MK },
  "pack.export": { ...GA, ...FA },
  /** Ask that a pack's money go back; who decides is somebody else. */
  "pack.refund": { ...GA, ...SM },
  "pack.refund_decide": { ...FA },
  "activity.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
  "activity.write": { ...GA, ...SM, ...MK },
  "activity.publish": { ...GA, ...SM, ...MK },
  "activity.stock": { ...GA, ...SM, ...MK },
  /** Promotion links, their figures and QR codes. */
  "link.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
  "link.write": { ...GA, ...MK },
  /** Send in images for what one may write. */
  "image.upload": { ...GA, ...SM, ...MK },
  "member.read": { ...GA, ...SM, ...MK },
  "member.find": { ...GA, ...SM, ...MK, ...CA },
  /** Add members, change what is known of them, their tags, tiers and groups. */
  "member.edit": { ...GA, ...SM, ...MK },
  "member.block": { ...GA, ...SM },
  /** Look at one member's phone and e-mail address, which is written down. */
  "member.reveal": { ...GA, ...SM },
  /** Tags, groups and card plans themselves, which are the whole group's. */
  "member.organise": { ...GA, ...MK },
  "member.import": { ...GA, ...MK },
  "member.export": { ...GA, ...SM },
  /** All that is known of one person, for that person; and to forget them. */
  "member.erase": { ...GA },
  /** Whole phones and e-mail addresses of many at once: in files, and to programs. */
  "member.unmask": { ...GA },
  "product.read": { ...GA, ...SM, ...MK, ...FA },
  "product.write": { ...GA, ...MK },
  "order.read": { ...GA, ...SM, ...MK, ...FA, ...CA },
  "order.export": { ...GA, ...SM, ...FA },
  /** Orders at the counter: place, take the payment, hand over, give up. */
  "order.place": { ...GA, ...SM, ...CA },
  "order.refund": { ...GA, ...SM, ...FA },
  /** Write down that money which its provider cannot give back was paid by hand. */
  "refund.settle": { ...GA, ...FA },
  /** Coupons that are used without an order. */
  "voucher.redeem": { ...GA, ...SM, ...CA },
  "voucher.revoke": { ...GA, ...SM },
  "voucher.extend": { ...GA, ...SM },
  /** Why a coupon can or cannot be claimed or used. */
  "voucher.explain": { ...GA, ...SM, ...MK, ...CA },
  /** Points and stored money set right by hand. */
  "account.adjust": { ...GA },
  "category.read": { ...GA, ...MK, ...FA },
  "store.read": { ...GA, ...MK, ...FA },
  "store.write": { ...GA },
  "settings.write": { ...GA },
  "staff.manage": { ...GA },
  "api_key.manage": { ...GA },
  "webhook.manage": { ...GA },
  "audit.read": { ...GA, ...FA },
  "alert.manage": { ...GA },
  "job.read": { ...GA, ...SM, ...MK, ...FA, ...AY },
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

/** Where somebody of this role begins, after `/console/{merchant}`: who reads no coupons has come to redeem them (ux.md 1.3). */
export function homeOf(role: Role): "" | "/redeem" {
  return !can(role, "coupon.read") && can(role, "voucher.redeem") ? "/redeem" : "";
}

/** The roles that may use `capability`, for the words of a refusal. */
export function rolesWith(capability: Capability): Role[] {
  return Object.keys(permissions[capability]) as Role[];
}

/** Who must have two-factor sign-in where the merchant asks for it (S-10): those who can give money or access away. */
export const twoFactorRoles: readonly Role[] = ["group_admin", "finance"];

/** Most copies of a coupon one gift may give, by role: the cap of reliability.md 3.1. */
export const GRANT_CAP: Partial<Record<Role, number>> = { group_admin: 100, marketer: 10, store_manager: 10 };

/** Most copies that one giving to many may give in all, by role: that cap for lists and audiences. A role not here has none. */
export const GIVING_CAP: Partial<Record<Role, number>> = { marketer: 10_000, store_manager: 1_000 };

/**
 * What an API key may be given (O6; the column AK of reliability.md 3.1). `write` publishes, too: what the API creates is
 * online at once (api.md).
 */
export const keyScopes = ["read", "write", "claim", "issue", "redeem", "pii", "webhooks"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** What a route of the API may ask for: what staff may do, and what only programs do. */
export type KeyCapability =
  | Capability
  | "merchant.read"
  | "member.write"
  | "activity.claim"
  | "code.claim"
  | "pack.buy";

/** What each scope of a key allows: the one table. `pii` adds whole phones and e-mail addresses to what is read. */
export const keyPermissions: Readonly<Record<KeyScope, readonly KeyCapability[]>> = {
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
  // A scope of its own: whoever may say where events go is told what happens from then on.
  webhooks: ["webhook.manage"],
};

/** Whether a key with these scopes may use `capability`; one without scopes, and who is no key, may nothing. */
export function keyMay(scopes: readonly string[] | undefined, capability: KeyCapability): boolean {
  if (!scopes) return false;
  return keyScopes.some((scope) => scopes.includes(scope) && keyPermissions[scope].includes(capability));
}

/** The scopes that allow `capability`, for the words of a refusal. */
export function keyScopesWith(capability: KeyCapability): KeyScope[] {
  return keyScopes.filter((scope) => keyPermissions[scope].includes(capability));
}
