export { default } from "@/app/(console)/console/[merchant]/coupons/layout";
