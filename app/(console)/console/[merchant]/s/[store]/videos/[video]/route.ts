export { POST, PUT } from "@/app/(console)/console/[merchant]/videos/[video]/route";
