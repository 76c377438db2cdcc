import { expect, test } from "@playwright/test";
import { hydrated } from "@/e2e/fixtures/hydrated";
import { keyboardOf } from "@/e2e/fixtures/keyboard";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

test("a coupon for chosen products and dates is published and promoted, and its QR code taken away, by keyboard alone, and the focus is always to be seen (UX-01)", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const world = await newWorld("KEYS");
  const page = await openAs(browser, world.staff.group_admin.id);
  const { press, tabTo, type, hidden } = keyboardOf(page);
  await page.goto(`/console/${world.slug}/coupons`);
  await hydrated(page);
  await tabTo(/^Create coupon/);
  await press("Enter");
  await page.waitForURL(/\/coupons\/new$/);
  await tabTo(/Discount/);
  await press("Enter");
  await page.waitForURL(/\/new\/percent_off$/);
  await tabTo(/^Name/);
  await type("By keyboard alone");
  await tabTo(/^Percent off/);
  await type("15");
  await tabTo(/All products/);
  await press("ArrowDown");
  await expect(page.getByRole("radio", { name: /Chosen ones/ })).toBeChecked();
  await tabTo(/^Products/);
  await press("Enter");
  const picker = page.getByRole("dialog", { name: "Products" });
  await expect(picker).toBeVisible();
  await press("Tab", "Space");
  await expect(picker.getByRole("option", { selected: true })).toHaveCount(1);
  await press("Escape");
  await expect(picker).toBeHidden();
  // A public one has a claim page, which is what is promoted.
  await tabTo(/Public claim/);
  await press("Space");
  await tabTo(/from claim/i);
  for (let steps = 0; steps < 4; steps += 1) {
    if (await page.getByRole("radio", { name: /Fixed dates/ }).isChecked()) break;
    await press("ArrowUp");
  }
  await expect(page.getByRole("radio", { name: /Fixed dates/ })).toBeChecked();
  // Digits fill one part of a date after another.
  const year = new Date().getFullYear() + 1;
  await tabTo(/^month.*From/i);
  await type(`0301${year - 1}`);
  await tabTo(/^month.*Until/i);
  await type(`0331${year}`);
  await expect(page.getByText(new RegExp(`Mar 31, ${year}`)).first()).toBeVisible();
  await tabTo(/^Publish/);
  await press("Enter");
  await page.waitForURL(/\/coupons\/cpn_/);
  await expect(page.getByRole("heading", { name: "By keyboard alone" }).first()).toBeVisible();
  await tabTo(/^Promote/);
  await press("Enter");
  const promote = page.getByRole("dialog", { name: /^Promote/ });
  await expect(promote).toBeVisible();
  // No page gives it yet: its own is made in one press.
  await expect(promote.getByRole("button", { name: "Make its claim page" })).toBeVisible();
  await tabTo(/^Make its claim page/);
  await press("Enter");
  await expect(promote.getByRole("button", { name: /^Create a link/ })).toBeVisible();
  await tabTo(/^Create a link/);
  await press("Enter");
  await expect(promote.locator("output").first()).toBeVisible();
  await tabTo(/^Link$/);
  await press("ArrowRight");
  await expect(promote.getByText("Read back: it leads to this link.")).toBeVisible();
  await tabTo(/^Download/);
  const [download] = await Promise.all([page.waitForEvent("download"), press("Enter")]);
  expect(download.suggestedFilename()).toMatch(/\.(png|zip)$/);
  expect(hidden).toEqual([]);
  await page.context().close();
});
