export { default, generateMetadata } from "../../../../members/new/page";
