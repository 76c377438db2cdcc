import { readFileSync } from "node:fs";
import { type Browser, type Page, test, expect as within } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { unzipSync } from "fflate";
import jsQR from "jsqr";
import decode from "qr/decode.js";
import sharp from "sharp";
import { logoPaths } from "@/components/links/logo-paths";
import { activities, participations } from "@/db/schema/activities";
import { links } from "@/db/schema/links";
import { makeMember, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { putPage } from "@/db/seed/test-pages";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { cookiesOf, newWorld } from "@/e2e/fixtures/worlds";
import { openClaimPage } from "@/lib/activities/open-claim-page";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { pageSchema } from "@/lib/activities/schema/page";
import { createLink } from "@/lib/links/create-link";
import { linkInputSchema, qrSizes } from "@/lib/links/schema";

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

/** Whoever may promote, with the dialog of the first activity open. */
async function openDialog(browser: Browser) {
  const page = await openAs(browser, world.staff.marketer.id);
  const open = async () => {
    await page.goto(`/console/${world.slug}/activities/${world.first.activityId}?promote=1`);
    await expect(page.getByRole("dialog")).toContainText("Channel");
  };
  const choose = async (label: string, option: string) => {
    await page.getByRole("dialog").getByRole("button", { name: label }).click();
    await page.getByRole("option", { name: option, exact: true }).click();
  };
  await open();
  await choose("Channel", "On site");
  const make = page.getByRole("button", { name: "Create a link for On site" });
  const address = page.getByRole("dialog").locator("output").first();
  await expect(make.or(address)).toBeVisible();
  if (await make.isVisible()) await make.click();
  await page.getByRole("tab", { name: "QR code" }).click();
  return { page, open, choose };
}
const readBack = "Read back: it leads to this link.";
async function downloaded(page: Page, name: string) {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name, exact: true }).click(),
  ]);
  return readFileSync(await file.path());
}

test("a code is had as SVG and PDF, and one with a logo of one's own, which is there again (UX-24)", async ({
  browser,
}) => {
  const { page, open, choose } = await openDialog(browser);
  const dialog = page.getByRole("dialog");
  await expect(page.getByText(readBack)).toBeVisible();
  await choose("Format", "SVG");
  const svg = await downloaded(page, "Download");
  const [address, second] = await readTwice(await sharp(svg, { density: 300 }).resize(860).png().toBuffer());
  expect(address).toMatch(/\/s\/[a-z0-9]{7}$/);
  expect(second).toBe(address);
  await choose("Format", "PDF, for printing");
  expect((await downloaded(page, "Download")).subarray(0, 5).toString()).toBe("%PDF-");
  await choose("Format", "PNG");
  await choose("Logo", "Your own…");
  const logo = await sharp({ create: { width: 400, height: 400, channels: 3, background: "#187645" } })
    .png()
    .toBuffer();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose an image" }).click(),
  ]);
  await chooser.setFiles({ name: "logo.png", mimeType: "image/png", buffer: logo });
  await page.getByRole("button", { name: "Use this part" }).click();
  await expect(page.getByRole("button", { name: "Choose another" })).toBeVisible();
  await expect(page.getByText(readBack)).toBeVisible();
  const png = await downloaded(page, "Download");
  expect(await readTwice(png)).toEqual([address, address]);
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  const middle = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  expect(data[middle + 1]).toBeGreaterThan((data[middle] ?? 0) + 40);
  await open();
  await page.getByRole("tab", { name: "QR code" }).click();
  await expect(dialog.getByRole("button", { name: "Logo" })).toContainText("Your own");
  await expect(page.getByText(readBack)).toBeVisible();
  await choose("Logo", "None");
  await page.waitForTimeout(1000);
  await page.close();
});

test("a code that no reader takes is neither downloaded nor printed, and one press mends it (D3)", async ({
  browser,
}) => {
  const { page } = await openDialog(browser);
  const download = page.getByRole("button", { name: "Download", exact: true });
  await expect(page.getByText(readBack)).toBeVisible();
  await expect(download).toBeEnabled();
  await page.locator("input[type=color]").first().fill("#fff3b0");
  await expect(page.getByText(/The colours are too alike: readers need/)).toBeVisible();
  await expect(download).toBeDisabled();
  await page.waitForTimeout(1000);
  await page.getByRole("tab", { name: "Poster" }).click();
  const href = (await page.getByRole("link", { name: "Open to print" }).first().getAttribute("href")) ?? "";
  const poster = await page.context().newPage();
  await poster.goto(href);
  await expect(poster.getByText(/Phones cannot read this code/)).toBeVisible();
  await expect(poster.getByRole("button", { name: "Print" })).toBeDisabled();
  await poster.emulateMedia({ media: "print" });
  await expect(poster.locator("article img").first()).toBeHidden();
  await page.getByRole("tab", { name: "QR code" }).click();
  await page.getByRole("button", { name: /Use dark on light/ }).click();
  await expect(download).toBeEnabled();
  await page.waitForTimeout(1000);
  await poster.emulateMedia({ media: "screen" });
  for (const [format, language, words] of [
    ["a4", "en", "Scan to get it"],
    ["tent", "zh-CN", "扫码领取"],
    ["story", "en", "Scan to get it"],
  ]) {
    await poster.goto(`${href.split("?")[0]}?format=${format}&lang=${language}`);
    await expect(poster.getByRole("button", { name: "Print" })).toBeEnabled();
    await expect(poster.locator("article")).toContainText(words ?? "");
  }
  await page.context().close();
});

test("a poster holds its code and address whole, whatever its title, its picture and its words (D3)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  const image = { id: `img_${"0".repeat(26)}`, alt: "Tea" };
  for (const name of ["冬".repeat(60), "Afternoon tea for two at half price, with cake and scones now!"]) {
    const { id } = await write((tx) =>
      makeActivity(tx, world.merchantId, {
        ...{ startsAt: "2026-01-01T00:00:00Z", endsAt: "2036-01-01T00:00:00Z", name: name.slice(0, 60) },
        ...{ heroImage: image, description: "With every drink. ".repeat(25) },
        passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
      }),
    );
    const link = linkInputSchema.parse({ target: { type: "activity", id }, channel: "print" });
    const made = await createLink(testScope(world.merchantId), { requestId: `poster-${id}`, link });
    for (const format of ["a4", "tent", "story"]) {
      const path = `/console/${world.slug}/links/${made.ok ? made.value.id : ""}/poster?format=${format}`;
      await page.goto(path);
      const box = async (part: string) => {
        const found = await page.locator(part).boundingBox();
        if (!found) throw new Error(`${part} is not there`);
        return found;
      };
      const paper = await box("article.poster");
      for (const part of [".poster__code", ".poster__qr", ".poster__address", ".poster__title"]) {
        const { x, y, width, height } = await box(part);
        const inside = x >= paper.x && x + width <= paper.x + paper.width + 1;
        expect(inside && y + height <= paper.y + paper.height, `${part} of ${format} ${name}`).toBe(true);
      }
    }
  }
  await page.context().close();
});

test("a link that is over says so, and gives neither its code nor its posters away (D3)", async ({
  browser,
}) => {
  const target = { type: "activity", id: world.first.activityId };
  const link = linkInputSchema.parse({ target, channel: "email", name: "Over" });
  const made = await createLink(testScope(world.merchantId), { requestId: "a-link-that-is-over", link });
  const id = made.ok ? made.value.id : "";
  await write((tx) => tx.update(links).set({ disabledAt: new Date() }).where(eq(links.id, id)));
  const page = await openAs(browser, world.staff.marketer.id);
  for (const path of [id, `${id}/poster`]) {
    await page.goto(`/console/${world.slug}/links/${path}`);
    await expect(page.getByText(/This link leads nowhere any more/)).toBeVisible();
    for (const button of ["Download", "Print"])
      await expect(page.getByRole("button", { name: button, exact: true })).toHaveCount(0);
    await expect(page.getByRole("link", { name: "Open to print" })).toHaveCount(0);
    await expect(page.locator("article.poster")).toHaveCount(0);
  }
  await page.context().close();
});

test("a link to the members' home is made from the list, and the codes of those chosen come as one ZIP (C-50)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  const make = async (target: string, more?: () => Promise<void>) => {
    await page.goto(`/console/${world.slug}/links`);
    await page.getByRole("button", { name: "New link" }).click();
    await page.getByRole("dialog").getByText(target, { exact: true }).click();
    await more?.();
    await page.getByRole("button", { name: "Create a link for Social media" }).click();
    await page.waitForURL(/\/links\/lnk_/);
  };
  await make("Members' home");
  await make("Activity", async () => {
    await page.getByRole("searchbox", { name: "Search activities by name" }).fill(world.marker);
    await page
      .getByRole("dialog")
      .getByRole("radio", { name: new RegExp(world.marker) })
      .first()
      .check({ force: true });
  });
  await page.goto(`/console/${world.slug}/links?channel=social`);
  const boxes = page.getByRole("table").getByRole("checkbox");
  await boxes.nth(1).check({ force: true });
  await boxes.nth(2).check({ force: true });
  await page.getByRole("button", { name: "QR codes" }).click();
  const files = unzipSync(await downloaded(page, "Download 2 files (ZIP)"));
  const read = await Promise.all(Object.values(files).map(readTwice));
  expect(new Set(read.flat()).size).toBe(2);
  for (const [one, other] of read) expect(one).toBe(other);
  await page.goto(`/console/${world.slug}/links?target=home&made=7`);
  await expect(page.getByRole("table").getByText("Members' home")).toHaveCount(1);
  await page.close();
});

test("a pack without a picture unfurls as a card that is drawn (A11)", async ({ request }) => {
  const packId = await makePack(
    world.merchantId,
    packForm([world.couponId], { type: "paid", name: "Tea for a week", sale: saleOf() }),
  );
  const headers = { "user-agent": "facebookexternalhit/1.1" };
  const html = await (await request.get(`/m/${world.slug}/packs/${packId}`, { headers })).text();
  const picture =
    /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(picture).toContain(`/packs/${packId}/card?v=`);
  const drawn = await request.get(picture, { headers });
  expect(drawn.headers()).toMatchObject({
    "content-type": "image/png",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(await sharp(await drawn.body()).metadata()).toMatchObject({ width: 1200, height: 630 });
});

test("an activity's page shows what came of it in the days that are chosen, by day and by channel (A13)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  await page.goto(`/console/${world.slug}/activities/${world.first.activityId}?range=30d`);
  for (const name of [
    "Page views",
    "Visitors",
    "New participants",
    "Issued",
    "Used",
    "Orders",
    "Sales with coupons",
  ])
    await expect(page.getByRole("term").filter({ hasText: name }).first()).toBeVisible();
  const chart = page.getByRole("figure", { name: /^Coupons and orders, day by day/ });
  await chart.getByRole("button", { name: "Show as table" }).click();
  await expect(chart.getByRole("row")).toHaveCount(31);
  await expect(page.getByRole("table", { name: "By channel" })).toContainText("Without a link");
  await page.close();
});

test("a link's page tells everything of one range, and how its code looks is there again and on its posters (C-50, D3)", async ({
  browser,
}) => {
  const link = linkInputSchema.parse({
    target: { type: "activity", id: world.first.activityId },
    channel: "sms",
  });
  const made = await createLink(testScope(world.merchantId), { requestId: "a-link-of-one-range", link });
  const path = `/console/${world.slug}/links/${made.ok ? made.value.id : ""}`;
  const page = await openAs(browser, world.staff.marketer.id);
  await page.goto(`${path}?range=30d`);
  for (const name of ["Opened", "People", "Coupons claimed", "Conversion", "Orders and packs paid", "Sales"])
    await expect(page.getByRole("term").filter({ hasText: name }).first()).toBeVisible();
  const chart = page.getByRole("figure", { name: /^Day by day/ });
  await chart.getByRole("button", { name: "Show as table" }).click();
  await expect(chart.getByRole("row")).toHaveCount(31);
  // Devices and referrers are of the same days, and say so.
  await expect(page.getByText(await page.locator("#range").innerText(), { exact: true })).toHaveCount(3);

  await page.getByRole("button", { name: "Logo" }).click();
  const [kept] = await Promise.all([
    page.waitForResponse((answer) => answer.request().method() === "POST"),
    page.getByRole("option", { name: "Heart", exact: true }).click(),
  ]);
  expect(kept.ok()).toBe(true);
  await page.goto(`${path}/poster`);
  const code = page.locator("article img[src^='data:image/svg']");
  expect(decodeURIComponent((await code.getAttribute("src")) ?? "")).toContain(logoPaths.heart[0] ?? "-");
  await page.goto(path);
  await expect(page.getByRole("button", { name: "Logo" })).toContainText("Heart");
  await page.context().close();
});

test("whoever promotes a coupon is led from its messages to giving it (1.10)", async ({ browser }) => {
  const page = await openAs(browser, world.staff.marketer.id);
  const { couponId, activityId } = world.first;
  const messagesOf = async (path: string) => {
    await page.goto(`/console/${world.slug}/${path}?promote=1`);
    await page.getByRole("tab", { name: "Messages" }).click();
    return page.getByRole("dialog").getByRole("link", { name: "Give to members" });
  };
  await expect(await messagesOf(`activities/${activityId}`)).toHaveCount(0);
  await (await messagesOf(`coupons/${couponId}`)).click();
  await page.waitForURL(new RegExp(`/coupons/${couponId}/give$`));
  await page.context().close();
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
  // WeChat reads no card, but takes the first picture that is large enough.
  const first = /<img [^>]*?src="([^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(await sharp(await (await request.get(first)).body()).metadata()).toMatchObject({
    width: 512,
    height: 512,
  });
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
  // As the card of a link that it is given to, or of a pack that it is the picture of.
  const card = await request.get(`/media/${answer.value.id}-card.jpg`);
  expect(card.headers()["content-type"]).toBe("image/jpeg");
  expect(await sharp(await card.body()).metadata()).toMatchObject({ width: 1200, height: 630 });
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
      .set({
        rules: {
          ...{ kind: "claim_page", perMember: 1, opensBy: "open" },
          useLinks: { [couponId]: `/m/${world.slug}/menu` },
        },
      })
      .where(and(eq(activities.merchantId, world.merchantId), eq(activities.id, id)))
      .returning({ slug: activities.slug }),
  );
  const path = `/a/${activity?.slug}`;
  const edited = defaultPage().blocks.map((block) =>
    block.type === "prizes" ? { ...block, props: { ...block.props, button: "Order with it" } } : block,
  );
  await write((tx) =>
    putPage(tx, world.merchantId, id, pageSchema.parse({ ...defaultPage(), blocks: edited })),
  );
  const phone = await browser.newContext({ baseURL: demo().baseUrl, javaScriptEnabled: false });
  const page = await phone.newPage();
  await page.goto(`${path}/open`);
  await page.waitForURL(/\/login\?next=/);
  expect(new URL(page.url()).searchParams.get("next")).toBe(`${path}/open`);
  const cookie = await memberCookie(world.merchantId, memberId);
  // What a browser fetches ahead of a press takes nothing, and is asked for again when it is opened.
  for (const ahead of [path, `${path}/open`]) {
    const headers = { "sec-purpose": "prefetch;prerender" };
    expect((await ask(ahead, { cookies: [cookie], headers })).status, ahead).toBe(503);
  }
  await phone.addCookies([{ ...cookie, url: demo().baseUrl }]);
  const taken = await write((tx) => tx.$count(participations, eq(participations.activityId, id)));
  expect(taken).toBe(0);
  await page.goto(path);
  await page.waitForURL(/\/won\//);
  const won = page.url();
  const useNow = page.getByRole("link", { name: "Order with it" });
  expect(await useNow.getAttribute("href")).toBe(`/m/${world.slug}/menu`);
  await expect(page.getByText("Taken by opening").first()).toBeVisible();
  await page.goto(`${path}/open`);
  expect(page.url()).toBe(won);
  await phone.close();
  // Whoever decorates it sees the very page that comes after.
  const staff = await openAs(browser, world.staff.group_admin.id);
  await staff.goto(`/console/${world.slug}/activities/${id}/page`);
  await staff.getByRole("button", { name: /State$/ }).click();
  await staff.getByRole("option", { name: "Success" }).click();
  const canvas = staff.frameLocator("iframe[title='The page as members see it']");
  await expect(canvas.getByRole("heading", { name: "It's yours!", includeHidden: true })).toBeVisible();
  for (const words of ["Order with it", "My prizes", "Back to the activity", "View my coupons"])
    await expect(canvas.getByText(words, { exact: false }).first()).toBeVisible();
  await staff.close();
});

test("a page opened by its full address counts for that channel, and goes on with what else was asked (2.7)", async ({
  browser,
}) => {
  const { page, choose } = await openDialog(browser);
  await choose("Channel", "Email");
  await page.getByRole("tab", { name: "Link", exact: true }).click();
  await page.getByRole("button", { name: "Create a link for Email" }).click();
  const full = page.getByRole("dialog").locator("output").nth(1);
  await expect(full).toContainText("ch=email");
  const { pathname, search } = new URL(await full.innerText());
  const first = await ask(`${pathname}${search}&p=SNOW`, { headers: { "user-agent": person } });
  expect(first.location).toMatch(/^\/s\/[a-z0-9]{7}\?/);
  const led = await ask(first.location ?? "", { headers: { "user-agent": person } });
  expect(led.setCookies.join()).toContain("visit=");
  const back = new URL(led.location ?? "", demo().baseUrl);
  expect([back.pathname, back.searchParams.get("p"), back.searchParams.get("ch")]).toEqual([
    ...[pathname, "SNOW", null],
  ]);
  expect(back.searchParams.get("utm_source")).toBe("newsletter");
  expect((await ask(`${back.pathname}${back.search}`)).status).toBe(200);
  // A channel without a link leads nowhere else.
  expect((await ask(`${pathname}?ch=nobodys`)).status).toBe(200);
  await page.context().close();
});

test("a store's page makes the code for its tables, which leads to its own menu, and counts its uses (C-72)", async ({
  browser,
}) => {
  // Whose looks and sizes are still those that everybody begins with.
  const own = await newWorld("TABLES");
  const page = await openAs(browser, own.staff.group_admin.id);
  const { storeId } = own.first;
  await page.goto(`/console/${own.slug}/stores/${storeId}`);
  const uses = page.getByRole("region", { name: "Coupons used here" });
  await expect(uses).toContainText(/Used in the last 30 days\s*1/);
  await page.getByRole("button", { name: "Make the code" }).click();
  await expect(page.getByText("Read back: it leads to this link.")).toBeVisible();
  const png = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const [link] = (await readTwice(readFileSync(await (await png).path()))).map((text) => text ?? "");
  const led = await ask(new URL(link ?? "").pathname, { headers: { "user-agent": person } });
  expect(led.location).toBe(`/m/${own.slug}/menu?store=${storeId}`);
  const menu = await ask(led.location ?? "");
  expect([menu.status, menu.body.includes(`${own.marker} product`)]).toEqual([200, true]);
  const tent = await page.getByRole("link", { name: "Open to print" }).nth(1).getAttribute("href");
  await page.goto(tent ?? "");
  await expect(page.getByRole("heading", { name: `${own.marker} first store` })).toBeVisible();
  await expect(page.getByRole("button", { name: "Print" })).toBeEnabled();
  // The next visit finds it there, and nobody is asked to make another.
  await page.goto(`/console/${own.slug}/stores/${storeId}`);
  await expect(page.getByText("Read back: it leads to this link.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the code" })).toHaveCount(0);
  await page.context().close();
});
