import { afterAll, expect } from "vitest";
import { testDatabase } from "@/db/testing";
import { testEnvironment } from "@/db/testing-environment";
import { takeLogLines } from "@/scripts/log-lines";
import { checkTestLog } from "@/scripts/test-log";

// Before any import of a test file, so that db() and inTransaction() simply work in it.
const database = await testDatabase();
Object.assign(process.env, testEnvironment, { DATABASE_URL: database.url, LOG_LEVEL: "debug" });
const { lines } = takeLogLines();

afterAll(async () => {
  const { closeDb } = await import("@/db/client");
  try {
    await checkTestLog(lines, database.url, expect.getState().testPath ?? "");
  } finally {
    await closeDb();
  }
});
