import { type Browser, expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { pathOf } from "@/e2e/fixtures/entry-paths";
import { hydrated } from "@/e2e/fixtures/hydrated";
import { memberCookie, staffCookie } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";
import { entries } from "@/lib/platform/auth/entries";

// Screens are looked at by both workers.
test.describe.configure({ mode: "parallel" });

const routes = Object.keys(entries).flatMap((entry) => /^page:(.+)$/.exec(entry)?.[1] ?? []);
/** What only leads on has no screen of its own; the store view shows the group's screens in another frame. */
const leadsOn = new Set([
  ...["/", "/console", "/sign-in/choose", "/m/[merchant]/login/code"],
  // Looked at in people.spec.ts, by somebody who got there.
  ...["/sign-in/code", "/sign-in/two-factor", "/sign-in/two-factor/codes"],
]);
const inStore = new Set(["/console/[merchant]/s/[store]", "/console/[merchant]/s/[store]/coupons"]);
const screens = [
  ...routes.filter((route) => !leadsOn.has(route) && (!route.includes("/s/[store]") || inStore.has(route))),
  "/a/no-such-activity",
];
const groups: Record<string, readonly string[]> = {
  "Coupon screens": screens.filter((route) => /^\/console\/.*\/coupons/.test(route)),
  "Pack screens": screens.filter((route) => /^\/console\/.*\/packs/.test(route)),
  "Activity screens": screens.filter(
    (route) => /^\/console\/.*\/activities(\/|$)/.test(route) && !route.includes("member"),
  ),
  "Members' screens in the console": screens.filter((route) => /^\/console\/.*\/members/.test(route)),
  "Settings screens": screens.filter((route) => /^\/console\/.*\/settings/.test(route)),
  "Other console screens": screens.filter(
    (route) =>
      route.startsWith("/console/") && !/\/coupons|\/packs|\]\/activities|\/members|\/settings/.test(route),
  ),
  "Member screens": screens.filter(
    (route) => /^\/([am]\/|offline$)/.test(route) && !route.endsWith("/login"),
  ),
  "Sign-in screens": screens.filter((route) => /^\/(sign-in|dev|invite)|\/login$/.test(route)),
};

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("SCREEN", { packs: true });
});

/** A browser of somebody who may see these screens; what its policy denies or its scripts fail at is written down. */
async function look(browser: Browser, routes: readonly string[]) {
  const context = await browser.newContext({
    baseURL: demo().baseUrl,
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const isConsole = routes.some((route) => route.startsWith("/console/"));
  const isOut = routes.some((route) => /^\/(sign-in|invite)|\/login$/.test(route));
  const cookies = isConsole
    ? [await staffCookie(world.staff.group_admin.id)]
    : isOut
      ? []
      : [await memberCookie(world.merchantId, world.first.memberId)];
  const speak = async (locale: string) => {
    const all = [...cookies, { name: "locale", value: locale }];
    await context.addCookies(all.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
  };
  await speak("en");
  const page = await context.newPage();
  const broken: string[] = [];
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`),
    );
  });
  page.on("console", (message) => {
    const isExpected = /status of 404/.test(message.text()) && page.url().includes("no-such");
    if (message.type() === "error" && !isExpected) broken.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => broken.push(`${page.url()}: ${error}`));
  return { page, broken, speak, close: () => context.close() };
}

async function lights(page: Page, theme: "light" | "dark") {
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate((name) => {
    const root = document.documentElement;
    if (root.hasAttribute("data-theme")) root.setAttribute("data-theme", name);
  }, theme);
}

const wide = { width: 1440, height: 900 };
const narrow = { width: 390, height: 844 };

/**
 * Goes to a screen, gives it its width before anything is drawn, and waits until its scripts have taken it over. It is as
 * high as its page then: a bar at the foot of a screen covers half a link there until somebody scrolls, which is no
 * fault of the link's size.
 */
async function open(page: Page, route: string, size: { width: number; height: number }) {
  // Without an address to leave for, the way out is not found.
  const query = route === "/m/[merchant]/out" ? `?to=https://${world.slug}.example/tea` : "";
  await page.goto(`${pathOf(route, world)}${query}`, { waitUntil: "commit" });
  await page.setViewportSize(size);
  await hydrated(page);
  await stretch(page, size);
}

async function stretch(page: Page, size: { width: number; height: number }) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > size.height) await page.setViewportSize({ ...size, height: Math.min(height, 4000) });
}

/** What cannot be reached or read at 320 px, which is 400 % of a usual screen. */
async function atFourTimes(page: Page): Promise<string[]> {
  await page.setViewportSize({ width: 320, height: 800 });
  // A chart follows the width a moment later.
  const fits = () => document.documentElement.scrollWidth <= window.innerWidth;
  await page.waitForFunction(fits, null, { timeout: 3000 }).catch(() => undefined);
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return excess > 0 ? [`${excess} px too wide at 320 px`] : [];
}

for (const [name, group] of Object.entries(groups)) {
  test(`${name} pass axe, wide in English by day and narrow in Chinese by night, break no policy, fit 320 px and keep no English (UX-27, UX-28)`, async ({
    browser,
  }) => {
    test.setTimeout(600_000);
    const { page, broken, speak, close } = await look(browser, group);
    const found: string[] = [];
    for (const route of group) {
      await open(page, route, wide);
      found.push(...(await violations(page)).map((what) => `${route} en ${what}`));
    }
    await speak("zh-CN");
    for (const route of group) {
      await open(page, route, narrow);
      expect(await page.locator("html").getAttribute("lang"), route).toBe("zh-CN");
      const foreign = route === "/dev/inbox" ? [] : (await textsOf(page)).filter(isForeign);
      await lights(page, "dark");
      const wrong = [...(await violations(page)), ...(await atFourTimes(page)), ...new Set(foreign)];
      await lights(page, "light");
      found.push(...wrong.map((what) => `${route} zh-CN ${what}`));
    }
    expect(found).toEqual([]);
    expect(broken).toEqual([]);
    await close();
  });
}

/** One of each kind: Home, a list, a form, a detail, and what members see. */
const some = {
  console: [
    "/console/[merchant]",
    "/console/[merchant]/coupons",
    "/console/[merchant]/coupons/new/[type]",
    "/console/[merchant]/members/[member]",
  ],
  members: ["/a/[slug]", "/m/[merchant]/coupons"],
};

for (const [name, group] of Object.entries(some)) {
  test(`one screen of each kind passes axe the other way round, too: wide by night and narrow by day (UX-27), ${name}`, async ({
    browser,
  }) => {
    test.setTimeout(300_000);
    const { page, broken, close } = await look(browser, group);
    const found: string[] = [];
    for (const route of group) {
      expect(screens).toContain(route);
      await open(page, route, wide);
      await lights(page, "dark");
      found.push(...(await violations(page)).map((what) => `${route} wide, dark: ${what}`));
      await lights(page, "light");
      await open(page, route, narrow);
      found.push(...(await violations(page)).map((what) => `${route} narrow, light: ${what}`));
    }
    expect(found).toEqual([]);
    expect(broken).toEqual([]);
    await close();
  });
}

/** What is to be read or heard on the page. */
async function textsOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const names = ["aria-label", "placeholder", "title", "alt"];
    const named = [...document.querySelectorAll(names.map((name) => `[${name}]`).join())].flatMap((element) =>
      names.map((name) => element.getAttribute(name) ?? ""),
    );
    return [...document.body.innerText.split("\n"), ...named];
  });
}

/** The same in every language: names of things, currencies and places, and of the events that programs are told of. */
const ours =
  /Scrip|CPN-\d+|HK\$|GMT|UTC|English|Asia|Hong.Kong|Webhook|\b(?:voucher|order|activity|budget|coupon|member|pack|link)\.[a-z_]+|shop\.example\.com/g;

/** Whether a text of ours, without what somebody wrote into the data, is a key or English. */
function isForeign(text: string): boolean {
  const { marker, slug } = world;
  const data = `${marker}[a-z -]*|${slug}\\S*|\\S+@\\S+|https?://\\S+|localhost\\S*|[a-z]{3}_[0-9a-z]{26}`;
  const left = text
    .normalize("NFKC")
    .replace(new RegExp(data, "gi"), "")
    .replace(/[A-Z][a-z]+\/[A-Z][A-Za-z_ ]+/g, "")
    .replace(/[0-9A-Z]{4}( [0-9A-Z]{1,4})+/g, "")
    .replace(ours, "");
  const isKey = /\b[a-z][A-Za-z]+(\.[a-z][A-Za-z_]+)+\b/.test(left);
  return isKey || /[A-Za-z]{3,}[ ,][A-Za-z]{2,}/.test(left) || /^[A-Z]?[a-z]{3,}$/.test(left.trim());
}

test("an empty coupon form is answered with a summary that is focused and leads to the fields (UX-02)", async ({
  browser,
}) => {
  const { page, close } = await look(browser, ["/console/[merchant]/coupons"]);
  await page.goto(`/console/${world.slug}/coupons/new/amount_off`);
  await page.getByRole("textbox", { name: "Description" }).fill("kept as it was typed");
  await page.getByRole("button", { name: "Publish" }).click();
  const summary = page
    .getByRole("alert")
    .filter({ has: page.getByRole("link") })
    .first();
  await expect(summary).toBeVisible();
  await expect(summary).toBeFocused();
  await summary.getByRole("link").first().click();
  const name = page.getByRole("textbox", { name: /^Name/ });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveAccessibleDescription(/\S/);
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("kept as it was typed");
  await close();
});
