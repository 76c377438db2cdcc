export { default, generateMetadata } from "../../../../../members/[member]/edit/page";
