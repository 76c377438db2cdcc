export { default, generateMetadata } from "../../../members/page";
