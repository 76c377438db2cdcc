export { default, generateMetadata } from "@/app/(console)/console/[merchant]/activities/new/[kind]/page";
