export { default, generateMetadata } from "@/app/(console)/console/[merchant]/links/[link]/poster/page";
