import { randomUUID } from "node:crypto";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { sql } from "drizzle-orm";
import { makeMember } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

test.describe.configure({ mode: "serial" });

const name = "Tea for two";
let world: TestWorld;
let giver: { memberId: string; voucherIds: string[] };

test.beforeAll(async () => {
  world = await newWorld("GIFTS");
  giver = await write(async (tx) => {
    const memberId = await makeMember(tx, world.merchantId, { name: "Grace" });
    const couponId = await makeCoupon(tx, world.merchantId, { name, giftable: true });
    const held = { memberId, couponId, at: new Date() };
    const ids: string[] = [];
    for (let n = 0; n < 4; n += 1) ids.push(await makeVoucher(tx, world.merchantId, held));
    return { memberId, voucherIds: ids };
  });
});

/** A member of the world at a phone without our script; nobody in particular where none is named. */
async function phoneOf(browser: Browser, memberId: string | null, javaScriptEnabled = false): Promise<Page> {
  const { baseUrl: baseURL } = demo();
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ baseURL, locale: "en-US", javaScriptEnabled, viewport });
  if (memberId)
    await context.addCookies([{ ...(await memberCookie(world.merchantId, memberId)), url: baseURL }]);
  return await context.newPage();
}

const newFriend = () => write((tx) => makeMember(tx, world.merchantId, { name: "Fred" }));
const couponPath = (at: number) => `/m/${world.slug}/coupons/${giver.voucherIds[at]}`;

/** What the coupon's link is once the giver made it; `requestId`: by a form that the browser kept. */
async function offer(page: Page, at: number, message = "", requestId = randomUUID()): Promise<string> {
  await page.goto(couponPath(at));
  await page.getByRole("link", { name: "Give to a friend" }).click();
  await page.getByLabel("A few words to your friend").fill(message);
  await page.locator('input[name="requestId"]').evaluate((input: HTMLInputElement, kept) => {
    input.value = kept;
  }, requestId);
  await page.getByRole("button", { name: "Make the link" }).click();
  return await page.getByLabel("Send this link to your friend").inputValue();
}

/** By day and by night, on a screen that axe can ask. */
async function passAxe(browser: Browser, memberId: string | null, path: string) {
  const page = await phoneOf(browser, memberId, true);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.goto(path);
    expect(await violations(page)).toEqual([]);
  }
  await page.context().close();
}

test("a coupon goes from one wallet to another by its link, without our script (C24, UX-12)", async ({
  browser,
}) => {
  const [mine, friend] = [await phoneOf(browser, giver.memberId), await newFriend()];
  const link = await offer(mine, 0, "Enjoy  it");
  await expect(mine.getByText("You wrote: Enjoy it")).toBeVisible();
  await mine.goto(couponPath(0));
  await expect(mine.getByText("You offered this coupon as a gift.", { exact: false })).toBeVisible();
  await expect(mine.getByRole("img", { name: /QR code of the coupon/ })).toHaveCount(0);
  await passAxe(browser, giver.memberId, `${couponPath(0)}/gift`);
  await passAxe(browser, friend, link);
  const theirs = await phoneOf(browser, friend);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "G•• gives you a coupon" })).toBeVisible();
  await expect(theirs.getByText("Enjoy it")).toBeVisible();
  await expect(theirs.getByRole("heading", { name })).toBeVisible();
  await theirs.getByRole("button", { name: "Take it" }).click();
  await theirs.waitForURL(/\?claimed=1$/);
  await expect(theirs.getByText("Received as a gift")).toBeVisible();
  // One that was a gift is not given on.
  await expect(theirs.getByRole("link", { name: "Give to a friend" })).toHaveCount(0);
  await theirs.goto(`/m/${world.slug}/coupons`);
  await expect(theirs.getByRole("heading", { name })).toHaveCount(1);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "You took this gift" })).toBeVisible();
  await mine.goto(`/m/${world.slug}/coupons`);
  await mine.getByRole("link", { name: "Given to friends (1)" }).click();
  await expect(mine.getByText(/^Given to F•• on /)).toBeVisible();
  await passAxe(browser, giver.memberId, `/m/${world.slug}/coupons/given`);
  // Whatever of it the giver opens then tells what became of it.
  for (const path of [couponPath(0), `${couponPath(0)}/gift`, link]) {
    await mine.goto(path);
    await expect(mine.getByRole("heading", { name: "Your friend has your gift" })).toBeVisible();
  }
  await mine.getByRole("link", { name: "Given to friends" }).click();
  await expect(mine.getByText(/^Given to F•• on /)).toBeVisible();
  await theirs.context().close();
  await mine.context().close();
});

test("a gift is taken back and declined without our script, and its link then says what became of it", async ({
  browser,
}) => {
  const [mine, friend] = [await phoneOf(browser, giver.memberId), await newFriend()];
  const theirs = await phoneOf(browser, friend);
  const kept = randomUUID();
  const first = await offer(mine, 1, "", kept);
  await mine.goto(first);
  await expect(mine.getByRole("heading", { name: "This is your own gift" })).toBeVisible();
  await mine.getByRole("link", { name: "To your gift" }).click();
  await mine.getByRole("button", { name: "Take it back" }).click();
  await mine.waitForURL(new RegExp(`${couponPath(1)}$`));
  await expect(mine.getByRole("img", { name: /QR code of the coupon/ })).toBeVisible();
  await theirs.goto(first);
  await expect(theirs.getByRole("heading", { name: "This gift was taken back" })).toBeVisible();
  // Also by the form that made the first, out of the browser's history.
  const second = await offer(mine, 1, "", kept);
  expect(second).not.toBe(first);
  await theirs.goto(second);
  await theirs.getByRole("button", { name: "No, thank you" }).click();
  await expect(theirs.getByRole("heading", { name: "This gift was declined" })).toBeVisible();
  await mine.goto(couponPath(1));
  await expect(mine.getByText("Gift declined")).toBeVisible();
  await mine.goto(`${couponPath(1)}/gift`);
  await expect(mine.getByText("Your friend declined this gift.", { exact: false })).toBeVisible();
  // The page that takes it back was open when somebody else was quicker.
  const third = await offer(mine, 1);
  await theirs.goto(third);
  await theirs.getByRole("button", { name: "Take it" }).click();
  await theirs.waitForURL(/\?claimed=1$/);
  await mine.getByRole("button", { name: "Take it back" }).click();
  await expect(mine.getByRole("heading", { name: "Your friend has your gift" })).toBeVisible();
  await theirs.context().close();
  await mine.context().close();
});

test("a gift whose coupon is over says so, and what is no gift's link is told apart from nothing", async ({
  browser,
}) => {
  const mine = await phoneOf(browser, giver.memberId);
  const link = await offer(mine, 2);
  await write(async (tx) => {
    await tx.execute(sql`alter table voucher disable trigger voucher_promise`);
    await tx.execute(sql`update voucher set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second'
      where id = ${giver.voucherIds[2]}`);
    await tx.execute(sql`alter table voucher enable trigger voucher_promise`);
    await tx.execute(sql`update voucher_gift set ends_at = now() - interval '1 second'
      where voucher_id = ${giver.voucherIds[2]}`);
  });
  const theirs = await phoneOf(browser, null);
  await theirs.goto(link);
  await expect(theirs.getByRole("heading", { name: "This gift is over" })).toBeVisible();
  const token = new URL(link).pathname.slice(3);
  const wrong = [
    `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
    token.split(".")[0] ?? "",
    "no-such-gift",
    "%25",
  ];
  const answers = await Promise.all(wrong.map((one) => ask(`/g/${one}`)));
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  for (const { body } of answers) expect(body).not.toContain(world.marker);
  await mine.context().close();
  await theirs.context().close();
});

test("a gift's link unfurls with its coupon and its merchant, is not for search engines, and says neither code nor giver", async ({
  browser,
}) => {
  const mine = await phoneOf(browser, giver.memberId);
  const link = await offer(mine, 3);
  await mine.context().close();
  const { body, status } = await ask(new URL(link).pathname);
  expect(status).toBe(200);
  expect(body).toMatch(/<meta name="robots" content="noindex/);
  // What is asked from it, a form without our script too, says where it is from and no more.
  expect(body).toContain('<meta name="referrer" content="strict-origin"/>');
  expect(body).toContain(`<link rel="canonical" href="${link}"/>`);
  expect(body).toContain(`<meta property="og:title" content="${name}"/>`);
  const [, image = ""] = /<meta property="og:image" content="([^"]+)"/.exec(body) ?? [];
  const card = await ask(new URL(image.replaceAll("&amp;", "&")).pathname);
  expect([card.status, card.headers["content-type"]]).toEqual([200, "image/png"]);
  const [{ code } = { code: "?" }] = await write((tx) =>
    tx.execute<{ code: string }>(sql`select code from voucher where id = ${giver.voucherIds[3]}`),
  );
  expect(body).not.toContain(code);
  expect(body).not.toContain("Grace");
});

test("the console says whether a coupon may be given, and who had it before", async ({ browser }) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  const [{ id } = { id: "" }] = await write((tx) =>
    tx.execute<{ id: string }>(sql`select coupon_id as id from voucher where id = ${giver.voucherIds[0]}`),
  );
  const coupon = `/console/${world.slug}/coupons/${id}`;
  await page.goto(`${coupon}/details`);
  await expect(page.getByText("May be given to a friend")).toBeVisible();
  await page.goto(`${coupon}/records`);
  await expect(page.getByText("Given by a friend").first()).toBeVisible();
  await page.goto(`${coupon}/records?record=${giver.voucherIds[0]}`);
  await expect(page.getByRole("dialog").getByText("Given to a friend")).toBeVisible();
  await page.context().close();
});
