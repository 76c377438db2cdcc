import { testEnvironment } from "@/db/testing-environment";

Object.assign(process.env, testEnvironment);
