export { default, generateMetadata } from "../../../../settings/profile/page";
