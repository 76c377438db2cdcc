export {
  default,
  generateMetadata,
} from "@/app/(console)/console/[merchant]/coupons/templates/new/page";
