export { default, generateMetadata } from "../../../../../members/[member]/activities/page";
