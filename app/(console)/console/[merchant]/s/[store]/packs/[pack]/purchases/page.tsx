export { default, generateMetadata } from "@/app/(console)/console/[merchant]/packs/[pack]/purchases/page";
