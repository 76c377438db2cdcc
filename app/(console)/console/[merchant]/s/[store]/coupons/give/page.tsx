export { default, generateMetadata } from "@/app/(console)/console/[merchant]/coupons/give/page";
