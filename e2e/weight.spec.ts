import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { demo } from "./fixtures/demo";

/** The framework's own scripts weigh 134 kB gzipped; ours may add 20 (UX-14). */
const MAX_SCRIPT_KB = 155;

test("a page with a pop-up brings at most 155 kB of script", async ({ page }) => {
  const scripts: Promise<number>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      scripts.push(response.body().then((body) => gzipSync(body).length));
    }
  });
  await page.goto("/m/demo/packs", { waitUntil: "networkidle" });
  await expect(page.getByRole("dialog")).toBeVisible();
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes / 1024).toBeLessThan(MAX_SCRIPT_KB);
});

test("an activity's page brings at most 155 kB of script and asks nobody else for anything (UX-14)", async ({
  page,
}) => {
  const hosts = new Set<string>();
  const scripts: Promise<number>[] = [];
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  page.on("response", (response) => {
    if (response.request().resourceType() === "script") {
      scripts.push(response.body().then((body) => gzipSync(body).length));
    }
  });
  await page.goto(demo().activityUrl, { waitUntil: "networkidle" });
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes / 1024).toBeLessThan(MAX_SCRIPT_KB);
  expect([...hosts]).toEqual([new URL(demo().activityUrl).host]);
});
