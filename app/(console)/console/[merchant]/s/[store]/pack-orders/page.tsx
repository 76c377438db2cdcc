export { default, generateMetadata } from "../../../pack-orders/page";
