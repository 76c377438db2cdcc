export { default, generateMetadata } from "@/app/(console)/console/[merchant]/coupons/new/[type]/page";
