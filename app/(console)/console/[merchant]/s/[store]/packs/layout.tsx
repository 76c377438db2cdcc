export { default } from "@/app/(console)/console/[merchant]/packs/layout";
