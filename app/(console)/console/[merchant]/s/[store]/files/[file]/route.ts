export { GET } from "../../../../files/[file]/route";
