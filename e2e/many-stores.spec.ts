import { expect, type Page, test } from "@playwright/test";
import { makeStore } from "@/db/seed/factories";
import type { TestWorld } from "@/db/seed/test-world";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

/** A merchant of 130 stores: every picker finds each of them. The one looked for is the last by name. */
const LAST = "Zz store 129";
let world: TestWorld;
let page: Page;

test.beforeAll(async ({ browser }) => {
  world = await newWorld("CHAIN");
  await write(async (tx) => {
    for (let at = 2; at < 130; at++)
      await makeStore(tx, world.merchantId, { name: `Zz store ${String(at).padStart(3, "0")}` });
  });
  page = await openAs(browser, world.staff.group_admin.id);
});
test.afterAll(async () => {
  await page.context().close();
});

const console = (path: string) => page.goto(`/console/${world.slug}${path}`);

test("the view switch lists a hundred, says how many more there are, and finds each by name", async () => {
  await console("/coupons");
  await page.getByRole("button", { name: /^View:/ }).click();
  const views = page.getByRole("dialog", { name: "View" });
  await expect(views.getByText("30 more stores: search by name.")).toBeVisible();
  await views.getByRole("searchbox").fill("store 129");
  await views.getByRole("option", { name: LAST }).click();
  await expect(page).toHaveURL(/\/s\/str_\w+\/coupons$/);
  await expect(page.getByRole("button", { name: `View: ${LAST}` })).toBeVisible();
});

for (const list of ["/orders", "/coupons", "/products", "/members"]) {
  test(`the filter by store of ${list} finds each by typing`, async () => {
    await console(list);
    await page.getByRole("button", { name: "Add filter" }).click();
    const picker = page.getByRole("dialog", { name: "Add filter" });
    await picker.getByRole("searchbox").fill("store 129");
    await picker.getByRole("option", { name: new RegExp(LAST) }).click();
    await expect(page).toHaveURL(/store=str_/);
    await expect(page.getByRole("link", { name: new RegExp(`Remove filter .*${LAST}`) })).toBeVisible();
  });
}

test("the stores of a coupon are all on offer", async () => {
  await console("/coupons/new/amount_off");
  await page.getByText("Chosen stores", { exact: true }).click();
  await page.getByRole("button", { name: "Which stores: none chosen" }).click();
  const stores = page.getByRole("dialog", { name: "Which stores" });
  await expect(stores.getByRole("option")).toHaveCount(130);
  await stores.getByRole("searchbox").fill("store 129");
  await stores.getByRole("option", { name: LAST }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: `Remove ${LAST}` })).toBeVisible();
});
