export { default } from "@/app/(console)/console/[merchant]/products/layout";
