export { default } from "@/app/(console)/console/[merchant]/coupons/[coupon]/layout";
