import type { Capability } from "@/lib/platform/auth/permissions";

export type NavKey =
  | "home"
  | "coupons"
  | "packs"
  | "activities"
  | "links"
  | "members"
  | "orders"
  | "pack_orders"
  | "redeem"
  | "products"
  | "categories"
  | "stores"
  | "organisation"
  | "brand"
  | "channels"
  | "staff"
  | "api_keys"
  | "webhooks"
  | "audit"
  | "profile"
  | "jobs";

export type NavItem = {
  key: NavKey;
  /** After `/console/{merchant}` or the store view's address. */
  path: string;
  capability: Capability;
  /** Whether the screen also exists in a store view. */
  storeView: boolean;
  section: "top" | "marketing" | "sales" | "catalogue" | "settings" | "account";
};

/** Every screen of the console that has an entry in the navigation or the account menu. What is not built is not here. */
export const navigation: readonly NavItem[] = [
  { key: "home", path: "", capability: "home.read", storeView: true, section: "top" },
  { key: "coupons", path: "/coupons", capability: "coupon.read", storeView: true, section: "marketing" },
  { key: "packs", path: "/packs", capability: "pack.read", storeView: true, section: "marketing" },
  {
    key: "activities",
    path: "/activities",
    capability: "activity.read",
    storeView: true,
    section: "marketing",
  },
  { key: "links", path: "/links", capability: "link.read", storeView: true, section: "marketing" },
  { key: "members", path: "/members", capability: "member.read", storeView: true, section: "marketing" },
  { key: "redeem", path: "/redeem", capability: "voucher.redeem", storeView: true, section: "sales" },
  { key: "orders", path: "/orders", capability: "order.read", storeView: true, section: "sales" },
  { key: "pack_orders", path: "/pack-orders", capability: "pack.read", storeView: true, section: "sales" },
  { key: "products", path: "/products", capability: "product.read", storeView: true, section: "catalogue" },
  {
    key: "categories",
    path: "/categories",
    capability: "category.read",
    storeView: false,
    section: "catalogue",
  },
  { key: "stores", path: "/stores", capability: "store.read", storeView: false, section: "catalogue" },
  {
    key: "organisation",
    path: "/settings",
    capability: "settings.write",
    storeView: false,
    section: "settings",
  },
  {
    key: "brand",
    path: "/settings/brand",
    capability: "settings.write",
    storeView: false,
    section: "settings",
  },
  {
    key: "channels",
    path: "/settings/channels",
    capability: "link.write",
    storeView: false,
    section: "settings",
  },
  {
    key: "staff",
    path: "/settings/staff",
    capability: "staff.manage",
    storeView: false,
    section: "settings",
  },
  {
    key: "api_keys",
    path: "/settings/api-keys",
    capability: "api_key.manage",
    storeView: false,
    section: "settings",
  },
  {
    key: "webhooks",
    path: "/settings/webhooks",
    capability: "webhook.manage",
    storeView: false,
    section: "settings",
  },
  { key: "audit", path: "/settings/audit", capability: "audit.read", storeView: false, section: "settings" },
  // The account menu leads there.
  {
    key: "profile",
    path: "/settings/profile",
    capability: "console.enter",
    storeView: true,
    section: "account",
  },
  { key: "jobs", path: "/settings/jobs", capability: "job.read", storeView: true, section: "settings" },
];

/** The letter that, after G, leads to a screen. */
const letters: Partial<Record<NavKey, string>> = {
  home: "h",
  coupons: "c",
  packs: "p",
  activities: "a",
  members: "m",
  orders: "o",
  redeem: "r",
  products: "d",
  categories: "k",
  stores: "s",
  organisation: "e",
};

/** The screens somebody may go to in their present view, with the letter of each. */
export function destinations(allowed: readonly string[], storeView: boolean) {
  return navigation
    .filter((item) => allowed.includes(item.capability) && (!storeView || item.storeView))
    .map(({ key, path }) => ({ key, path, letter: letters[key] ?? null }));
}

export type Where = { base: string; storeId: string | null; rest: string };

/** Where in the console an address is: which view, and what comes after it. */
export function whereIs(pathname: string, slug: string): Where {
  const group = `/console/${slug}`;
  const after = pathname.startsWith(group) ? pathname.slice(group.length) : "";
  const match = /^\/s\/([^/]+)(.*)$/.exec(after);
  if (!match) return { base: group, storeId: null, rest: after };
  return { base: `${group}/s/${match[1]}`, storeId: match[1] ?? null, rest: match[2] ?? "" };
}

/** The entry of the navigation that `rest` belongs to; of one below another, the lower one. */
export function currentItem(rest: string): NavItem | undefined {
  return navigation
    .filter(({ path }) => (path === "" ? rest === "" : rest === path || rest.startsWith(`${path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

/**
 * The address of the same screen in another view. A screen of one object may not be there, because the object is not
 * visible in it: `same` is its address where it has to be asked for, `href` the list it belongs to. `lost` names the
 * screen that has no place in the other view.
 */
export function otherView(
  rest: string,
  base: string,
  storeView: boolean,
): { href: string; same: string | null; lost: NavKey | null } {
  const item = currentItem(rest);
  if (!item || (storeView && !item.storeView)) return { href: base, same: null, lost: item?.key ?? null };
  const href = base + item.path;
  return { href, same: rest === item.path ? null : base + rest, lost: null };
}
