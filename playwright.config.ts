import { defineConfig, devices } from "@playwright/test";
import { browserArgs, ensureBrowser, sandboxArgs } from "./e2e/fixtures/browser";

// Workers read the configuration again; the browser is looked for once.
if (!process.env.E2E_BROWSER_ARGS) {
  process.env.CHROMIUM_PATH = ensureBrowser();
  process.env.E2E_BROWSER_ARGS = [...browserArgs, ...sandboxArgs(process.env.CHROMIUM_PATH)].join(" ");
}
const args = process.env.E2E_BROWSER_ARGS.split(" ");

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/fixtures/global-setup.ts",
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // One test of two hundred that met a machine out of breath must not hide what the others say; what needed a second
  // try is named in the closing lines, to be looked into, and its second try is traced.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results/e2e",
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL: process.env.E2E_BASE_URL,
    locale: "en-US",
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    // A trace of every test makes them half as slow again.
    trace: "on-first-retry",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.CHROMIUM_PATH, args },
  },
});
