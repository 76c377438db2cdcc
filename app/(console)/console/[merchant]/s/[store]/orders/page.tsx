export { default, generateMetadata } from "../../../orders/page";
