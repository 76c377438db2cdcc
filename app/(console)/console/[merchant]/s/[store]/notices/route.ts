export { GET } from "@/app/(console)/console/[merchant]/notices/route";
