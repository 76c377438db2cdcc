export { default, generateMetadata } from "@/app/(console)/console/[merchant]/packs/give/page";
