export { default } from "@/app/(console)/console/[merchant]/activities/new/layout";
