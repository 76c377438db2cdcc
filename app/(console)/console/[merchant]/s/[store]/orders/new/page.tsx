export { default, generateMetadata } from "../../../../orders/new/page";
