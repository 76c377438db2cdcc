export { default } from "@/app/(console)/console/[merchant]/settings/api-keys/layout";
