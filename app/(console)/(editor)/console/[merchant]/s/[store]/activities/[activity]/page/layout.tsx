export { default } from "@/app/(console)/(editor)/console/[merchant]/activities/[activity]/page/layout";
