export {
  default,
  generateMetadata,
} from "@/app/(console)/(editor)/console/[merchant]/activities/[activity]/page/page";
