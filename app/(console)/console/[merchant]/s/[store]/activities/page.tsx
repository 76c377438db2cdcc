export { default, generateMetadata } from "@/app/(console)/console/[merchant]/activities/page";
