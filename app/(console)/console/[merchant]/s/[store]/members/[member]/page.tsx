export { default, generateMetadata } from "../../../../members/[member]/page";
