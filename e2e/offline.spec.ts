import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { makeMember, makeMerchant } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { codeFor, newPhone } from "@/e2e/fixtures/people";
import { memberCookie, write } from "@/e2e/fixtures/product";

test.describe.configure({ mode: "serial" });

const stamp = Date.now().toString(36);
const shops = { tea: `off-tea-${stamp}`, cafe: `off-tea-${stamp}-cafe` };
const ids = { tea: "", cafe: "" };

test.beforeAll(async () => {
  await write(async (tx) => {
    ids.tea = await makeMerchant(tx, { slug: shops.tea, name: "Harbour Tea", brandColour: "#0e7490" });
    ids.cafe = await makeMerchant(tx, { slug: shops.cafe, name: "Corner Café" });
  });
});

type Shop = keyof typeof shops;

/** A member of the shop with these coupons, and the codes of them. */
async function member(shop: Shop, names: readonly string[], phone = newPhone().e164) {
  return await write(async (tx) => {
    const memberId = await makeMember(tx, ids[shop], { phone, name: "Ann" });
    for (const name of names) {
      const couponId = await makeCoupon(tx, ids[shop], {
        name,
        benefit: { type: "amount_off", amountMinor: 1000 },
      });
      await makeVoucher(tx, ids[shop], { memberId, couponId, at: new Date() });
    }
    return memberId;
  });
}

async function signIn(context: BrowserContext, shop: Shop, memberId: string) {
  await context.addCookies([{ ...(await memberCookie(ids[shop], memberId)), url: demo().baseUrl }]);
}

const phoneContext = {
  baseURL: demo().baseUrl,
  viewport: { width: 390, height: 844 },
  reducedMotion: "reduce",
} as const;
const wallet = (shop: Shop) => `/m/${shops[shop]}/coupons`;

/** Waits until what is saved of this shop says `words`: it is saved after the page is there. */
async function saved(page: Page, shop: Shop, words: string | RegExp) {
  await expect
    .poll(
      () =>
        page.evaluate(async (slug) => {
          const kept = await caches.match(`/m/${slug}/offline`, { cacheName: `offline 1 /m/${slug}` });
          return (await kept?.text()) ?? "nothing";
        }, shops[shop]),
      { timeout: 20_000 },
    )
    .toMatch(words);
}

test("without a connection the wallet is there as of when it was saved, each merchant's its own, and gone after signing out (UX-20)", async ({
  browser,
}, info) => {
  const context = await browser.newContext({ ...phoneContext, locale: "en-US" });
  await signIn(context, "tea", await member("tea", ["Ten off", "Oolong gift"]));
  await signIn(context, "cafe", await member("cafe", ["Café cake"]));
  const page = await context.newPage();
  await page.goto(wallet("tea"));
  await saved(page, "tea", "Oolong gift");
  await page.goto(wallet("cafe"));
  await saved(page, "cafe", "Café cake");

  await context.setOffline(true);
  await page.goto(wallet("tea"));
  await expect(page.getByText(/^Your coupons as of .*\d:\d\d/)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Ten off" })).toBeVisible();
  await expect(page.getByText("Café cake")).toHaveCount(0);
  await page.getByText("Show the code").first().click();
  await expect(page.getByText(/^Staff must look it up/).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Order with a coupon" })).toBeDisabled();
  await expect(page.getByText(/You need a connection for whatever changes your coupons/)).toBeVisible();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath(`offline-${colorScheme}.png`), fullPage: true });
  }
  await page.goto(`/m/${shops.cafe}`);
  await expect(page.getByRole("heading", { name: "Café cake" })).toBeVisible();
  await expect(page.getByText("Ten off")).toHaveCount(0);

  // Online again: the page itself, never what was saved.
  await context.setOffline(false);
  await page.goto(wallet("tea"));
  await expect(page.getByText(/as of/)).toHaveCount(0);
  await expect(page.getByRole("link", { name: "My packs" })).toBeVisible();

  await page.goto(`/m/${shops.tea}/me`);
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForURL(`**/m/${shops.tea}`);
  await saved(page, "tea", "No coupons are saved on this device");
  await context.setOffline(true);
  await page.goto(wallet("tea"));
  await expect(page.getByText(/No coupons are saved on this device/)).toBeVisible();
  await expect(page.getByText("Ten off")).toHaveCount(0);
  await page.screenshot({ path: info.outputPath("signed-out.png") });
  await page.goto("/m/nobody-was-here?next=%2Fa%2Fwinter");
  await expect(page.getByText("This page needs a connection.", { exact: false })).toBeVisible();
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page).toHaveURL(/\/m\/nobody-was-here\?next=%2Fa%2Fwinter$/);
  await context.close();
});

test("whoever signs in next on the device finds their own coupons saved and nobody else's, in Chinese too", async ({
  browser,
}, info) => {
  const context = await browser.newContext({ ...phoneContext, locale: "zh-CN" });
  await signIn(context, "tea", await member("tea", ["Ann alone"]));
  const page = await context.newPage();
  await page.goto(wallet("tea"));
  await saved(page, "tea", "Ann alone");
  await context.clearCookies();
  const phone = newPhone();
  await member("tea", ["Bob alone"], phone.e164);
  await page.goto(`/m/${shops.tea}/login`);
  await page.locator("input[name=phone]").fill(phone.typed);
  await page.locator("main button:not([name])").first().click();
  await page.waitForURL(/\/login\/code/);
  await page.locator("input[name=code]").fill(await codeFor(page, phone.e164));
  await page.locator("main button:not([name])").first().click();
  await page.waitForURL((url) => !url.pathname.includes("/login"));
  await page.goto(wallet("tea"));
  await saved(page, "tea", "Bob alone");
  await context.setOffline(true);
  await page.goto(wallet("tea"));
  await expect(page.getByRole("heading", { name: "Bob alone" })).toBeVisible();
  await expect(page.getByText("Ann alone")).toHaveCount(0);
  await expect(page.getByText(/以下是截至 .* 的优惠券/)).toBeVisible();
  await page.screenshot({ path: info.outputPath("offline-zh.png"), fullPage: true });
  await context.close();
});

test("each merchant's member pages are an app of their own, offered once a member has had two coupons", async ({
  browser,
}, info) => {
  const context = await browser.newContext({ ...phoneContext, locale: "en-US" });
  const page = await context.newPage();
  await page.goto(`/m/${shops.tea}`);
  const head = (selector: string) => page.locator(`head ${selector}`);
  await expect(head('meta[name=theme-color][media*="light"]')).toHaveAttribute("content", "#0e7490");
  await expect(head('meta[name=theme-color][media*="dark"]')).toHaveAttribute("content", /^#[0-9a-f]{6}$/);
  const address = await head("link[rel=manifest]").getAttribute("href");
  const manifest = await (await page.request.get(address ?? "")).json();
  expect(manifest).toMatchObject({
    ...{ name: "Harbour Tea", theme_color: "#0e7490", display: "standalone" },
    ...{ start_url: `/m/${shops.tea}`, scope: `/m/${shops.tea}`, id: `/m/${shops.tea}` },
  });
  expect(manifest.icons.map(({ sizes, purpose }: Record<string, string>) => `${sizes} ${purpose}`)).toEqual([
    "192x192 any",
    "512x512 any",
    "512x512 maskable",
  ]);
  for (const { src, sizes } of manifest.icons) {
    const icon = await page.request.get(src);
    expect(icon.headers()["content-type"]).toBe("image/png");
    const body = await icon.body();
    expect(`${body.readUInt32BE(16)}x${body.readUInt32BE(20)}`).toBe(sizes);
  }
  const cdp = await context.newCDPSession(page);
  const { errors } = await cdp.send("Page.getAppManifest");
  expect(errors).toEqual([]);

  // The page hears of it from when its script runs; a quiet network does not say that it has run.
  const offer = () =>
    expect(async () => {
      const kept = await page.evaluate(() => {
        const event = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
          prompt: async () => undefined,
        });
        window.dispatchEvent(event);
        return event.defaultPrevented;
      });
      expect(kept).toBe(true);
    }).toPass({ timeout: 10_000 });
  await signIn(context, "tea", await member("tea", ["Only one"]));
  await page.goto(wallet("tea"), { waitUntil: "networkidle" });
  await offer();
  await expect(page.getByText("Keep your coupons at hand")).toHaveCount(0);
  await signIn(context, "tea", await member("tea", ["First", "Second"]));
  await page.goto(wallet("tea"), { waitUntil: "networkidle" });
  await offer();
  await expect(page.getByRole("button", { name: "Add to home screen" })).toBeVisible();
  await page.screenshot({ path: info.outputPath("install.png"), fullPage: true });
  await page.getByRole("button", { name: "Not now" }).click();
  await page.reload({ waitUntil: "networkidle" });
  await offer();
  await expect(page.getByText("Keep your coupons at hand")).toHaveCount(0);
  await context.close();
});
