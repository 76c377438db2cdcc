import { expect, type Page, test } from "@playwright/test";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { packsOf } from "@/db/seed/test-packs";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { codeFor, newPhone } from "@/e2e/fixtures/people";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";
import { findTestPayment, testWebhook } from "@/lib/platform/payments/test-desk";

test.describe.configure({ mode: "serial" });

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("PACKS", { packs: true });
});

/** Names a pack, gives it a price and puts the first coupon into it. */
async function fill(page: Page, name: string) {
  await page.getByRole("textbox", { name: /^Name/ }).fill(name);
  await page.getByRole("textbox", { name: /^Price/ }).fill("12");
  await expect(async () => {
    await page.getByRole("button", { name: /^Add coupons/ }).click({ timeout: 2000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2000 });
  }).toPass();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("checkbox", { name: `${world.marker} coupon`, exact: true }).check();
  await dialog.getByRole("button", { name: "Add 1 coupon" }).click();
  await expect(dialog).toBeHidden();
}

test("a group admin makes a monthly pack that is sold, sees its next deliveries, and gives it to a number that is no member yet", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/packs`);
  await page.getByRole("link", { name: "Create coupon pack" }).click();
  await page.waitForURL(/\/packs\/new$/);
  await page.getByRole("link", { name: /Paid pack/ }).click();
  await page.waitForURL(/\/packs\/new\/paid/);
  // What is missing is said at the fields.
  await expect(async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect(page.getByRole("alert").first()).toBeVisible({ timeout: 2000 });
  }).toPass();
  await expect(page.getByText("Add at least one coupon.").first()).toBeVisible();
  await fill(page, `${world.marker} monthly`);
  await page.getByText("Recurring", { exact: true }).click();
  await expect(page.getByText("The next 3 deliveries")).toBeVisible();
  await expect(page.getByRole("table").first()).toContainText("Delivery 1");
  await expect(page.getByText(/^Members pay \$12 and get 3 coupons/)).toBeVisible();
  // Beside the form stands the page as members will see it.
  const preview = page.getByRole("region", { name: "The page of the pack, as members see it" });
  await expect(preview).toContainText(`${world.marker} monthly`);
  await expect(preview).toContainText("Buy for $12");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.waitForURL(/\/packs\/pak_/);
  await expect(page.getByRole("heading", { level: 1, name: `${world.marker} monthly` })).toBeVisible();
  await expect(page.getByText("Live").first()).toBeVisible();
  await page.getByRole("button", { name: "Gift coupon pack" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: /^Phone number/ }).fill(newPhone().e164);
  await dialog.getByRole("button", { name: "Whose is it?" }).click();
  await expect(dialog.getByText(/^Not a member yet/)).toBeVisible();
  await expect(dialog.getByRole("button", { name: /Country or region/ })).toBeVisible();
  await dialog.getByText("Invite by SMS").click();
  await dialog.getByRole("button", { name: "Gift", exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/^Kept for this number, which is invited by SMS/)).toBeVisible();
  await page.getByRole("link", { name: "Gift records" }).click();
  await page.waitForURL(/\/gifts$/);
  await expect(page.getByText("Waits for registration")).toBeVisible();
  await page.context().close();
});

async function asMember(browser: Parameters<typeof openAs>[0], javaScriptEnabled = false): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: demo().baseUrl, locale: "en-US", javaScriptEnabled },
    viewport: { width: 390, height: 844 },
  });
  const cookie = await memberCookie(world.merchantId, world.first.memberId);
  await context.addCookies([{ ...cookie, url: demo().baseUrl }]);
  return await context.newPage();
}

test("giving a pack begins at Home with the choice of one that can be given, for whoever may give", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  await page.goto(`/console/${world.slug}`);
  await page.getByRole("button", { name: "Create" }).click();
  await page.getByRole("menuitem", { name: "Gift a coupon pack" }).click();
  await page.waitForURL(/\/packs\/give$/);
  await expect(page.getByRole("heading", { level: 1, name: "Gift a coupon pack" })).toBeVisible();
  await page.getByRole("link", { name: `${world.marker} first pack` }).click();
  await page.waitForURL(/\/packs\/pak_\w+\?gift=1$/);
  const dialog = page.getByRole("dialog", { name: `Gift “${world.marker} first pack”` });
  await dialog.getByRole("textbox", { name: /^Phone number/ }).fill(newPhone().e164);
  await dialog.getByRole("button", { name: "Gift", exact: true }).click();
  await expect(page.getByText(/^Kept for this number/)).toBeVisible();
  await page.context().close();
  const analyst = await openAs(browser, world.staff.analyst.id);
  await analyst.goto(`/console/${world.slug}`);
  await expect(analyst.getByRole("heading", { level: 1, name: "Home" })).toBeVisible();
  await expect(analyst.getByRole("button", { name: "Create" })).toHaveCount(0);
  await analyst.context().close();
});

test("whoever makes a pack cuts its picture to 4:3 and leads its buyers to a running activity", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/packs/new/paid`);
  await fill(page, `${world.marker} pictured`);
  const buffer = await sharp({ create: { width: 900, height: 900, channels: 3, background: "#2a9d8f" } })
    .png()
    .toBuffer();
  const file = page.locator("input[type=file]");
  await expect(file).toBeAttached();
  await file.setInputFiles({ name: "tea.png", mimeType: "image/png", buffer });
  const cut = page.getByRole("dialog", { name: "Choose the part to show" });
  await cut.getByText("Wide, 4:3").click();
  await expect(cut.getByRole("radio", { name: "Wide, 4:3" })).toBeChecked();
  await cut.getByRole("button", { name: "Use this part" }).click();
  await page.getByRole("textbox", { name: /^What it shows/ }).fill("A cup of tea");
  await page.getByText("To a page of ours").click();
  await page.getByRole("button", { name: "The page of an activity…" }).click();
  const pages = page.getByRole("dialog", { name: "Which activity’s page" });
  const activity = pages.getByRole("radio").first();
  await activity.check();
  await pages.getByRole("button", { name: "Use this page" }).click();
  await expect(pages).toBeHidden();
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.waitForURL(/\/packs\/pak_/);
  const face = page.getByRole("img", { name: "A cup of tea" }).first();
  await expect(face).toBeVisible();
  await expect
    .poll(() =>
      face.evaluate((node: HTMLImageElement) => (node.naturalWidth / node.naturalHeight).toFixed(1)),
    )
    .toBe("1.3");
  // The form knows the activity by its name when it is opened again.
  await page.goto(`${page.url().split("?")[0]}/edit`);
  await expect(page.getByRole("button", { name: /Which page/ })).toContainText(world.marker);
  await page.context().close();
});

test("a member buys a pack and pays for it without script, finds its coupons, what is to come, and asks for the money (M-20)", async ({
  browser,
}) => {
  const page = await asMember(browser);
  await page.goto(`/m/${world.slug}/packs`);
  await page.getByRole("link", { name: `${world.marker} first pack` }).click();
  await page.waitForURL(/\/packs\/pak_/);
  await page.getByRole("button", { name: "Buy for $10" }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  await page.getByRole("button", { name: /^Pay/ }).first().click();
  await page.waitForURL(/\/packs\/mine\/pcs_/);
  await expect(page.getByText("Payment received")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Your coupon", exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Still to come" })).toBeVisible();
  // It leads on to a page of the merchant's own, looked at again at the press (S-26).
  const own = page.url();
  await page.getByRole("link", { name: "Go now" }).click();
  await page.waitForURL(new RegExp(`/m/${world.slug}/coupons$`));
  await page.goto(own);
  await page.getByText("Get your money back").click();
  await page.getByLabel("Why?").fill("Bought twice");
  await page.getByRole("button", { name: "Ask for a refund" }).click();
  await expect(page.getByText("You asked for a refund")).toBeVisible();
  await page.goto(`/m/${world.slug}/packs/mine`);
  await expect(page.getByRole("link", { name: `${world.marker} first pack` })).toHaveCount(2);
  await page.context().close();
});

test("who presses Buy without being signed in signs in and stands at the payment (M-20)", async ({
  browser,
}) => {
  const context = await browser.newContext({
    ...{ baseURL: demo().baseUrl, locale: "en-US", javaScriptEnabled: false },
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.goto(`/m/${world.slug}/packs/${packsOf(world).first.packId}`);
  await page.getByRole("button", { name: "Log in to buy for $10" }).click();
  await page.waitForURL(/\/login\?/);
  await expect(page.getByText("One step to your pack")).toBeVisible();
  const phone = newPhone();
  await page.getByLabel("Phone number").fill(phone.e164);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.waitForURL(/\/login\/code/);
  await page.getByLabel("6-digit code").fill(await codeFor(page, phone.e164));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  await page.getByRole("button", { name: /^Pay/ }).first().click();
  await page.waitForURL(/\/packs\/mine\/pcs_/);
  await expect(page.getByText("Payment received")).toBeVisible();
  await context.close();
});

test("a pack goes along with an order: it is put on at the checkout, paid with it in one sum, and shown on its page (K4)", async ({
  browser,
}) => {
  const page = await asMember(browser);
  const home = `/m/${world.slug}`;
  const pack = `${world.marker} first pack`;
  await page.goto(`${home}/menu?store=${world.first.storeId}`);
  await page.getByRole("button", { name: `Add ${world.marker} first product to the cart` }).click();
  await page.waitForURL(/added=/);
  await page.goto(`${home}/checkout`);
  await page.getByRole("button", { name: `Add ${pack} for $10` }).click();
  await expect(page.getByText("Added to this order")).toBeVisible();
  await page.getByRole("button", { name: /^Place order/ }).click();
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("heading", { name: "Packs bought with it" })).toBeVisible();
  await expect(page.getByText("Waiting for payment")).toHaveCount(2);
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  await page.getByRole("button", { name: /^Pay/ }).first().click();
  await page.waitForURL(/\/orders\/ord_/);
  // The order leads on to where its one pack leads (K5).
  const order = page.url();
  await page.getByRole("link", { name: "Go now" }).click();
  await page.waitForURL(new RegExp(`/m/${world.slug}/coupons$`));
  await page.goto(order);
  await page.getByRole("link", { name: pack }).click();
  await page.waitForURL(/\/packs\/mine\/pcs_/);
  await expect(page.getByRole("heading", { name: "Your coupon", exact: true })).toBeVisible();
  await page.context().close();
});

test("whoever pays an order with a pack at the counter is asked for the sum of both (K4)", async ({
  browser,
}) => {
  const page = await asMember(browser);
  const home = `/m/${world.slug}`;
  await page.goto(`${home}/menu?store=${world.first.storeId}`);
  await page.getByRole("button", { name: `Add ${world.marker} first product to the cart` }).click();
  await page.waitForURL(/added=/);
  await page.goto(`${home}/checkout`);
  await page.getByRole("button", { name: `Add ${world.marker} first pack for $10` }).click();
  await expect(page.getByText("Added to this order")).toBeVisible();
  await page.getByRole("button", { name: /^Place order/ }).click();
  await page.waitForURL(/\/orders\/ord_/);
  const pay = (await page.getByRole("button", { name: /^Pay/ }).innerText()).replace("Pay ", "");
  const orderId = page.url().match(/ord_[0-9a-z]+/)?.[0];
  await page.context().close();
  const till = await openAs(browser, world.staff.group_admin.id);
  await till.goto(`/console/${world.slug}/orders/${orderId}`);
  await till.getByRole("button", { name: "Take payment" }).click();
  await expect(till.getByRole("dialog").getByText(`${pay} to pay`, { exact: true })).toBeVisible();
  await till.getByRole("textbox", { name: "Payment reference" }).fill("slip 7");
  await till.getByRole("button", { name: "Mark as paid" }).click();
  await till.getByRole("button", { name: "Hand over" }).click();
  await expect(till.locator("section[role=alertdialog]")).toContainText(pay);
  await till.context().close();
});

test("a payment that is told of after its buyer came back shows by itself, and leads on in five seconds unless they stay (M-20)", async ({
  browser,
}) => {
  const page = await asMember(browser, true);
  /** Buys the pack and comes back from the provider, which has not said a word yet. */
  const comeBack = async () => {
    await page.goto(`/m/${world.slug}/packs/${packsOf(world).first.packId}`);
    await page.getByRole("button", { name: "Buy for $10" }).click();
    await page.waitForURL(/\/api\/test-payments\//);
    await write(async () => undefined);
    const payment = await findTestPayment(page.url().split("/").at(-1) ?? "");
    if (!payment) throw new Error("there is no such payment");
    await page.goto(payment.returnUrl);
    await expect(page.getByText("If you have paid already")).toBeVisible();
    await write((tx) => tx.execute(sql`update test_payment set state = 'paid' where id = ${payment.id}`));
    const { body, headers } = testWebhook({ ...payment, state: "paid" }, new Date());
    const told = await page.request.post("/api/payments/test", { data: body, headers });
    expect(told.status()).toBe(200);
    await expect(page.getByText("Payment received")).toBeVisible();
    await expect(page.getByText(/^Opens in [1-5] s$/)).toBeVisible();
  };
  await comeBack();
  await page.waitForURL(new RegExp(`/m/${world.slug}/coupons$`), { timeout: 10_000 });
  await comeBack();
  await page.getByRole("link", { name: "Stay" }).click();
  await page.waitForURL(/stay=1/);
  await expect(page.getByRole("heading", { name: "Your coupon", exact: true })).toBeVisible();
  await expect(page.getByText(/^Opens in/)).toBeHidden();
  await page.waitForTimeout(6000);
  expect(page.url()).toContain("stay=1");
  await expect(page.getByRole("link", { name: "Go now" })).toBeVisible();
  await page.context().close();
});

test("a gift that waits for a mistyped number is taken back, and is found by that number no more", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/packs/${packsOf(world).second.packId}/gifts`);
  const row = page.getByRole("row", { name: /9876/ });
  await expect(row).toContainText("Waits for registration");
  await expect(async () => {
    await row.getByRole("button", { name: "Take back" }).click({ timeout: 2000 });
    await expect(page.getByRole("alertdialog", { name: "Take this gift back?" })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await page.getByRole("alertdialog").getByRole("button", { name: "Take back" }).click();
  await expect(row).toContainText("Taken back");
  await expect(row.getByRole("button", { name: "Take back" })).toBeHidden();
  await page.context().close();
});

test("a coupon that holds deliveries up is named on Home, which leads to who waits for it", async ({
  browser,
}) => {
  const { packId, purchaseId } = packsOf(world).second;
  await write((tx) =>
    tx.execute(sql`update pack_due set waits_for = ${world.second.couponId}, try_at = now() + interval '1 hour'
      where purchase_id = ${purchaseId}`),
  );
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}`);
  const coupon = `${world.marker} second coupon`;
  // Home names it among the most claimed too.
  await page.locator(`a[href$="/packs/${packId}/purchases?waiting=yes"]`, { hasText: coupon }).click();
  await page.waitForURL(new RegExp(`/packs/${packId}/purchases\\?waiting=yes`));
  await expect(page.getByText(`Waits for ${coupon}`)).toBeVisible();
  await page.locator(`a[href*="${purchaseId}"]`).first().click();
  await page.waitForURL(/\/purchases\/pcs_/);
  await expect(page.getByText("The next delivery waits for")).toContainText(coupon);
  // Nothing of it was used: its money goes back instead.
  await expect(async () => {
    await page.getByRole("button", { name: "End the deliveries" }).click({ timeout: 2000 });
    await expect(page.getByRole("alertdialog")).toBeVisible({ timeout: 2000 });
  }).toPass();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("textbox", { name: /^Reason/ }).fill("We stopped making it");
  await dialog.getByRole("button", { name: "End the deliveries" }).click();
  await expect(dialog).toContainText("Nothing of this pack was used");
  await page.context().close();
});

test("finance refunds a pack that its member asked for, and the figures say so", async ({ browser }) => {
  const page = await openAs(browser, world.staff.finance.id);
  const { second, askedPurchaseId } = packsOf(world);
  const pack = `/console/${world.slug}/packs/${second.packId}`;
  // Among the pack orders of the whole merchant, by the refund that is asked for (C-81).
  await page.goto(`/console/${world.slug}/pack-orders?asked=yes`);
  await expect(page.getByRole("heading", { level: 1, name: "Pack orders" })).toBeVisible();
  await page.locator(`a[href$="/pack-orders/${askedPurchaseId}"]`).first().click();
  await page.waitForURL(/\/pack-orders\/pcs_/);
  await expect(page.getByRole("heading", { name: "Issued coupons" })).toBeVisible();
  await expect(page.getByText("The member asks for a refund")).toBeVisible();
  await expect(async () => {
    await page.getByRole("button", { name: "Refund", exact: true }).click({ timeout: 2000 });
    await expect(page.getByRole("alertdialog", { name: "Refund this pack?" })).toBeVisible({ timeout: 2000 });
  }).toPass();
  await page
    .getByRole("alertdialog", { name: "Refund this pack?" })
    .getByRole("button", { name: "Refund", exact: true })
    .click();
  await expect(page.getByRole("alertdialog", { name: "Refund this pack?" })).toBeHidden();
  await expect(page.getByText("Refunded").first()).toBeVisible();
  await page.goto(pack);
  await expect(page.getByText("1 purchase", { exact: true })).toBeVisible();
  await page.context().close();
});

test("an order whose pack cannot be had any more is paid without it (K4)", async ({ browser }) => {
  const page = await asMember(browser);
  const home = `/m/${world.slug}`;
  await page.goto(`${home}/menu?store=${world.first.storeId}`);
  await page.getByRole("button", { name: `Add ${world.marker} first product to the cart` }).click();
  await page.waitForURL(/added=/);
  await page.goto(`${home}/checkout`);
  await page.getByRole("button", { name: `Add ${world.marker} first pack for $10` }).click();
  await page.getByRole("button", { name: /^Place order/ }).click();
  await page.waitForURL(/\/orders\/ord_/);
  await write((tx) => tx.execute(sql`update coupon set ended_at = now() where id = ${world.first.couponId}`));
  await page.getByRole("button", { name: /^Pay/ }).click();
  await page.waitForURL(/refused=pack_unavailable/);
  await page.getByRole("button", { name: "Pay without the pack" }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  await page.getByRole("button", { name: /^Pay/ }).first().click();
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("listitem").filter({ hasText: `${world.marker} first pack` })).toContainText(
    "Cancelled",
  );
  // What is gone is not offered beside the next order.
  await page.goto(`${home}/menu?store=${world.first.storeId}`);
  await page.getByRole("button", { name: `Add ${world.marker} first product to the cart` }).click();
  await page.waitForURL(/added=/);
  await page.goto(`${home}/checkout`);
  await expect(page.getByRole("button", { name: /^Place order/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /^Add .* first pack for/ })).toBeHidden();
  await page.context().close();
});
