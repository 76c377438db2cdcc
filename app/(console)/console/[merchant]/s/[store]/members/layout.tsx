export { default } from "@/app/(console)/console/[merchant]/members/layout";
