export { POST } from "@/app/(console)/console/[merchant]/captions/route";
