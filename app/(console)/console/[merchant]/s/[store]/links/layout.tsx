export { default } from "@/app/(console)/console/[merchant]/links/layout";
