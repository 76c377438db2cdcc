export { default, generateMetadata } from "../../../../orders/[order]/page";
