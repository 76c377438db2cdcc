export { default, generateMetadata } from "../../../../../members/[member]/timeline/page";
