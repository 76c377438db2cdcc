export { default, generateMetadata } from "../../../redeem/page";
