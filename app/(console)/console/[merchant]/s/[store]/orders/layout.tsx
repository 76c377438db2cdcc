export { default } from "@/app/(console)/console/[merchant]/orders/layout";
