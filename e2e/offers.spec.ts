import AxeBuilder from "@axe-core/playwright";
import { type Browser, type BrowserContextOptions, expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { type Cookie, memberCookie, staffCookie } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";

test.describe.configure({ mode: "serial" });

let world: TestWorld;
let page: Page;

async function open(browser: Browser, cookie: Cookie, more: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    baseURL: demo().baseUrl,
    viewport: { width: 1440, height: 900 },
    ...more,
  });
  await context.addCookies([
    { ...cookie, url: demo().baseUrl },
    { name: "locale", value: "en", url: demo().baseUrl },
  ]);
  return await context.newPage();
}

async function hasNoBarrier(of: Page = page) {
  const found = await new AxeBuilder({ page: of }).setLegacyMode(true).include("main").analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

async function isNarrowEnough(of: Page = page) {
  await of.setViewportSize({ width: 390, height: 844 });
  expect(
    await of.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await of.setViewportSize({ width: 1440, height: 900 });
}

test.beforeAll(async ({ browser }) => {
  world = await newWorld("OFFERS");
  page = await open(browser, await staffCookie(world.staff.group_admin.id));
});
test.afterAll(async () => {
  await page.context().close();
});

const coupons = (rest = "") => `/console/${world.slug}/coupons${rest}`;
const field = (name: string) => page.getByLabel(name, { exact: true });

test("every type is offered, and a coupon for delivery is published with a promo code that its details show", async () => {
  await page.goto(coupons("/new"));
  for (const name of ["Free delivery", "Points coupon", "Cash coupon"])
    await expect(page.getByRole("link", { name: new RegExp(`^${name}`) })).toBeVisible();
  await hasNoBarrier();
  await isNarrowEnough();
  await page.getByRole("link", { name: /^Free delivery/ }).click();
  await page.waitForURL(/\/new\/delivery_off/);
  await field("Name").fill("Ride along");
  await page.getByLabel("At most", { exact: true }).fill("20");
  await page.getByRole("checkbox", { name: "Redemption code" }).press("Space");
  await expect(page.getByText("Takes up to $20 off delivery with any order")).toBeVisible();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(/Write a promo code/).first()).toBeVisible();
  await field("Promo code").fill("Sum-mer 26");
  await page.getByLabel("How often the code works").fill("1");
  await hasNoBarrier();
  await page.getByRole("button", { name: "Publish" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
  await page.getByRole("link", { name: "Details", exact: true }).click();
  await page.waitForURL(/\/details/);
  await expect(page.getByText("Sum-mer 26", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy code" })).toBeVisible();
  await hasNoBarrier();
  await isNarrowEnough();
});

test("a code that another coupon has is said to be, and what was typed stays", async () => {
  await page.goto(coupons("/new/points"));
  await field("Name").fill("Five hundred");
  await field("Points").fill("500");
  await expect(page.getByText("Gives 500 points when used")).toBeVisible();
  await expect(page.getByRole("heading", { name: "With other offers" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Redemption code" }).press("Space");
  await field("Promo code").fill("SUMMER26");
  const typedInto = await field("Promo code").elementHandle();
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("“Ride along” has the code SUMMER26 already.")).toBeVisible();
  // The page is drawn anew after a refusal. A form that began again there would forget what is typed meanwhile.
  await page.waitForLoadState("networkidle");
  expect(await typedInto?.evaluate((input) => input.isConnected)).toBe(true);
  await page.getByRole("button", { name: "Make one up" }).click();
  await expect(field("Promo code")).toHaveValue(/^[2-9A-Z]{8}$/);
  await page.getByRole("button", { name: "Publish" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
});

test("a cash coupon is made after its amount and quantity were said once more, and keeps both", async () => {
  await page.goto(coupons("/new/cash"));
  await field("Name").fill("Five to the balance");
  await field("Amount").fill("5");
  await field("Quantity").fill("100");
  await page.getByRole("button", { name: "Publish" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText(/\$5 .* \$500 in all/)).toBeVisible();
  await dialog.getByRole("button", { name: "Create coupon" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
  await page.goto(`${page.url()}/edit`);
  await expect(field("Amount")).toBeDisabled();
  await expect(field("Quantity")).toBeDisabled();
  await hasNoBarrier();
});

test("a member types the code into their wallet, without a script too, and has the coupon", async ({
  browser,
}) => {
  const mei = await memberCookie(world.merchantId, world.first.memberId);
  const plain = await open(browser, mei, { javaScriptEnabled: false, viewport: { width: 390, height: 844 } });
  await plain.goto(`/m/${world.slug}/coupons`);
  await plain.getByLabel("Have a code?").fill("WINTER");
  await plain.getByRole("button", { name: "Get my coupon" }).click();
  await expect(plain.locator("main").getByRole("alert")).toHaveText(
    "This code can’t be used. Check it and try again.",
  );
  await expect(plain.getByLabel("Have a code?")).toHaveValue("WINTER");
  await plain.getByLabel("Have a code?").fill("ｓｕｍｍｅｒ 26");
  await plain.getByRole("button", { name: "Get my coupon" }).click();
  await plain.waitForURL(/\/coupons\/vch_.*claimed=1/);
  await expect(plain.getByText(/^It’s yours/)).toBeVisible();
  await expect(plain.getByText("Up to $20 off delivery")).toBeVisible();
  await plain.context().close();

  const ann = await memberCookie(world.merchantId, world.second.memberId);
  const other = await open(browser, ann, { viewport: { width: 390, height: 844 } });
  await other.goto(`/m/${world.slug}/coupons`);
  await hasNoBarrier(other);
  await other.getByLabel("Have a code?").fill("SUMMER26");
  await other.getByRole("button", { name: "Get my coupon" }).click();
  // Its one use is spent, and it says no more than of a code that never was.
  await expect(other.locator("main").getByRole("alert")).toHaveText(
    "This code can’t be used. Check it and try again.",
  );
  await hasNoBarrier(other);
  await other.context().close();
});

test("products come out of a file: the good rows are there, and each bad one is told with its reason", async () => {
  await page.goto(`/console/${world.slug}/products/import`);
  const file = [
    "SKU,Name,Categories,Stores,Price in HKD",
    "IMP-1,Imported tea,Imported; Drinks,all,32.50",
    "IMP-2,Imported cake,,,40",
    ",No number,,,1",
    "IMP-3,No price,,,",
  ].join("\n");
  await page.locator("input[type=file]").setInputFiles({
    ...{ name: "products.csv", mimeType: "text/csv" },
    buffer: Buffer.from(file),
  });
  await expect(page.getByRole("cell", { name: "Imported tea" })).toBeVisible();
  await hasNoBarrier();
  await isNarrowEnough();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/products$/);
  await page.getByRole("banner").getByRole("button", { name: /^Jobs/ }).click();
  const panel = page.getByRole("dialog", { name: "Jobs" });
  await expect(panel.getByText("Import of products")).toBeVisible();
  await expect(panel.getByText(/Done · 2 new · 2 refused/)).toBeVisible({ timeout: 30_000 });
  await expect(panel.getByRole("link", { name: /left-out-rows\.csv/ })).toBeVisible();
  await page.goto(`/console/${world.slug}/products?q=Imported`);
  await expect(page.getByRole("row", { name: /Imported tea.*\$32\.50/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Imported cake/ })).toBeVisible();
});
