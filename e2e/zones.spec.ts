import { type Browser, expect, test } from "@playwright/test";
import { makeMember, makeStore } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { demo } from "@/e2e/fixtures/demo";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

/** A store in Tokyo, somebody who looks from New York, and a device whose clock is wrong (UX-29). */
const HOUR = 3_600_000;
let world: TestWorld;
let tokyo = "";
let soon: { slug: string; startsAt: Date };
let over = "";
let running = "";

test.beforeAll(async () => {
  world = await newWorld("ZONES");
  const { merchantId } = world;
  const at = (hours: number) => new Date(Date.now() + hours * HOUR);
  await write(async (tx) => {
    tokyo = await makeStore(tx, merchantId, { name: `${world.marker} Tokyo`, timeZone: "Asia/Tokyo" });
    const couponId = await makeCoupon(tx, merchantId, { name: "Gift of zones" });
    const make = async (from: Date, until: Date) =>
      await makeActivity(
        tx,
        merchantId,
        {
          timeZone: "Asia/Tokyo",
          startsAt: from.toISOString(),
          endsAt: until.toISOString(),
          passwords: [{ password: "zones", inventory: 9, prizes: [{ couponId, quantity: 1 }] }],
        },
        { publishedAt: at(-48) },
      );
    soon = { slug: (await make(at(1), at(30))).slug, startsAt: at(1) };
    over = (await make(at(-30), at(-1))).slug;
    running = (await make(at(-1), at(1))).slug;
  });
});

/** A phone in New York whose clock goes this many hours wrong. */
async function phone(browser: Browser, hoursWrong: number) {
  const context = await browser.newContext({
    baseURL: demo().baseUrl,
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.clock.setSystemTime(new Date(Date.now() + hoursWrong * HOUR));
  return page;
}

for (const hours of [-2, 2]) {
  test(`an activity starts and ends by the server's clock and its own zone on a device ${hours} hours wrong, and says the zone (UX-29)`, async ({
    browser,
  }) => {
    const page = await phone(browser, hours);
    await page.goto(`/a/${soon.slug}`);
    const wall = new Intl.DateTimeFormat("en-GB", {
      timeZone: "Asia/Tokyo",
      hour: "2-digit",
      minute: "2-digit",
    }).format(soon.startsAt);
    await expect(page.getByText(/GMT\+9/).first()).toBeVisible();
    await expect(page.locator("main")).toContainText(wall);
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.goto(`/a/${over}`);
    await expect(page.getByText(/has ended/).first()).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.goto(`/a/${running}`);
    await page.getByRole("textbox").fill("not it");
    await page.getByRole("button", { name: "Get my gift" }).click();
    // It is open: the word is taken along to the sign-in, whatever the device's clock says.
    await expect(page).toHaveURL(/\/login\?next=/);
    await page.context().close();
  });
}

test("the console shows a store's days by its own clock, named, whatever the reader's zone is (UX-29)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id, { timezoneId: "America/New_York" });
  await page.goto(`/console/${world.slug}`);
  await expect(page.getByText(/Days go by the clock of Asia\/Hong Kong/)).toBeVisible();
  await page.goto(`/console/${world.slug}/s/${tokyo}`);
  await expect(page.getByText(/Days go by the clock of Asia\/Tokyo/)).toBeVisible();
  const today = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "Asia/Tokyo" }).format(
    new Date(),
  );
  await expect(page.getByRole("heading", { level: 2 }).filter({ hasText: today })).toBeVisible();
  await page.context().close();
});

test("a day of 25 hours is one day of the charts in a store where the clocks go back, with what happened at both its ends (UX-29)", async ({
  browser,
}) => {
  const { merchantId, slug, marker } = world;
  // Clocks went back in New York on the first Sunday of November: this year's from December on, before it the last one.
  const now = new Date();
  const year = now.getUTCFullYear() - (now.getUTCMonth() < 11 ? 1 : 0);
  const sunday = 1 + ((7 - new Date(Date.UTC(year, 10, 1)).getUTCDay()) % 7);
  const utc = (day: number, hours: number, minutes: number) =>
    new Date(Date.UTC(year, 10, day, hours, minutes));
  const [newYork, couponId] = await write(async (tx) => {
    const store = await makeStore(tx, merchantId, { name: `${marker} NY`, timeZone: "America/New_York" });
    const coupon = await makeCoupon(tx, merchantId, { name: "Over the change" });
    const memberId = await makeMember(tx, merchantId, {});
    // The evening before, the first and the last half hour of the long day, and the night after it.
    const moments = [utc(sunday, 3, 30), utc(sunday, 4, 30), utc(sunday + 1, 4, 30), utc(sunday + 1, 5, 30)];
    for (const at of moments) await makeVoucher(tx, merchantId, { memberId, couponId: coupon, at });
    return [store, coupon] as const;
  });
  const page = await openAs(browser, world.staff.group_admin.id, { timezoneId: "Asia/Tokyo" });
  const iso = (day: number) => utc(day, 12, 0).toISOString().slice(0, 10);
  const days = `range=custom&from=${iso(sunday - 1)}&to=${iso(sunday + 1)}`;
  await page.goto(`/console/${slug}/s/${newYork}/coupons/${couponId}?${days}`);
  await page.getByRole("button", { name: "Show as table" }).first().click();
  const rows = page.getByRole("region", { name: /day/i }).getByRole("row");
  await expect(rows).toHaveCount(4);
  const claimed = async (at: number) => await rows.nth(at).getByRole("cell").first().innerText();
  expect([await claimed(1), await claimed(2), await claimed(3)]).toEqual(["1", "2", "1"]);
  await page.context().close();
});
