export { default, generateMetadata } from "@/app/(console)/console/[merchant]/packs/[pack]/gifts/page";
