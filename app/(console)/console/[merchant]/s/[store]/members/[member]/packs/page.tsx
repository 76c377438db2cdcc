export { default, generateMetadata } from "../../../../../members/[member]/packs/page";
