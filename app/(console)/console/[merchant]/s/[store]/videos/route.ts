export { POST } from "@/app/(console)/console/[merchant]/videos/route";
