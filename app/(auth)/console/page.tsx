export { default } from "@/app/(auth)/page";
