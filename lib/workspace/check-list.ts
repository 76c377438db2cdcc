import { AppError } from "@/lib/kernel/app-error";
import { type Capability, can } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import type { DraftKind, ListName } from "@/lib/workspace/schema";

const readers: Record<ListName, Capability> = {
  coupons: "coupon.read",
  "coupon-records": "coupon.read",
  packs: "pack.read",
  "pack-purchases": "pack.read",
  "pack-orders": "pack.read",
  "pack-gifts": "pack.read",
  "pack-coupons": "pack.read",
  activities: "activity.read",
  participants: "member.read",
  links: "link.read",
  placements: "link.read",
  products: "product.read",
  categories: "category.read",
  stores: "store.read",
  members: "member.read",
  orders: "order.read",
  groups: "member.organise",
  tags: "member.organise",
  templates: "coupon.write",
  staff: "staff.manage",
  audit: "audit.read",
  jobs: "job.read",
  "api-keys": "api_key.manage",
  webhooks: "webhook.manage",
};

const writers: Record<DraftKind, Capability> = {
  coupon: "coupon.write",
  template: "coupon.write",
  pack: "pack.write",
  activity: "activity.write",
  product: "product.write",
  order: "order.place",
  group: "member.organise",
  plan: "member.organise",
  store: "store.write",
  giving: "coupon.grant",
};

/** The staff member who acts. Throws `forbidden` for anybody who is none. */
export function staffOf(scope: Scope): string {
  if (scope.actor.type !== "staff") throw new AppError("forbidden");
  return scope.actor.id;
}

/** Lets pass who may read `list`, and tells who they are. Throws `forbidden`. */
export function readerOf(scope: Scope, list: ListName): string {
  const capability = readers[list];
  if (!can(scope.role, capability)) throw new AppError("forbidden", "forbidden", { capability });
  return staffOf(scope);
}

/** Lets pass who may make what a draft is of, and tells who they are. Throws `forbidden`. */
export function writerOf(scope: Scope, kind: DraftKind): string {
  const capability = writers[kind];
  if (!can(scope.role, capability)) throw new AppError("forbidden", "forbidden", { capability });
  return staffOf(scope);
}
