export { default } from "@/app/(console)/console/[merchant]/coupons/templates/new/layout";
