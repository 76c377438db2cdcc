export { default, generateMetadata } from "../../../../products/[product]/page";
