export {
  default,
  generateMetadata,
} from "@/app/(console)/console/[merchant]/activities/[activity]/prizes/page";
