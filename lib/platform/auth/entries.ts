import type { Capability } from "@/lib/platform/auth/permissions";

/** Who may come in where no staff permission is asked: anybody, a signed-in member, a signed-in staff member. */
export type Door = "anybody" | "member" | "signed_in_staff";

/**
 * Every way in and what it asks for. A test walks the pages, actions, queries and routes that exist and fails when
 * one is missing here, or when one answers somebody whom this table refuses.
 */
export const entries = {
  // console: home and frame
  // console: coupons
  "page:/console/[merchant]/coupons": "coupon.read",
  "page:/console/[merchant]/coupons/new": "coupon.write",
  "page:/console/[merchant]/coupons/new/[type]": "coupon.write",
  "page:/console/[merchant]/coupons/[coupon]": "coupon.read",
  "page:/console/[merchant]/coupons/[coupon]/details": "coupon.read",
  "page:/console/[merchant]/coupons/[coupon]/edit": "coupon.write",
  "page:/console/[merchant]/coupons/[coupon]/records": "coupon.read",
  "page:/console/[merchant]/coupons/[coupon]/history": "coupon.read",
  "page:/console/[merchant]/s/[store]/coupons": "coupon.read",
  "page:/console/[merchant]/s/[store]/coupons/new": "coupon.write",
  "page:/console/[merchant]/s/[store]/coupons/new/[type]": "coupon.write",
  "page:/console/[merchant]/s/[store]/coupons/[coupon]": "coupon.read",
  "page:/console/[merchant]/s/[store]/coupons/[coupon]/details": "coupon.read",
  "page:/console/[merchant]/s/[store]/coupons/[coupon]/edit": "coupon.write",
  "page:/console/[merchant]/s/[store]/coupons/[coupon]/records": "coupon.read",
  "page:/console/[merchant]/s/[store]/coupons/[coupon]/history": "coupon.read",
  "action:coupons/createCoupon": "coupon.write",
  "action:coupons/editCoupon": "coupon.write",
  "action:coupons/changeCouponState": "coupon.publish",
  "action:coupons/setCouponQuantity": "coupon.stock",
  "action:coupons/setCouponValidity": "coupon.write",
  "action:coupons/deleteCoupon": "coupon.write",
  "action:coupons/countAudience": "coupon.write",
  "action:coupons/findMembers": "coupon.write",
  "query:coupons/listCoupons": "coupon.read",
  "query:coupons/getCoupon": "coupon.read",
  "query:coupons/couponFigures": "coupon.read",
  "query:coupons/couponVersions": "coupon.read",
  "query:coupons/couponHistory": "coupon.read",
  "query:coupons/couponFormOptions": "coupon.read",
  "query:vouchers/listMemberVouchers": "member",
  "query:vouchers/countMemberVouchers": "member",
  "query:vouchers/getVoucher": "member",
  "query:vouchers/listCouponVouchers": "coupon.read",
  // console: activities
  // console: members
  // console: catalogue
  // console: stores and settings
  // sign-in
  // member pages
} as const satisfies Record<string, Capability | Door>;
