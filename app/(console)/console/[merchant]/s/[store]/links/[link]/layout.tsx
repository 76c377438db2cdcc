export { default } from "@/app/(console)/console/[merchant]/links/[link]/layout";
