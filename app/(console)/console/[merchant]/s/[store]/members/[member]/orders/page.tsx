export { default, generateMetadata } from "../../../../../members/[member]/orders/page";
