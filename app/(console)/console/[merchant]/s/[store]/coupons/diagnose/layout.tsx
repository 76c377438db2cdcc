export { default } from "@/app/(console)/console/[merchant]/coupons/diagnose/layout";
