import { readFileSync } from "node:fs";
import { test, expect as within } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { unzipSync } from "fflate";
import jsQR from "jsqr";
import decode from "qr/decode.js";
import sharp from "sharp";
import { activities } from "@/db/schema/activities";
import { makeMember, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { cookiesOf, newWorld } from "@/e2e/fixtures/worlds";
import { openClaimPage } from "@/lib/activities/open-claim-page";
import { qrSizes } from "@/lib/links/schema";

// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
test.beforeAll(async () => {
  world = await newWorld("PROMOTED");
});

const person =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";

/** What two readers take a PNG for. */
async function readTwice(png: Uint8Array): Promise<(string | null)[]> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixels = { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  const second = jsQR(pixels.data, info.width, info.height)?.data ?? null;
  return [decode(pixels, { format: "RGBA", timeLimit: 5000 }), second];
}

test("codes with a logo are read at all five sizes, and the last channel and logo are there again (UX-24)", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
  const cookies = await cookiesOf(world, "group_admin");
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
  const page = await context.newPage();
  const open = async () => {
    await page.goto(`/console/${world.slug}/activities/${world.first.activityId}?promote=1`);
    await expect(page.getByRole("dialog")).toContainText("Channel");
  };
  const choose = async (label: string, option: string) => {
    await page.getByRole("dialog").getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await open();
  await choose("Channel", "Print");
  await page.getByRole("button", { name: "Create a link for Print" }).click();
  const address = await page.getByRole("dialog").locator("output").first().innerText();
  expect(address).toMatch(/\/s\/[a-z0-9]{7}$/);
  await page.getByRole("tab", { name: "QR code" }).click();
  await choose("Logo", "Gift");
  for (const { pixels } of qrSizes) {
    const box = page.getByRole("checkbox", { name: new RegExp(`^${pixels} px`) });
    if (!(await box.isChecked())) await page.getByText(new RegExp(`^${pixels} px`)).click();
  }
  await expect(page.getByText("Read back: it leads to this link.")).toBeVisible();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download 5 files (ZIP)" }).click(),
  ]);
  const images = Object.entries(unzipSync(readFileSync(await file.path())));
  expect(images.map(([name]) => name).sort()).toEqual(
    qrSizes.map(({ pixels }) => `print-${address.split("/").at(-1)}-${pixels}.png`).sort(),
  );
  for (const [name, png] of images) expect(await readTwice(png), name).toEqual([address, address]);
  await open();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Channel" })).toContainText("Print");
  await page.getByRole("tab", { name: "QR code" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Logo" })).toContainText("Gift");
  const phone = await browser.newContext({ userAgent: person });
  const visit = await phone.request.get(address, { maxRedirects: 0 });
  expect(visit.status()).toBe(302);
  expect(visit.headers().location).toMatch(/^\/a\//);
  expect(visit.headers()["set-cookie"]).toContain("HttpOnly");
  await Promise.all([context.close(), phone.close()]);
});

test("a link unfurls as its card for whoever reads no scripts (A11)", async ({ request }) => {
  const headers = { "user-agent": "facebookexternalhit/1.1" };
  const html = await (await request.get(`/a/${world.first.slug}`, { headers })).text();
  const meta = (name: string) =>
    new RegExp(`<meta (?:property|name)="${name}" content="([^"]+)"`)
      .exec(html)?.[1]
      ?.replaceAll("&amp;", "&");
  expect(meta("og:title")).toContain(world.marker);
  expect(meta("twitter:card")).toBe("summary_large_image");
  const picture = await request.get(meta("og:image") ?? "", { headers });
  expect(picture.headers()["content-type"]).toBe("image/png");
  expect(await sharp(await picture.body()).metadata()).toMatchObject({ width: 1200, height: 630 });
});

test("an image that staff send in is served as what it was made; no address is ever optimised (S-24, S-25)", async ({
  browser,
  request,
}) => {
  const context = await browser.newContext({ baseURL: demo().baseUrl });
  const cookies = await cookiesOf(world, "marketer");
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
  const png = await sharp({ create: { width: 400, height: 300, channels: 3, background: "#bc3a15" } })
    .png()
    .toBuffer();
  const send = async (data: Buffer) =>
    await context.request.post(`/console/${world.slug}/images?name=a.svg`, { data });
  const answer = await (await send(png)).json();
  const path = `/media/${answer.value.id}-480.webp`;
  const served = await request.get(path);
  expect(served.status()).toBe(200);
  expect(served.headers()).toMatchObject({
    "content-type": "image/webp",
    "x-content-type-options": "nosniff",
    "cache-control": "public, max-age=31536000, immutable",
  });
  const refused = await send(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
  expect(await refused.json()).toMatchObject({ ok: false, refusal: { code: "image_type" } });
  expect((await send(Buffer.alloc(6 * 1024 * 1024))).status()).toBe(413);
  expect((await request.post(`/console/${world.slug}/images`, { data: png })).status()).toBe(401);
  for (const url of [path, "http://127.0.0.1:5432/", "http://169.254.169.254/latest", "file:///etc/passwd"]) {
    const optimised = await request.get(`/_next/image?url=${encodeURIComponent(url)}&w=640&q=75`);
    expect([400, 404], url).toContain(optimised.status());
  }
  await context.close();
});

test("a public coupon gets its claim page in one press, where it is taken without any script (A4)", async ({
  browser,
}) => {
  const [couponId, memberId] = await write(async (tx) => [
    await makeCoupon(tx, world.merchantId, {
      name: "Taken by a press",
      distribution: { methods: ["public"], claimLimit: 1 },
    }),
    await makeMember(tx, world.merchantId),
  ]);
  const staff = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
  const cookies = await cookiesOf(world, "group_admin");
  await staff.addCookies(cookies.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
  const page = await staff.newPage();
  await page.goto(`/console/${world.slug}/coupons/${couponId}?promote=1`);
  await page.getByRole("button", { name: "Make its claim page" }).click();
  await expect(page.getByRole("dialog")).toContainText("Promote Taken by a press");
  const [made] = await write((tx) =>
    tx.select({ slug: activities.slug }).from(activities).where(eq(activities.name, "Taken by a press")),
  );
  const phone = await browser.newContext({
    baseURL: demo().baseUrl,
    locale: "en-US",
    javaScriptEnabled: false,
  });
  await phone.addCookies([{ ...(await memberCookie(world.merchantId, memberId)), url: demo().baseUrl }]);
  const own = await phone.newPage();
  await own.goto(`/a/${made?.slug}`);
  await own.getByRole("button", { name: "Get my coupons" }).click();
  await own.waitForURL(/\/won\//);
  await expect(own.getByText("Taken by a press").first()).toBeVisible();
  await own.goto(`/a/${made?.slug}`);
  await expect(own.getByText(/1 of 1/)).toBeVisible();
  await Promise.all([staff.close(), phone.close()]);
});

test("a claim page that opens by itself gives once to whoever opens its address, and sends visitors to sign in (A4)", async ({
  browser,
}) => {
  const [couponId, memberId] = await write(async (tx) => [
    await makeCoupon(tx, world.merchantId, {
      name: "Taken by opening",
      distribution: { methods: ["public"] },
    }),
    await makeMember(tx, world.merchantId),
  ]);
  const opened = await openClaimPage(testScope(world.merchantId), { couponId, requestId: "opens-by-itself" });
  const id = opened.ok ? opened.value.id : "";
  const [activity] = await write((tx) =>
    tx
      .update(activities)
      .set({ rules: { kind: "claim_page", perMember: 1, opensBy: "open" } })
      .where(and(eq(activities.merchantId, world.merchantId), eq(activities.id, id)))
      .returning({ slug: activities.slug }),
  );
  const path = `/a/${activity?.slug}`;
  const phone = await browser.newContext({ baseURL: demo().baseUrl, javaScriptEnabled: false });
  const page = await phone.newPage();
  await page.goto(`${path}/open`);
  await page.waitForURL(/\/login\?next=/);
  expect(new URL(page.url()).searchParams.get("next")).toBe(`${path}/open`);
  await phone.addCookies([{ ...(await memberCookie(world.merchantId, memberId)), url: demo().baseUrl }]);
  await page.goto(path);
  await page.waitForURL(/\/won\//);
  const won = page.url();
  await expect(page.getByText("Taken by opening").first()).toBeVisible();
  await page.goto(`${path}/open`);
  expect(page.url()).toBe(won);
  await phone.close();
});
