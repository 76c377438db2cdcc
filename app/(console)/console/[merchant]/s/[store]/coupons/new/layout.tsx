export { default } from "@/app/(console)/console/[merchant]/coupons/new/layout";
