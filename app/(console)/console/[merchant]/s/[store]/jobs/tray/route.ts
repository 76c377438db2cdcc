export { GET } from "@/app/(console)/console/[merchant]/jobs/tray/route";
