export { POST } from "@/app/(console)/(editor)/console/[merchant]/activities/[activity]/page/leave/route";
