export { default } from "@/app/(console)/console/[merchant]/stores/layout";
