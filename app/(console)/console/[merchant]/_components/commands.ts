import type { Capability } from "@/lib/platform/auth/permissions";

/** Things that can be made from anywhere: where, who may, and whether also in a store view. */
export const creations = [
  { key: "coupon", path: "/coupons/new", capability: "coupon.write", storeView: true },
  { key: "pack", path: "/packs/new", capability: "pack.write", storeView: false },
  { key: "activity", path: "/activities/new", capability: "activity.write", storeView: true },
  { key: "product", path: "/products/new", capability: "product.write", storeView: false },
  { key: "member", path: "/members/new", capability: "member.edit", storeView: true },
  { key: "store", path: "/stores/new", capability: "store.write", storeView: false },
] as const satisfies readonly { key: string; path: string; capability: Capability; storeView: boolean }[];

/** What else the command menu asks for, beside the screens of the navigation. */
export const commandCapabilities: readonly Capability[] = [
  ...creations.map((one) => one.capability),
  "coupon.read",
  "pack.read",
  "activity.read",
  "product.read",
  "order.read",
  "member.find",
  "member.read",
];

/** Whether a text may be somebody's phone: at least seven digits, and nothing that no phone has. */
export function looksLikePhone(text: string): boolean {
  return /^[+\d\s()-]+$/.test(text) && text.replace(/\D/g, "").length >= 7;
}

/** Whether a text may be an order's whole number, as people write it: eight letters and digits, or the order's id. */
export function looksLikeOrder(text: string): boolean {
  return /^(?:#?[a-z0-9]{8}|ord_\w+)$/i.test(text.replaceAll(/[\s-]/g, ""));
}
