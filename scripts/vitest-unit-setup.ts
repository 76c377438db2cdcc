import { afterAll, vi } from "vitest";
import { testEnvironment } from "@/db/testing-environment";
import { checkShapes, takeLogLines } from "@/scripts/log-lines";

Object.assign(process.env, testEnvironment, { LOG_LEVEL: "debug" });
// Files follow each other in one process: each looks through its own lines alone, and loads its modules anew.
const { lines, stop } = takeLogLines();

afterAll(() => {
  stop();
  vi.resetModules();
  checkShapes(lines);
});
