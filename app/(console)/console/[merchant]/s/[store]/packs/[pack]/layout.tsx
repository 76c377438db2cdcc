export { default } from "@/app/(console)/console/[merchant]/packs/[pack]/layout";
