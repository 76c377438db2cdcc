export { default, generateMetadata } from "@/app/(console)/console/[merchant]/settings/jobs/page";
