import type { Capability } from "@/lib/platform/auth/permissions";

/** Things that can be made from anywhere: where, who may, and whether also in a store view. */
export const creations = [
  { key: "coupon", path: "/coupons/new", capability: "coupon.write", storeView: true },
  { key: "pack", path: "/packs/new", capability: "pack.write", storeView: false },
  { key: "activity", path: "/activities/new", capability: "activity.write", storeView: true },
  { key: "product", path: "/products/new", capability: "product.write", storeView: false },
  { key: "store", path: "/stores/new", capability: "store.write", storeView: false },
] as const satisfies readonly { key: string; path: string; capability: Capability; storeView: boolean }[];

/** What else the command menu asks for, beside the screens of the navigation. */
export const commandCapabilities: readonly Capability[] = [
  ...creations.map((one) => one.capability),
  "coupon.read",
  "pack.read",
  "activity.read",
  "member.find",
  "member.read",
];

/** Whether a text may be somebody's phone: at least seven digits, and nothing that no phone has. */
export function looksLikePhone(text: string): boolean {
  return /^[+\d\s()-]+$/.test(text) && text.replace(/\D/g, "").length >= 7;
}
