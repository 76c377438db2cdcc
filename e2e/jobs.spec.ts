import { readFileSync } from "node:fs";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { staffCookie } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";

test.describe.configure({ mode: "serial" });

let world: TestWorld;
let page: Page;
let fileHref = "";

async function open(browser: Browser, staffId: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: demo().baseUrl,
    viewport: { width: 1440, height: 900 },
  });
  const cookie = await staffCookie(staffId);
  await context.addCookies([
    { ...cookie, url: demo().baseUrl },
    { name: "locale", value: "en", url: demo().baseUrl },
  ]);
  return await context.newPage();
}

const tray = () => page.getByRole("banner").getByRole("button", { name: /^Jobs/ });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("JOBS");
  page = await open(browser, world.staff.group_admin.id);
});
test.afterAll(async () => {
  await page.context().close();
});

test("an export of the list in view is in the tray at once, and its file can be taken when it is done", async () => {
  await page.goto(`/console/${world.slug}/coupons?q=${world.marker}+first`);
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  await tray().click();
  const panel = page.getByRole("dialog", { name: "Jobs" });
  await expect(panel.getByText("Export of coupons")).toBeVisible();
  const file = panel.getByRole("link", { name: /^Coupons .*\.csv/ });
  await expect(file).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByText("Done · 1 row")).toBeVisible();
  fileHref = (await file.getAttribute("href")) ?? "";
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.startsWith("\uFEFFCoupon,")).toBe(true);
  expect(text.trim().split("\r\n")).toHaveLength(2);
  expect(text).toContain(`${world.marker} first coupon`);
});

test("what ended is still in the tray after a reload and on other pages, and on the page of jobs", async () => {
  await page.reload();
  await page.goto(`/console/${world.slug}/members`);
  await tray().click();
  const panel = page.getByRole("dialog", { name: "Jobs" });
  await expect(panel.getByRole("link", { name: /^Coupons .*\.csv/ })).toBeVisible();
  await panel.getByRole("link", { name: "All jobs" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Jobs" })).toBeVisible();
  const row = page.getByRole("row", { name: /Export of coupons/ });
  await expect(row.getByText("Done")).toBeVisible();
  await expect(row.getByText("1 row")).toBeVisible();
  await expect(row.getByRole("link", { name: /^Coupons/ })).toBeVisible();
  await page.goto(`/console/${world.slug}/settings/jobs?status=failed`);
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("a job's file is given as a file of its type, to whoever may see the job and nobody else", async () => {
  const mine = await ask(fileHref, { cookies: [await staffCookie(world.staff.group_admin.id)] });
  expect(mine.status).toBe(200);
  expect(mine.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
  expect(mine.headers["content-disposition"]).toMatch(/^attachment; filename\*=UTF-8''Coupons/);
  const colleague = await ask(fileHref, { cookies: [await staffCookie(world.staff.marketer.id)] });
  expect(colleague.status).toBe(404);
  const other = await newWorld("JOBSOTHER");
  const cookies = [await staffCookie(other.staff.group_admin.id)];
  expect((await ask(fileHref, { cookies })).status).toBe(404);
  expect((await ask(fileHref.replace(world.slug, other.slug), { cookies })).status).toBe(404);
  expect((await ask(fileHref)).location).toMatch(/^\/sign-in/);
});

test("Home compares the chosen range with the one before, and says every figure of its chart in a table", async () => {
  await page.goto(`/console/${world.slug}`);
  const ranges = page.getByRole("navigation", { name: "Range" });
  await expect(ranges.getByRole("link", { name: "7 days" })).toHaveAttribute("aria-current", "true");
  const claimed = page
    .getByText("Coupons claimed", { exact: true })
    .first()
    .locator("xpath=ancestor::div[1]");
  await expect(claimed).toContainText("7");
  await ranges.getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(/range=30d/);
  await expect(ranges.getByRole("link", { name: "30 days" })).toHaveAttribute("aria-current", "true");
  const figure = page.getByRole("figure", { name: "Claimed and used, day by day" });
  await expect(figure.locator("svg").last()).toBeVisible();
  await figure.getByRole("button", { name: "Show as table" }).click();
  await expect(figure.getByRole("row")).toHaveCount(31);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    figure.getByRole("button", { name: "Download CSV" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8");
  expect(text.split("\r\n")[0]).toContain("Day,Coupons claimed,");
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("menuitem", { name: "Marketing activity" }).click();
  await expect(page).toHaveURL(/activities\/new$/);
});
