export { default } from "@/app/(console)/console/[merchant]/activities/[activity]/layout";
