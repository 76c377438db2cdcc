export { default } from "@/app/(console)/console/[merchant]/categories/layout";
