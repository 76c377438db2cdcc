import { type Page, test, expect as within } from "@playwright/test";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { tick } from "@/e2e/fixtures/tick";
import { newWorld } from "@/e2e/fixtures/worlds";

/** What was done on one page is taken back from another, whose code does not know it. */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("BACK");
  await write(async (tx) => {
    for (const name of ["Far one", "Far two"]) await makeCoupon(tx, world.merchantId, { name });
  });
  page = await openAs(browser, world.staff.group_admin.id);
});

test.afterAll(async () => {
  await page.context().close();
});

const at = (path: string) => `/console/${world.slug}/${path}`;
const go = async (name: string, path: string) => {
  await page.getByRole("navigation").getByRole("link", { name, exact: true }).first().click();
  await page.waitForURL(`**${at(path)}`);
};

test("many coupons that were paused are taken back from the list of stores", async () => {
  await page.goto(at("coupons?q=Far"));
  await tick(page.getByLabel("Select Far one"));
  await tick(page.getByLabel("Select Far two"));
  await page
    .getByRole("toolbar", { name: "For the selection" })
    .getByRole("button", { name: "Pause" })
    .click();
  await expect(page.getByText("Pause: 2 done.")).toBeVisible();
  await go("Stores", "stores");
  await expect(page.getByRole("heading", { level: 1, name: "Stores" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
  await page.goto(at("coupons?q=Far"));
  await expect(page.getByRole("row", { name: /Far one/ })).toContainText("Live");
  await expect(page.getByRole("row", { name: /Far two/ })).toContainText("Live");
});

test("one coupon that was paused is taken back from the products, by the keyboard", async () => {
  await page.goto(at("coupons?q=Far one"));
  await page.getByRole("link", { name: "Far one" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
  await page.getByRole("button", { name: /Far one/ }).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await go("Products", "products");
  await expect(page.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
  await expect(page.getByText("Taken back.")).toBeVisible();
  await page.goto(at("coupons?q=Far one"));
  await expect(page.getByRole("row", { name: /Far one/ })).toContainText("Live");
});
