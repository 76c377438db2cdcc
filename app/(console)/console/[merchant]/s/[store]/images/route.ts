export { POST } from "@/app/(console)/console/[merchant]/images/route";
