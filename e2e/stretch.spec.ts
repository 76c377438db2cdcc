import { expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { pathOf } from "@/e2e/fixtures/entry-paths";
import { memberCookie } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { stretched } from "@/e2e/fixtures/stretch";
import { newWorld } from "@/e2e/fixtures/worlds";

/** The densest screens: what holds there holds where there is more room. */
const ofStaff = [
  "/console/[merchant]",
  "/console/[merchant]/coupons",
  "/console/[merchant]/coupons/[coupon]",
  "/console/[merchant]/coupons/new/[type]",
  "/console/[merchant]/members/[member]",
  "/console/[merchant]/orders/[order]",
  "/console/[merchant]/settings/staff/roles",
];
const ofMembers = ["/m/[merchant]/coupons", "/m/[merchant]/orders/[order]"];

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("STRETCH");
});

async function wrongOn(page: Page, routes: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const route of routes) {
      await page.goto(pathOf(route, world), { waitUntil: "networkidle" });
      wrong.push(...(await stretched(page, width)).map((what) => `${route}: ${what}`));
    }
  }
  return wrong;
}

test("screens hold longer words, as other languages have them, and texts that are spaced out: nothing is cut off and no page is wider than the screen (UX-27, UX-28)", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const staff = await openAs(browser, world.staff.group_admin.id);
  expect(await wrongOn(staff, ofStaff)).toEqual([]);
  const url = new URL(staff.url()).origin;
  await staff
    .context()
    .addCookies([{ ...(await memberCookie(world.merchantId, world.first.memberId)), url }]);
  expect(await wrongOn(staff, ofMembers)).toEqual([]);
  await staff.context().close();
});
