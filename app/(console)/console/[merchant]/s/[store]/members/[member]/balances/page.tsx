export { default, generateMetadata } from "../../../../../members/[member]/balances/page";
