import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const shared = {
  root,
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  oxc: { jsx: { runtime: "automatic" as const } },
};
/** Files at once. Vitest leaves one processor of a machine alone, which is half of a small one. */
const atLeast = (workers: number) => Math.max(workers, availableParallelism() - 1);
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
          maxWorkers: atLeast(2),
          // A process for each of two hundred files takes as long as what they test.
          isolate: false,
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
          // They wait for Postgres as well as for a processor.
          maxWorkers: atLeast(3),
        },
      },
    ],
  },
});
