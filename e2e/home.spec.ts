import { expect, test } from "@playwright/test";
import { sql } from "drizzle-orm";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { demo } from "@/e2e/fixtures/demo";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("HOMEPAGE");
});

const home = (rest = "") => `/console/${world.slug}${rest}`;

test("Home shows days of one's own, keeps them in its address, and says what is no range", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(home("?range=custom&from=2026-01-01&to=2026-01-31"));
  await expect(page.getByRole("heading", { name: "Jan 1, 2026 – Jan 31, 2026" })).toBeVisible();
  await expect(page.getByText("Beside it: Dec 1, 2025 – Dec 31, 2025")).toBeVisible();
  const figure = page.getByRole("figure", { name: "Claimed and used, day by day" });
  await figure.getByRole("button", { name: "Show as table" }).click();
  await expect(figure.getByRole("row")).toHaveCount(32);
  await page.goto(home("?range=custom&from=2026-02-30&to=2026-03-01"));
  await expect(page.getByText("Choose a first day that is not after the last")).toBeVisible();
  await page.context().close();
});

test("Home and a coupon go by the hour for the last 24 hours, and by month for all of more than a year", async ({
  browser,
}) => {
  const couponId = await write(async (tx) => {
    await tx.execute(
      sql`update merchant set created_at = now() - interval '800 days' where id = ${world.merchantId}`,
    );
    const made = await makeCoupon(tx, world.merchantId, { name: "Old one" });
    await tx.execute(sql`update coupon set created_at = now() - interval '500 days' where id = ${made}`);
    await makeVoucher(tx, world.merchantId, {
      memberId: world.first.memberId,
      couponId: made,
      at: new Date(),
    });
    return made;
  });
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(home());
  const ranges = page.getByRole("navigation", { name: "Range" });
  const shot = async (name: string) => {
    const dir = process.env.SHOTS;
    if (!dir) return;
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `${dir}/${name}.png`, fullPage: true });
  };
  for (const path of [home(), home(`/coupons/${couponId}`)]) {
    await page.goto(path);
    await ranges.getByRole("link", { name: "24 hours" }).click();
    const hourly = page.getByRole("figure", { name: "Claimed and used, hour by hour" });
    await shot(`hours${path === home() ? "-home" : ""}`);
    await hourly.getByRole("button", { name: "Show as table" }).click();
    await expect(hourly.getByRole("row")).toHaveCount(25);
    await ranges.getByRole("link", { name: "All", exact: true }).click();
    const monthly = page.getByRole("figure", { name: "Claimed and used, month by month" });
    await expect(page.getByText("All there ever was, with nothing beside it")).toBeVisible();
    await shot(`all${path === home() ? "-home" : ""}`);
    const rows = monthly.getByRole("row");
    if ((await rows.count()) === 0) await monthly.getByRole("button", { name: "Show as table" }).click();
    expect(await rows.count()).toBeGreaterThan(path === home() ? 26 : 16);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await shot("all-narrow");
  await page.context().close();
  const chinese = await openAs(browser, world.staff.group_admin.id, { locale: "zh-CN", colorScheme: "dark" });
  await chinese.goto(home("?range=24h"));
  await expect(chinese.getByRole("figure", { name: "每小时领取与使用" })).toBeVisible();
  if (process.env.SHOTS) {
    await chinese.waitForTimeout(1500);
    await chinese.screenshot({ path: `${process.env.SHOTS}/zh-dark.png`, fullPage: true });
  }
  await chinese.goto(home(`/activities/${world.first.activityId}?range=all`));
  await expect(chinese.getByText("自开始以来的全部数据，没有对比时段")).toBeVisible();
  await expect(chinese.getByRole("link", { name: "24 小时" })).toHaveCount(0);
  await chinese.context().close();
});

test("whoever can give money or access away is asked for two-factor sign-in until they have it, and nobody else is", async ({
  browser,
}) => {
  const admin = await openAs(browser, world.staff.group_admin.id);
  await admin.goto(home());
  await expect(admin.getByText("Protect your account")).toBeVisible();
  await admin.getByRole("link", { name: "Set it up" }).click();
  await admin.waitForURL(/sign-in\/two-factor\?next=/);
  await expect(admin.getByRole("heading", { name: "Set up two-factor sign-in" })).toBeVisible();
  await admin.context().close();
  const marketer = await openAs(browser, world.staff.marketer.id);
  await marketer.goto(home());
  await expect(marketer.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(marketer.getByText("Protect your account")).toHaveCount(0);
  await marketer.context().close();
});

test("what somebody asks to be allowed stands on a group admin's Home and on nobody else's", async ({
  browser,
}) => {
  const admin = await openAs(browser, world.staff.group_admin.id);
  await admin.goto(home());
  // The world's analyst asked already.
  const asks = admin.getByRole("link", {
    name: new RegExp(`${world.marker} analyst .*asks to be allowed to`),
  });
  await expect(asks).toBeVisible();
  await asks.click();
  await admin.waitForURL(/settings\/staff$/);
  await expect(admin.getByRole("button", { name: "Decline" })).toBeVisible();
  await admin.context().close();
  const marketer = await openAs(browser, world.staff.marketer.id);
  await marketer.goto(home());
  await expect(marketer.getByText(/asks to be allowed to/)).toHaveCount(0);
  await marketer.context().close();
});

test("a group admin looks at the console as another role, sees what it sees, and changes nothing by it", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(home("/settings/staff/roles"));
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.waitForURL(new RegExp(`${world.slug}$`));
  await expect(page.getByText("You see the console as: Marketer. Nothing can be changed.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Staff & roles" })).toHaveCount(0);
  await page.goto(home("/settings/staff"));
  await expect(page.getByText("It needs the role Group admin.")).toBeVisible();
  await page.goto(home(`/coupons/${world.couponId}`));
  await page.getByRole("button", { name: /^Actions for / }).click();
  await page.getByRole("menuitem", { name: "Pause" }).click();
  await expect(page.getByText(/a look changes nothing/).first()).toBeVisible();
  await page.reload();
  await expect(page.locator("main")).toContainText("Live");
  await expect(page.locator("main")).not.toContainText("Paused");
  await page.getByRole("button", { name: "Stop looking" }).click();
  await page.waitForURL(/settings\/staff\/roles$/);

  // As somebody of one store they are led to it, and see no other.
  await page.getByRole("button", { name: /Role$/ }).click();
  await page.getByRole("option", { name: "Store manager" }).click();
  await page.getByRole("button", { name: /Store$/ }).click();
  await page.getByRole("option", { name: `${world.marker} first store` }).click();
  await page.getByRole("button", { name: "Look", exact: true }).click();
  await page.waitForURL(new RegExp(`/s/${world.first.storeId}$`));
  await expect(page.getByText(new RegExp(`Store manager at ${world.marker} first store`))).toBeVisible();
  await page.goto(home(`/s/${world.second.storeId}/coupons`));
  await expect(page.getByText(/can't find/i).first()).toBeVisible();
  await page.context().close();

  // The cookie gives nothing to somebody who is no group admin.
  const marketer = await openAs(browser, world.staff.marketer.id);
  await marketer.goto(home());
  await marketer.evaluate((slug) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as somebody would who tries it.
    document.cookie = `preview=${slug}~group_admin; path=/console`;
  }, world.slug);
  await marketer.goto(home("/settings/staff"));
  await expect(marketer.getByText("It needs the role Group admin.")).toBeVisible();
  await marketer.context().close();
});

test("who is refused a page is in the audit log, with what they wanted and from where (UX-30)", async ({
  browser,
}) => {
  const cashier = await openAs(browser, world.staff.cashier.id);
  await cashier.goto(home(`/s/${world.first.storeId}/coupons`));
  await expect(cashier.getByText(/It needs the role/)).toBeVisible();
  await cashier.context().close();
  const admin = await openAs(browser, world.staff.group_admin.id);
  await admin.goto(home("/settings/audit?action=staff.denied"));
  const row = admin.getByRole("row", { name: /Was refused a page or an action/ }).first();
  await expect(row).toContainText(`${world.marker} cashier`);
  await expect(row).toContainText(/127\.0\.0\.1|::1/);
  await row.getByRole("link").first().click();
  await expect(admin.getByRole("dialog")).toContainText("coupon.read");
  await admin.context().close();
});

test("an address that no screen has is not found inside the console's frame, and in its theme", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  await page.context().addCookies([{ name: "theme", value: "dark", url: demo().baseUrl }]);
  const answer = await page.goto(home("/no/such/place"));
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "We can't find that page" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.context().close();
});
