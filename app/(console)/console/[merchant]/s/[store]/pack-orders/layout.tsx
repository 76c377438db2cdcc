export { default } from "@/app/(console)/console/[merchant]/pack-orders/layout";
