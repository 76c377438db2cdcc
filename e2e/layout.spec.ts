import { expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { pathOf } from "@/e2e/fixtures/entry-paths";
import { hydrated } from "@/e2e/fixtures/hydrated";
import { lengthenWords, lossesOn, spaceText } from "@/e2e/fixtures/layout";
import { memberCookie, staffCookie } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

/** The main screens hold what they say with other spacing, and in a language with longer words. */
const staffScreens = [
  "/console/[merchant]",
  "/console/[merchant]/coupons",
  "/console/[merchant]/coupons/new/[type]",
  "/console/[merchant]/coupons/[coupon]/data",
  "/console/[merchant]/coupons/[coupon]/records",
  "/console/[merchant]/activities/[activity]",
  "/console/[merchant]/members",
  "/console/[merchant]/members/[member]",
  "/console/[merchant]/orders/[order]",
  "/console/[merchant]/settings/staff",
  "/console/[merchant]/settings/audit",
  "/console/[merchant]/redeem",
];
const memberScreens = ["/m/[merchant]", "/m/[merchant]/coupons/[coupon]", "/a/[slug]"];
/** Heads with a menu beside several buttons. */
const withMenus = [
  "/console/[merchant]/packs/[pack]",
  "/console/[merchant]/coupons/[coupon]",
  "/console/[merchant]/activities/[activity]",
];
const widths = [1280, 390] as const;

test.describe.configure({ mode: "parallel" });

let world: TestWorld;
test.beforeAll(async () => {
  world = await newWorld("LAYOUT", { packs: true });
});

const changes = { "text spacing": spaceText, "longer words": lengthenWords } as const;

for (const [whose, screens] of Object.entries({ staff: staffScreens, members: memberScreens })) {
  test(`on the screens of ${whose} no word is cut or out of reach with wider spacing of text, nor with words longer by two fifths (UX-27, UX-28)`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ baseURL: demo().baseUrl, reducedMotion: "reduce" });
    const cookies = [
      await staffCookie(world.staff.group_admin.id),
      await memberCookie(world.merchantId, world.first.memberId),
      { name: "locale", value: "en" },
    ];
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
    const page = await context.newPage();
    const lost: string[] = [];
    for (const route of screens)
      lost.push(...(await lossesAt(page, route)).map((what) => `${route} ${what}`));
    expect(lost).toEqual([]);
    await context.close();
  });
}

/** What each change takes away at each width. */
async function lossesAt(page: Page, route: string): Promise<string[]> {
  await page.goto(pathOf(route, world));
  await hydrated(page);
  const lost: string[] = [];
  // The width that it has is looked at first: one resize for each change.
  let order = [...widths];
  for (const [name, change] of Object.entries(changes)) {
    const undo = await change(page);
    for (const width of order) {
      await page.setViewportSize({ width, height: 900 });
      lost.push(...(await lossesOn(page)).map((what) => `${name} at ${width} px: ${what}`));
    }
    order = order.toReversed();
    await undo();
  }
  return lost;
}

test("in a head on a phone the menu stands beside another button, in either language", async ({
  browser,
}) => {
  const alone: string[] = [];
  for (const locale of ["en", "zh-CN"]) {
    const page = await openAs(browser, world.staff.group_admin.id, {
      locale,
      viewport: { width: 390, height: 844 },
    });
    for (const route of withMenus) {
      await page.goto(pathOf(route, world));
      await hydrated(page);
      const heads = page.locator("main header");
      const menu = await heads.locator("button[aria-haspopup]").boundingBox();
      const others = await heads.locator("a, button:not([aria-haspopup])").all();
      const boxes = await Promise.all(others.map((other) => other.boundingBox()));
      const middle = (menu?.y ?? 0) + (menu?.height ?? 0) / 2;
      if (!boxes.some((box) => box && box.y <= middle && middle <= box.y + box.height))
        alone.push(`${locale} ${route}`);
    }
    await page.context().close();
  }
  expect(alone).toEqual([]);
});
