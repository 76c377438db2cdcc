import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const shared = {
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  oxc: { jsx: { runtime: "automatic" as const } },
};
const everywhere = ["lib", "db", "components", "messages", "scripts", "app", "bench"];

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: everywhere.map((room) => `${room}/**/*.test.{ts,tsx}`),
          exclude: ["**/*.db.test.ts", "node_modules"],
          setupFiles: ["./scripts/vitest-unit-setup.ts"],
          // A limit against hangs: property tests on a busy machine take their time.
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: "db",
          include: everywhere.map((room) => `${room}/**/*.db.test.ts`),
          exclude: ["node_modules"],
          pool: "forks",
          globalSetup: ["./scripts/vitest-db-server.ts"],
          setupFiles: ["./scripts/vitest-db-setup.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
