export { default, generateMetadata } from "@/app/(console)/console/[merchant]/packs/[pack]/contents/page";
