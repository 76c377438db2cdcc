export { GET } from "@/app/(console)/console/[merchant]/files/[file]/route";
