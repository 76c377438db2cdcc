import { afterAll } from "vitest";
import { testEnvironment } from "@/db/testing-environment";
import { checkShapes, takeLogLines } from "@/scripts/log-lines";

Object.assign(process.env, testEnvironment, { LOG_LEVEL: "debug" });
const lines = takeLogLines();

afterAll(() => checkShapes(lines));
