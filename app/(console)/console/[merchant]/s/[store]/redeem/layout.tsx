export { default } from "@/app/(console)/console/[merchant]/redeem/layout";
