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
  "action:members/loadAudience": "coupon.write",
  "action:members/reachOfAudience": "coupon.write",
  "action:members/findMembers": "coupon.write",
  "query:coupons/listCoupons": "coupon.read",
  "query:coupons/getCoupon": "coupon.read",
  "query:coupons/couponDays": "coupon.read",
  "query:coupons/couponVersions": "coupon.read",
  "query:coupons/couponHistory": "coupon.read",
  "query:coupons/couponOptions": "coupon.read",
  "query:vouchers/listMemberVouchers": "member",
  "query:vouchers/countMemberVouchers": "member",
  "query:vouchers/getVoucher": "member",
  "query:vouchers/listCouponVouchers": "coupon.read",
  // console: activities
  "page:/console/[merchant]/activities": "activity.read",
  "page:/console/[merchant]/activities/new": "activity.write",
  "page:/console/[merchant]/activities/new/[kind]": "activity.write",
  "page:/console/[merchant]/activities/[activity]": "activity.read",
  "page:/console/[merchant]/activities/[activity]/participants": "member.read",
  "page:/console/[merchant]/activities/[activity]/prizes": "activity.read",
  "page:/console/[merchant]/activities/[activity]/settings": "activity.read",
  "page:/console/[merchant]/activities/[activity]/history": "activity.read",
  "page:/console/[merchant]/activities/[activity]/edit": "activity.write",
  "route:GET /console/[merchant]/activities/[activity]/qr": "activity.read",
  "page:/console/[merchant]/s/[store]/activities": "activity.read",
  "page:/console/[merchant]/s/[store]/activities/new": "activity.write",
  "page:/console/[merchant]/s/[store]/activities/new/[kind]": "activity.write",
  "page:/console/[merchant]/s/[store]/activities/[activity]": "activity.read",
  "page:/console/[merchant]/s/[store]/activities/[activity]/participants": "member.read",
  "page:/console/[merchant]/s/[store]/activities/[activity]/prizes": "activity.read",
  "page:/console/[merchant]/s/[store]/activities/[activity]/settings": "activity.read",
  "page:/console/[merchant]/s/[store]/activities/[activity]/history": "activity.read",
  "page:/console/[merchant]/s/[store]/activities/[activity]/edit": "activity.write",
  "route:GET /console/[merchant]/s/[store]/activities/[activity]/qr": "activity.read",
  "action:activities/createActivity": "activity.write",
  "action:activities/editActivity": "activity.write",
  "action:activities/changeActivityState": "activity.publish",
  "action:activities/addStock": "activity.stock",
  "action:activities/findPrizeCoupons": "activity.write",
  "query:activities/listActivities": "activity.read",
  "query:activities/getActivity": "activity.read",
  "query:activities/listPools": "activity.read",
  "query:activities/readPasswords": "activity.write",
  "query:activities/prizeFigures": "activity.read",
  "query:activities/listPrizeCoupons": "activity.write",
  "query:activities/listParticipants": "member.read",
  "query:activities/activityHistory": "activity.read",
  // console: members
  // console: catalogue
  // console: stores and settings
  // sign-in
  // member pages
} as const satisfies Record<string, Capability | Door>;
