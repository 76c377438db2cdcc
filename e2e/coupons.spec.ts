import AxeBuilder from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { staffCookie } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";

test.describe.configure({ mode: "serial" });

let world: TestWorld;
let page: Page;

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

async function hasNoBarrier() {
  const found = await new AxeBuilder({ page }).include("main").analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test.beforeAll(async ({ browser }) => {
  world = await newWorld("COUPONS");
  page = await open(browser, world.staff.group_admin.id);
});
test.afterAll(async () => {
  await page.context().close();
});

const coupon = (rest = "") => `/console/${world.slug}/coupons/${world.couponId}${rest}`;

test("the data of a coupon are shown for days of one's own, beside those before, as a chart and a table", async () => {
  await page.goto(coupon());
  await page.getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(/range=30d/);
  await expect(page.getByText(/^Beside it: /)).toBeVisible();
  await page.getByRole("button", { name: "Show as table" }).click();
  await expect(
    page.getByRole("region", { name: "Claimed and used, day by day" }).getByRole("row"),
  ).toHaveCount(31);
  await page.goto(coupon("?range=custom&from=2026-02-30&to=2026-03-01"));
  await expect(page.getByText("Choose a first day that is not after the last")).toBeVisible();
  await hasNoBarrier();
  await page.setViewportSize({ width: 390, height: 844 });
  // A chart follows the width a moment later.
  const tooWide = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(tooWide).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("a template is made from nothing, its type first: kept as a draft until it is saved, and listed then", async () => {
  const templates = `/console/${world.slug}/coupons/templates`;
  await page.goto(templates);
  await page.getByRole("link", { name: "New template" }).first().click();
  await page.waitForURL(/\/templates\/new$/);
  await hasNoBarrier();
  await page.getByRole("link", { name: /^Cash-value voucher/ }).click();
  await page.waitForURL(/\/templates\/new\/amount_off/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("New template: Cash-value voucher");
  const own = page.getByRole("textbox", { name: /^Name of the template/ });
  // What is missing is said at the fields, and in a summary that leads there.
  await page.getByRole("button", { name: "Save template" }).click();
  const summary = page
    .getByRole("alert")
    .filter({ has: page.getByRole("link") })
    .first();
  await expect(summary).toBeFocused();
  await summary.getByRole("link", { name: /Name of the template/ }).click();
  await expect(own).toBeFocused();
  await hasNoBarrier();
  await own.fill("From nothing");
  await page.waitForURL(/draft=drf_/);
  await page.getByRole("textbox", { name: /^Name\b(?! of)/ }).fill("Held from nothing");
  await page
    .getByRole("textbox", { name: /^Amount off/ })
    .first()
    .fill("5");
  await page.getByRole("link", { name: "Change type" }).click();
  await page.waitForURL(/\/templates\/new$/);
  await page.getByRole("link", { name: "From nothing" }).click();
  await page.waitForURL(/draft=drf_/);
  await expect(own).toHaveValue("From nothing");
  await page.getByRole("checkbox", { name: "Redemption code" }).press("Space");
  await expect(page.getByText(/A template has no promo code/)).toBeVisible();
  await page.getByRole("button", { name: "Save template" }).click();
  await page.waitForURL(/\/templates$/);
  await expect(page.getByText("Template saved").first()).toBeVisible();
  await expect(page.getByRole("row", { name: /From nothing/ })).toContainText("$5 off");
  await page.goto(`${templates}/new`);
  await expect(page.getByRole("heading", { name: "Not finished yet" })).toHaveCount(0);
  await page.goto(templates);
  await page.getByRole("link", { name: "From nothing", exact: true }).click();
  await expect(page.getByText("From the template “From nothing”")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Held from nothing");
  await page.goto(`${templates}/new/amount_off`);
  await own.fill("From nothing");
  await page.getByRole("textbox", { name: /^Name\b(?! of)/ }).fill("Held again");
  await page
    .getByRole("textbox", { name: /^Amount off/ })
    .first()
    .fill("5");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(own).toHaveAccessibleDescription(/already one called From nothing/);
  await summary.getByRole("link", { name: /Name of the template/ }).click();
  await expect(own).toBeFocused();
});

test("a coupon is saved as a template, and another is begun from it", async () => {
  await page.goto(coupon());
  await page.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Save as template" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("My template");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await page.goto(`/console/${world.slug}/coupons/templates`);
  await expect(page.getByRole("link", { name: /Birthday/ })).toBeVisible();
  await hasNoBarrier();
  await page.getByRole("link", { name: "My template" }).click();
  await expect(page.getByText("From the template “My template”")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(new RegExp(world.marker));
  await page.getByLabel("Name", { exact: true }).fill("Made of a template");
  await page.getByRole("button", { name: "Save draft" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
  await expect(page.getByRole("heading", { level: 1, name: "Made of a template" })).toBeVisible();
  await page.goto(`/console/${world.slug}/coupons/templates`);
  await expect(
    page.getByRole("row", { name: /My template/ }).getByRole("cell", { name: "1", exact: true }),
  ).toBeVisible();
});

const menuOf = async (name: string, item: string) => {
  await page.getByRole("button", { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: item }).click();
};

test("what a template holds is edited in the form of a coupon, without a code, and it is copied", async () => {
  await page.goto(`/console/${world.slug}/coupons/templates`);
  await menuOf("My template", "Edit");
  await page.waitForURL(/\/templates\/tpl_/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Edit the template “My template”");
  await page.getByLabel("Name", { exact: true }).fill("Held anew");
  await page.getByRole("checkbox", { name: "Redemption code" }).press("Space");
  await expect(page.getByText(/A template has no promo code/)).toBeVisible();
  await hasNoBarrier();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Template saved").first()).toBeVisible();
  await page.goto(`/console/${world.slug}/coupons/templates`);
  await menuOf("My template", "Copy");
  const dialog = page.getByRole("dialog");
  const named = dialog.getByLabel("Name");
  await expect(named).toHaveValue("My template (copy)");
  // A name that is taken is said at the field.
  await named.fill("From nothing");
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(named).toHaveAccessibleDescription(/already one called From nothing/);
  await named.fill("My template (copy)");
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("link", { name: "My template (copy)" }).click();
  await expect(page.getByText("From the template “My template (copy)”")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Held anew");
});

test("giving begins at Home with the choice of a coupon that staff give", async () => {
  await page.goto(`/console/${world.slug}`);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("menuitem", { name: "Give a coupon" }).click();
  await page.waitForURL(/\/coupons\/give$/);
  await expect(page.getByRole("heading", { level: 1, name: "Give a coupon" })).toBeVisible();
  await hasNoBarrier();
  await page
    .getByRole("row")
    .getByRole("link", { name: new RegExp(world.marker) })
    .first()
    .click();
  await page.waitForURL(/\/coupons\/cpn_\w+\/give$/);
});

test("a coupon that nobody claimed yet offers to be promoted where its figures would be", async () => {
  await page.goto(`/console/${world.slug}/coupons?status=draft`);
  await page.getByRole("link", { name: /Made of a template/ }).click();
  const promote = page.getByRole("button", { name: "Promote this coupon" });
  await expect(page.getByText("No claims yet.")).toBeVisible();
  await expect(promote).toHaveCount(0);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Publish" }).click();
  await promote.click();
  await expect(page.getByRole("dialog", { name: /^Promote/ })).toBeVisible();
});

test("a coupon is given to a pasted list after a look at it, and each line says what came of it", async () => {
  await page.goto(coupon("/give"));
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByText("Paste at least one phone or member id.")).toBeVisible();
  await page
    .getByLabel("Phones or member ids")
    .fill([world.first.phone, world.second.memberId, "123"].join("\n"));
  await hasNoBarrier();
  await page.getByRole("button", { name: "Preview" }).click();
  await page.waitForURL(/\/give\/giv_/);
  await expect(page.getByText("No member of yours has this phone or id")).toBeVisible();
  await page.getByRole("button", { name: "Give to 2 members" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Give", exact: true }).click();
  await expect(page.getByText("2 given · 1 refused")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: /Not given\.csv/ })).toBeVisible();
  await hasNoBarrier();
});
