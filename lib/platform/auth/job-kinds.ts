import type { Capability } from "@/lib/platform/auth/permissions";

/**
 * Every kind of tracked job, and what somebody must be allowed to start one, to see it and to take its files. Its words
 * are `jobs.kinds.<kind>` of the messages; who does it is in lib/worker.ts.
 */
export const jobKinds = {
  "coupons.export": "coupon.export",
  "coupons.extend": "coupon.write",
  "coupons.change": "coupon.publish",
  "coupons.tag": "coupon.write",
  "coupons.templates": "coupon.write",
  "vouchers.export": "coupon.export",
  "vouchers.readList": "coupon.grant",
  "vouchers.give": "coupon.grant",
  "activities.export": "activity.read",
  "activities.participants": "member.export",
  "activities.change": "activity.publish",
  "catalogue.export": "product.read",
  "catalogue.categories": "category.read",
  "catalogue.import": "product.write",
  "orders.export": "order.export",
  "packs.export": "pack.export",
  "packs.purchases": "pack.export",
  "packs.change": "pack.write",
  "links.change": "link.write",
  "links.export": "link.read",
  "packs.gifts": "pack.export",
  "packs.coupons": "pack.export",
  "merchants.stores": "store.read",
  "merchants.staff": "staff.manage",
  "merchants.audit": "audit.read",
  "analytics.loadSample": "settings.write",
  "analytics.removeSample": "settings.write",
  "members.export": "member.export",
  "members.import": "member.import",
  "members.bulk": "member.edit",
  "members.foldTag": "member.organise",
  "members.groups": "member.organise",
  "members.tags": "member.organise",
} as const satisfies Record<`${string}.${string}`, Capability>;

export type JobKind = keyof typeof jobKinds;

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(jobKinds, kind);
