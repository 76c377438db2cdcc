import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { sharedCodes } from "@/db/schema/coupons";
import { makeCategory, makeMember, makeMerchant, makeProduct, makeStore } from "@/db/seed/factories";
import { type CouponSketch, makeCoupon } from "@/db/seed/offers";
import { makeVoucher } from "@/db/seed/wins";
import { demo } from "@/e2e/fixtures/demo";
import { newPhone } from "@/e2e/fixtures/people";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { newId } from "@/lib/kernel/id";

test.describe.configure({ mode: "serial" });

const stamp = Date.now().toString(36);
const slug = `shop-${stamp}`;
const home = `/m/${slug}`;
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
let merchantId = "";

/** A shop with two drinks, and a member who may take $10 or 20 % off, and from $200 another $50. */
test.beforeAll(async () => {
  await write(async (tx) => {
    merchantId = await makeMerchant(tx, { slug, name: "Shop Tea" });
    await makeStore(tx, merchantId, { name: "Harbour Road" });
    const categoryIds = [await makeCategory(tx, merchantId, { name: "Tea" })];
    await makeProduct(tx, merchantId, { name: "Oolong", categoryIds, prices: { HKD: 3000 } });
    await makeProduct(tx, merchantId, { name: "Jasmine", categoryIds, prices: { HKD: 4000 } });
  });
});

async function asMember(
  browser: Browser,
  javaScriptEnabled: boolean,
  of = merchantId,
  more: readonly CouponSketch[] = [],
): Promise<Page> {
  const context = await browser.newContext({
    ...{ baseURL: demo().baseUrl, locale: "en-US", javaScriptEnabled, reducedMotion: "reduce" },
    viewport: { width: 390, height: 844 },
  });
  const memberId = await write(async (tx) => {
    const member = await makeMember(tx, of, { phone: newPhone().e164, name: "Ann" });
    const own = { stacksWith: [] as string[], exclusive: false, group: null, priority: 0, maxPerOrder: 1 };
    const sketches: CouponSketch[] = [
      { name: "Ten off", benefit: { type: "amount_off", amountMinor: 1000 }, stacking: own },
      { name: "A fifth off", benefit: { type: "percent_off", bps: 2000 }, stacking: own },
      {
        ...{ name: "Fifty from two hundred", benefit: { type: "amount_off", amountMinor: 5000 } },
        conditions: { minSpendMinor: 20_000 },
      },
      ...more,
    ];
    for (const sketch of sketches) {
      const couponId = await makeCoupon(tx, of, sketch);
      await makeVoucher(tx, of, { memberId: member, couponId, at: new Date() });
    }
    return member;
  });
  await context.addCookies([{ ...(await memberCookie(of, memberId)), url: demo().baseUrl }]);
  return await context.newPage();
}

async function passAxe(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(tags).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  }
}

/** From the menu to an order that is placed with the best coupon. */
async function order(page: Page): Promise<string> {
  await page.goto(`${home}/menu`);
  await expect(page.getByText("$30.00")).toBeVisible();
  await page.getByRole("button", { name: "Add Oolong to the cart" }).click();
  await expect(page.getByText("1 item in the cart")).toBeVisible();
  await page.getByRole("button", { name: "Add Jasmine to the cart" }).click();
  await expect(page.getByText("2 items in the cart")).toBeVisible();
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await page.waitForURL(`**${home}/checkout`);
  await expect(page.getByText("The best coupons are applied for you.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /A fifth off/ })).toBeChecked();
  await page.getByRole("button", { name: "Place order · $56.00" }).click();
  await page.waitForURL(new RegExp(`${home}/orders/ord_[^?]+`));
  await expect(page.getByText("Your order is placed.")).toBeVisible();
  await expect(page.getByText("Waiting for payment")).toBeVisible();
  return /ord_\w+/.exec(page.url())?.[0] ?? "";
}

test("a member orders from the menu with the best coupon, chooses otherwise, pays and asks for a refund (M-30, M-31)", async ({
  browser,
}) => {
  const page = await asMember(browser, true);
  await page.goto(`${home}/menu`);
  await passAxe(page);
  await page.getByRole("button", { name: "Add Oolong to the cart" }).click();
  await expect(page.getByText("1 item in the cart")).toBeVisible();
  await page.getByRole("link", { name: "Go to checkout" }).click();
  await page.waitForURL(`**${home}/checkout`);
  // What cannot be used says what is missing (D10).
  await page.getByText("Can't be used on this order (1)").click();
  await expect(page.getByText(/Add \$170\.00 more to use it/)).toBeVisible();
  await passAxe(page);
  // Ten off beats a fifth of thirty; by hand the other one.
  await expect(page.getByRole("button", { name: "Place order · $20.00" })).toBeVisible();
  await page.getByRole("checkbox", { name: /Ten off/ }).uncheck();
  await page.getByRole("checkbox", { name: /A fifth off/ }).check();
  await page.getByRole("button", { name: "Use my choice" }).click();
  await expect(page.getByRole("button", { name: "Place order · $24.00" })).toBeVisible();
  await expect(page.getByText("Other coupons would save $4.00 more.")).toBeVisible();
  // Two that do not stand together: nothing is applied silently, and it says so.
  await page.getByRole("checkbox", { name: /Ten off/ }).check();
  await page.getByRole("button", { name: "Use my choice" }).click();
  await expect(page.getByText(/can't be used as the order is now/)).toBeVisible();
  await expect(page.getByText("It can't be combined with “Ten off”.")).toBeVisible();
  await expect(page.getByRole("checkbox", { name: /Ten off/ })).toBeChecked();
  await expect(page.getByRole("checkbox", { name: /A fifth off/ })).toBeChecked();
  await page.getByRole("button", { name: "Use no coupon" }).click();
  await expect(page.getByRole("button", { name: "Place order · $30.00" })).toBeVisible();
  await page.getByRole("button", { name: "Use the best coupons" }).click();
  await expect(page.getByRole("button", { name: "Place order · $20.00" })).toBeVisible();
  await page.getByRole("button", { name: "Take Oolong out" }).click();
  await expect(page.getByRole("heading", { name: "Your cart is empty" })).toBeVisible();

  const orderId = await order(page);
  await expect(page.getByText("A fifth off: −$6.00")).toBeVisible();
  await passAxe(page);
  await page.getByRole("button", { name: "Pay $56.00" }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  // A bank that says no: nobody is kept waiting for that money.
  await page.getByRole("button", { name: /^Be declined/ }).click();
  await page.waitForURL(`**${home}/orders/${orderId}**`);
  await expect(page.getByText("The payment did not go through. You can try again.")).toBeVisible();
  await expect(page.getByText(/^Payment made\?/)).toBeHidden();
  await passAxe(page);
  await page.getByRole("button", { name: "Pay $56.00" }).click();
  await page.waitForURL(/\/api\/test-payments\//);
  await page.getByRole("button", { name: /^Pay/ }).first().click();
  await page.waitForURL(`**${home}/orders/${orderId}**`);
  await expect(page.getByText("Paid", { exact: true })).toBeVisible();
  await page.getByText("Ask for a refund").click();
  await expect(page.getByText("A fifth off stays used.")).toBeVisible();
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("Say why, in a few words.")).toBeVisible();
  await page.getByLabel("Why?").fill("Too cold");
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByText("You asked for a refund. The store has not decided yet.")).toBeVisible();
  await passAxe(page);
  await page.goto(`${home}/orders`);
  await expect(page.getByText("$56.00")).toBeVisible();
  await passAxe(page);
  await page.context().close();
});

test("all of it works without script, and a cancelled order gives its coupon back", async ({ browser }) => {
  const page = await asMember(browser, false);
  await order(page);
  await page.getByRole("button", { name: "Cancel the order" }).click();
  await expect(page.getByText("The order was cancelled. Its coupons are free again.")).toBeVisible();
  await expect(page.getByText("Cancelled", { exact: true })).toBeVisible();
  await page.goto(`${home}/coupons`);
  await page.getByRole("link", { name: /A fifth off/ }).click();
  await page.waitForURL(/\/coupons\/vch_/);
  await page.getByText("Why can't I use it?").click();
  await expect(page.getByText("Nothing stands in its way: it can be used.")).toBeVisible();
  await page.context().close();
});

test("a coupon that an address asks for stays on the order when the cart changes", async ({ browser }) => {
  const page = await asMember(browser, false);
  await page.goto(`${home}/coupons`);
  const href = await page.getByRole("link", { name: /Ten off/ }).getAttribute("href");
  await page.goto(`${home}/menu`);
  await page.getByRole("button", { name: "Add Oolong to the cart" }).click();
  await expect(page.getByText("1 item in the cart")).toBeVisible();
  await page.goto(`${home}/checkout?coupon=${/vch_\w+/.exec(href ?? "")?.[0]}`);
  await expect(page.getByRole("button", { name: "Place order · $20.00" })).toBeVisible();
  // Of two a fifth would save more.
  await page.getByRole("button", { name: "One more of Oolong" }).click();
  await expect(page.getByRole("button", { name: "Place order · $50.00" })).toBeVisible();
  await page.getByRole("button", { name: "Use the best coupons" }).click();
  await expect(page.getByRole("button", { name: "Place order · $48.00" })).toBeVisible();
  await page.context().close();
});

test("nothing that was typed at the checkout is lost to another of its buttons, with, without and before its script", async ({
  browser,
}) => {
  const porter = `porter-${stamp}`;
  const of = await write(async (tx) => {
    const id = await makeMerchant(tx, { slug: porter, name: "Porter Tea" });
    await makeStore(tx, id, { name: "Quay", deliveryMinor: 1500 });
    await makeProduct(tx, id, { name: "Oolong", prices: { HKD: 3000 } });
    const couponId = await makeCoupon(tx, id, {
      name: "Moon feast",
      distribution: { methods: ["code"] },
      conditions: { minSpendMinor: 100_000 },
    });
    const code = { code: "MOON", key: "MOON", quantity: 3 };
    await tx.insert(sharedCodes).values({ merchantId: id, id: newId("cod"), couponId, ...code });
    return id;
  });
  const coupons: CouponSketch[] = [{ name: "Free delivery", benefit: { type: "delivery_off" } }];
  for (const script of ["runs", "is off", "never comes"] as const) {
    const javaScriptEnabled = script === "runs";
    const page = await asMember(browser, script !== "is off", of, coupons);
    if (script === "never comes") await page.route(/\.js(\?|$)/, (route) => route.abort());
    const there = page.getByRole("radio", { name: /Have it delivered/ });
    const where = page.getByRole("textbox", { name: "Where to?" });
    const code = page.getByRole("textbox", { name: "Have a code?" });
    const placing = (sum: string) => page.getByRole("button", { name: `Place order · ${sum}` });
    await page.goto(`/m/${porter}/menu`);
    await page.getByRole("button", { name: "Add Oolong to the cart" }).click();
    await page.getByRole("link", { name: "Go to checkout" }).click();
    await expect(placing("$20.00")).toBeVisible();
    await expect(page.getByText("The total below changes with “Update”.")).toBeHidden();
    await there.check();
    await expect(page.getByText("The total below changes with “Update”.")).toBeVisible();
    await where.fill("Flat 7B");
    await page.getByRole("button", { name: "One more of Oolong" }).click();
    // Free delivery saves more than a fifth, and does not go with it.
    await expect(placing("$60.00")).toBeVisible();
    await expect(there).toBeChecked();
    await expect(where).toHaveValue("Flat 7B");
    await where.fill("Flat 7B, 12 Quay Road");
    await code.fill("WINTER");
    await page.getByRole("button", { name: "Get the coupon" }).click();
    await expect(page.locator("main").getByRole("alert")).toHaveText(/This code can’t be used/);
    await expect(code).toHaveValue("WINTER");
    if (script === "runs") await expect(code).toBeFocused();
    await expect(where).toHaveValue("Flat 7B, 12 Quay Road");
    if (script !== "runs") {
      // Enter says of a code that was refused what was said: each try counts, and this one is the one of before.
      const again = page.waitForEvent("load");
      await code.press("Enter");
      await again;
      await expect(page.locator("main").getByRole("alert")).toHaveText(/This code can’t be used/);
    }
    await code.fill("SUMMER");
    await page.getByRole("button", { name: "Use no coupon" }).click();
    await expect(placing("$75.00")).toBeVisible();
    await expect(where).toHaveValue("Flat 7B, 12 Quay Road");
    await expect(code).toHaveValue("SUMMER");
    // One that was not tried is tried before anything is ordered without it.
    await placing("$75.00").click();
    await expect(page.locator("main").getByRole("alert")).toHaveText(/This code can’t be used/);
    await expect(placing("$75.00")).toBeVisible();
    // One that works brings its coupon, and leaves the box empty.
    await code.fill("moon");
    await code.press("Enter");
    await expect(page.getByText("The coupon is in your wallet.")).toBeVisible();
    await expect(code).toHaveValue("");
    await expect(where).toHaveValue("Flat 7B, 12 Quay Road");
    // A tick that nobody confirmed goes along, too, and is not ordered past.
    await page.getByRole("checkbox", { name: /Free delivery/ }).check();
    await placing("$75.00").click();
    await expect(
      page.getByText("This is what the order costs with the coupons you ticked.", { exact: false }),
    ).toBeVisible();
    await expect(placing("$60.00")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /Free delivery/ })).toBeChecked();
    await page.getByRole("button", { name: "One less of Oolong" }).click();
    await expect(placing("$30.00")).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /Free delivery/ })).toBeChecked();
    // Enter keeps what stands there, and neither orders nor takes anything out.
    await there.press("Enter");
    await expect(placing("$30.00")).toBeVisible();
    await expect(where).toHaveValue("Flat 7B, 12 Quay Road");
    if (javaScriptEnabled) await passAxe(page);
    await placing("$30.00").click();
    await expect(page.getByText("Deliver to: Flat 7B, 12 Quay Road")).toBeVisible();
    await page.context().close();
  }
});

test("an order is delivered for the store's charge, which free delivery takes off, with and without script", async ({
  browser,
}, info) => {
  const courier = `courier-${stamp}`;
  const of = await write(async (tx) => {
    const id = await makeMerchant(tx, { slug: courier, name: "Courier Tea" });
    await makeStore(tx, id, { name: "Pier", deliveryMinor: 1500 });
    await makeProduct(tx, id, { name: "Oolong", prices: { HKD: 3000 }, offers: ["HKD"] });
    return id;
  });
  const coupons: CouponSketch[] = [
    { name: "Free delivery", benefit: { type: "delivery_off" } },
    {
      ...{ name: "Not on offers", benefit: { type: "amount_off", amountMinor: 2900 } },
      conditions: { combinesWithOffers: false },
    },
  ];
  for (const javaScriptEnabled of [true, false]) {
    const page = await asMember(browser, javaScriptEnabled, of, coupons);
    await page.goto(`/m/${courier}/menu`);
    await expect(page.getByText("On offer")).toBeVisible();
    await page.getByRole("button", { name: "Add Oolong to the cart" }).click();
    await page.getByRole("link", { name: "Go to checkout" }).click();
    await page.waitForURL(`**/m/${courier}/checkout`);
    await expect(page.getByRole("radio", { name: /Collect in the store/ })).toBeChecked();
    await expect(page.getByRole("button", { name: "Place order · $20.00" })).toBeVisible();
    await page.getByText("Can't be used on this order (3)").click();
    await expect(page.getByText("What it is for is on offer already", { exact: false })).toBeVisible();
    await expect(page.getByText("Have the order delivered to use it.", { exact: false })).toBeVisible();
    await expect(page.getByLabel("Where to?")).toBeHidden();
    await page.getByRole("radio", { name: /Have it delivered/ }).check();
    await expect(page.getByLabel("Where to?")).toBeVisible();
    await page.getByRole("button", { name: "Update" }).click();
    await expect(page.getByRole("button", { name: "Place order · $30.00" })).toBeVisible();
    await expect(page.getByText("Coupons off delivery")).toBeVisible();
    if (javaScriptEnabled) await passAxe(page);
    await page.getByRole("button", { name: "Place order · $30.00" }).click();
    const address = page.getByLabel("Where to?");
    await expect(address).toHaveAccessibleDescription(/Say where the order shall be delivered to/);
    await expect(address).toBeFocused();
    await expect(address).toHaveAttribute("aria-invalid", "true");
    await page.screenshot({ path: info.outputPath(`address-${javaScriptEnabled}.png`) });
    // As high as the page: the bar at a screen's foot covers half a button there, which is not the button's size.
    await page.setViewportSize({ width: 390, height: 2400 });
    if (javaScriptEnabled) await passAxe(page);
    await address.fill("Flat 7B, 12 Pier Road");
    await page.getByRole("button", { name: "Place order · $30.00" }).click();
    await page.waitForURL(new RegExp(`/m/${courier}/orders/ord_[^?]+`));
    await expect(page.getByText("Deliver to: Flat 7B, 12 Pier Road")).toBeVisible();
    await page.context().close();
  }
});
