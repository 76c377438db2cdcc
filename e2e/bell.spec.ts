import { type Browser, expect, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { violations } from "@/e2e/fixtures/axe";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld, type Visitor } from "@/e2e/fixtures/worlds";

/** The notifications of the console's frame (ux.md 1.1). */
let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("BELL", { packs: true });
});

async function open(browser: Browser, who: Exclude<Visitor, "member" | "anonymous">, at = "", more = {}) {
  const page = await openAs(browser, world.staff[who].id, more);
  await page.goto(`/console/${world.slug}${at}`);
  const bell = page.getByRole("banner").getByRole("button", { name: /^(Notifications|通知)/ });
  const panel = page.getByRole("dialog", { name: /^(Notifications|通知)$/ });
  return { page, bell, panel };
}

test("the bell counts what is new and tells it by day, each a link; what was seen is not new again", async ({
  browser,
}) => {
  const { page, bell, panel } = await open(browser, "group_admin", "/coupons");
  await expect(bell).toHaveAccessibleName("Notifications: 3 new");
  // By keys alone.
  await bell.focus();
  await page.keyboard.press("Enter");
  const today = panel.getByRole("region", { name: "Today" });
  await expect(today.getByRole("link")).toHaveCount(3);
  await expect(today.getByRole("link", { name: /asks to be allowed to/ })).toHaveAttribute(
    "href",
    `/console/${world.slug}/settings/staff`,
  );
  expect(await violations(page)).toEqual([]);
  await expect(bell).toHaveAccessibleName("Notifications");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await expect(bell).toBeFocused();
  await page.reload();
  await expect(bell).toHaveAccessibleName("Notifications");
  await bell.click();
  await panel.getByRole("link", { name: /the member asks for a refund/ }).click();
  await expect(page).toHaveURL(new RegExp(`/orders/${world.paidOrderId}$`));
  await expect(panel).toHaveCount(0);
  await page.context().close();
});

test("each role and each store view is told what it may open there, and no more", async ({ browser }) => {
  const told = async (who: Parameters<typeof open>[1], at = "") => {
    const { page, bell, panel } = await open(browser, who, at);
    await bell.click();
    await expect(panel.getByRole("region").or(panel.getByText("Nothing to tell.")).first()).toBeVisible();
    const text = await panel.innerText();
    await page.context().close();
    return text;
  };
  const finance = await told("finance");
  expect(finance).toContain("the member asks for a refund");
  expect(finance).toMatch(/Pack order \w+: a refund is asked for/);
  expect(finance).not.toContain("asks to be allowed to");
  for (const who of ["marketer", "analyst"] as const) expect(await told(who)).toContain("Nothing to tell.");
  // Theirs is the first store; what is asked for is of the second.
  expect(await told("store_manager", `/s/${world.first.storeId}`)).toContain("Nothing to tell.");
  expect(await told("group_admin", `/s/${world.first.storeId}`)).toContain("Nothing to tell.");
  const second = await told("group_admin", `/s/${world.second.storeId}`);
  expect(second).toContain("the member asks for a refund");
  expect(second).not.toContain("asks to be allowed to");
  const { page, bell } = await open(browser, "cashier", `/s/${world.first.storeId}`);
  await expect(page.getByRole("banner")).toBeVisible();
  await expect(bell).toHaveCount(0);
  await page.context().close();
});

test("on a phone the bell and what it tells are whole, in Chinese, too", async ({ browser }) => {
  const { page, bell, panel } = await open(browser, "group_admin", "", {
    locale: "zh-CN",
    viewport: { width: 390, height: 844 },
  });
  await bell.click();
  await expect(panel.getByRole("link", { name: /会员申请退款/ })).toBeVisible();
  const box = await panel.boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});
