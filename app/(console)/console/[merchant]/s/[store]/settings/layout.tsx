export { default } from "@/app/(console)/console/[merchant]/settings/layout";
