export { default } from "@/app/(console)/console/[merchant]/settings/audit/layout";
