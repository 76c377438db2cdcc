export { GET } from "@/app/(console)/console/[merchant]/activities/[activity]/qr/route";
