import { afterAll } from "vitest";
import { testDatabase } from "@/db/testing";
import { testEnvironment } from "@/db/testing-environment";

// Before any import of a test file, so that db() and inTransaction() simply work in it.
const database = await testDatabase();
Object.assign(process.env, testEnvironment, { DATABASE_URL: database.url });

afterAll(async () => {
  const { closeDb } = await import("@/db/client");
  await closeDb();
  await database.drop();
});
