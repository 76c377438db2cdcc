export { default, generateMetadata } from "@/app/(console)/console/[merchant]/links/on-site/page";
