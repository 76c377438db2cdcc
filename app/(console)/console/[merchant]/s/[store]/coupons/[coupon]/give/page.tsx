export { default, generateMetadata } from "@/app/(console)/console/[merchant]/coupons/[coupon]/give/page";
