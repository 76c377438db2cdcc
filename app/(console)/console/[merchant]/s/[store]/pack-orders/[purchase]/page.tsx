export { default, generateMetadata } from "../../../../pack-orders/[purchase]/page";
