import { readFileSync } from "node:fs";
import { type Page, test, expect as within } from "@playwright/test";
import { freshRequestId, makeMember, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { makeVoucher } from "@/db/seed/wins";
import { demo } from "@/e2e/fixtures/demo";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { tick } from "@/e2e/fixtures/tick";
import { newWorld } from "@/e2e/fixtures/worlds";
import { deleteCoupon } from "@/lib/coupons/delete-coupon";
import { revokeVouchers } from "@/lib/orders/revoke-vouchers";

/** Many coupons at once (C22), and what changing a live one does to those that were claimed (UX-07). */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("MANY");
  await write(async (tx) => {
    for (const name of ["Bulk one", "Bulk two", "Bulk three"])
      await makeCoupon(tx, world.merchantId, { name });
  });
  page = await openAs(browser, world.staff.group_admin.id);
});

test.afterAll(async () => {
  await page.context().close();
});

const list = (rest = "") => `/console/${world.slug}/coupons${rest}`;
const toolbar = () => page.getByRole("toolbar", { name: "For the selection" });
const row = (name: string) => page.getByRole("row", { name: new RegExp(`^Select ${name}\\b|${name}`) });

test("tags are put on many coupons at once, found by, and taken off again", async () => {
  await page.goto(list("?q=Bulk"));
  await tick(page.getByLabel("Select Bulk one"));
  await tick(page.getByLabel("Select Bulk two"));
  await toolbar().getByRole("button", { name: "Tags" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Tags of the chosen coupons" });
  await dialog.getByRole("button", { name: "Change tags" }).click();
  await expect(dialog).toContainText("Choose or type at least one tag.");
  await dialog.getByLabel("New tags").fill("Winter, 茶饮");
  await dialog.getByRole("button", { name: "Change tags" }).click();
  await expect(page.getByText("2 coupons are changed.")).toBeVisible();
  await expect(row("Bulk one")).toContainText("Winter");
  await expect(row("Bulk two")).toContainText("茶饮");
  await expect(row("Bulk three")).not.toContainText("Winter");
  await page.goto(list("?tag=Winter"));
  await expect(page.locator("tbody a.data-table__link")).toHaveCount(2);
  await page.getByRole("link", { name: "Bulk one" }).click();
  await page.waitForURL(/\/coupons\/cpn_/);
  await page.getByRole("button", { name: "Tags", exact: true }).click();
  await dialog.getByRole("button", { name: /^Take off/ }).click();
  await page.getByRole("option", { name: "Winter" }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Change tags" }).click();
  await expect(page.getByText("1 coupon is changed.")).toBeVisible();
  await page.goto(list("?tag=Winter"));
  await expect(page.locator("tbody a.data-table__link")).toHaveCount(1);
});

test("a later last day is given to those of the chosen that have dates, and the others say why not", async () => {
  const validity = { type: "fixed", from: "2026-01-01T00:00:00Z", until: "2035-01-01T00:00:00Z" } as const;
  await write((tx) => makeCoupon(tx, world.merchantId, { name: "Dated one", validity }));
  await page.goto(list());
  await tick(page.getByLabel("Select Bulk one"));
  await tick(page.getByLabel("Select Dated one"));
  await toolbar().getByRole("button", { name: "Extend validity" }).click();
  const dialog = page.getByRole("alertdialog", { name: "A later end for the chosen coupons" });
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(dialog).toContainText("Choose a day.");
  await dialog.getByRole("spinbutton").first().click();
  await page.keyboard.type("03312036");
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(page.getByText("1 coupon is extended.")).toBeVisible();
  const refused = page.getByRole("dialog", { name: /Extend validity/ });
  await expect(refused).toContainText("Bulk one");
  await expect(refused).toContainText("It has no fixed dates");
  await refused.getByRole("button").last().click();
  await expect(row("Dated one")).toContainText("2036");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("It has its former dates again.")).toBeVisible();
  await expect(row("Dated one")).toContainText("2035");
});

/** Which of the chosen were refused is told, though none of them is in the list any more. */
async function toldOf(names: readonly string[]): Promise<void> {
  const refused = page.getByRole("dialog", { name: /left as (it is|they are)/ });
  await expect(page.getByText("Nothing matches")).toBeAttached();
  for (const name of names) await expect(refused).toContainText(name);
  await refused.getByRole("button", { name: "Got it" }).click();
  await expect(refused).toBeHidden();
}

test("why coupons that a colleague deleted meanwhile take no tags or later end stays in sight when they leave the list", async () => {
  const { merchantId } = world;
  for (const [button, words] of [
    ["Tags", "Change tags"],
    ["Extend validity", "Extend"],
  ] as const) {
    const names = [`${button} gone one`, `${button} gone two`];
    const ids = await write(async (tx) => {
      const made: string[] = [];
      for (const name of names) made.push(await makeCoupon(tx, merchantId, { name }, { publishedAt: null }));
      return made;
    });
    await page.goto(list(`?q=${encodeURIComponent(`${button} gone`)}`));
    await tick(page.getByLabel("Select all on this page"));
    for (const couponId of ids) {
      await deleteCoupon(testScope(merchantId), { requestId: freshRequestId(), couponId });
    }
    await toolbar().getByRole("button", { name: button }).click();
    const dialog = page.getByRole("alertdialog");
    if (button === "Tags") await dialog.getByLabel("New tags").fill("Late");
    else {
      await dialog.getByRole("spinbutton").first().click();
      await page.keyboard.type("03312036");
    }
    await dialog.getByRole("button", { name: words, exact: true }).click();
    await toldOf(names);
  }
});

test("why copies that a colleague revoked meanwhile are not extended or revoked stays in sight when they leave the list", async () => {
  const { merchantId } = world;
  for (const button of ["Extend…", "Revoke"]) {
    const member = `${button} too late`;
    const [couponId, voucherId] = await write(async (tx) => {
      const made = await makeCoupon(tx, merchantId, { name: `Copies ${button}` });
      const memberId = await makeMember(tx, merchantId, { name: member });
      return [made, await makeVoucher(tx, merchantId, { memberId, couponId: made, at: new Date() })] as const;
    });
    await page.goto(list(`/${couponId}/records?state=available`));
    await tick(page.getByLabel("Select all on this page"));
    const vouchers = [{ id: voucherId, name: member }];
    await revokeVouchers(testScope(merchantId), { requestId: freshRequestId(), vouchers, note: "Meanwhile" });
    await toolbar().getByRole("button", { name: button }).click();
    const dialog = page.getByRole("alertdialog");
    if (button === "Revoke") await dialog.getByRole("textbox").fill("Too late");
    else {
      await dialog.getByRole("spinbutton").first().click();
      await page.keyboard.type("03312036");
    }
    await dialog.getByRole("button", { name: button.replace("…", ""), exact: true }).click();
    await toldOf([]);
  }
});

test("many are archived at once and are back with one press", async () => {
  await page.goto(list("?q=Bulk&sort=name"));
  await tick(page.getByLabel("Select all on this page"));
  await toolbar().getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("Archive: 3 done.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Select Bulk one")).toBeVisible();
});

test("the chosen ones and no others are in the export", async () => {
  await page.goto(list("?q=Bulk"));
  await tick(page.getByLabel("Select Bulk two"));
  await tick(page.getByLabel("Select Bulk three"));
  await toolbar().getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  await page.getByRole("banner").getByRole("button", { name: /^Jobs/ }).click();
  const file = page.getByRole("dialog", { name: "Jobs" }).getByRole("link", { name: /^Coupons .*\.csv/ });
  await expect(file).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  const lines = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n")
    .slice(1);
  expect(lines.map((line) => line.split(",")[0]).sort()).toEqual(["Bulk three", "Bulk two"]);
  expect(lines.join("\n")).toContain("$20 off");
});

test("a live coupon's amount is changed after three claims: those keep their terms, and the next has the new ones (UX-07)", async ({
  browser,
}) => {
  const { merchantId, slug } = world;
  const [couponId, memberId] = await write(async (tx) => {
    const made = await makeCoupon(tx, merchantId, { name: "Changed alive" });
    const who = await makeMember(tx, merchantId, { name: "Early" });
    for (let claims = 0; claims < 3; claims += 1) {
      await makeVoucher(tx, merchantId, { memberId: who, couponId: made, at: new Date() });
    }
    return [made, who] as const;
  });
  await page.goto(list(`/${couponId}/edit`));
  await expect(page.getByText("the 3 already claimed keep their terms")).toBeVisible();
  const amount = page.getByLabel("Amount off", { exact: false }).first();
  await amount.fill("35");
  await amount.blur();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.goto(list(`/${couponId}/history`));
  await expect(page.getByText(/20.*35/).first()).toBeVisible();

  const member = await (await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" })).newPage();
  await member.context().addCookies([{ ...(await memberCookie(merchantId, memberId)), url: demo().baseUrl }]);
  const worth = (amount: string) => member.locator(".ticket__value").filter({ hasText: amount });
  await member.goto(`/m/${slug}/coupons`);
  await expect(member.getByRole("heading", { name: "Changed alive" })).toHaveCount(3);
  await expect(worth("20")).toHaveCount(3);
  await expect(worth("35")).toHaveCount(0);
  await page.goto(`/console/${slug}/members/${memberId}`);
  await page.getByRole("button", { name: "Give coupon" }).click();
  const give = page.getByRole("dialog", { name: /^Give Early a coupon/ });
  await give
    .getByRole("button", { name: /Coupon/ })
    .first()
    .click();
  await page.getByRole("option", { name: /Changed alive/ }).click();
  await give.getByRole("button", { name: "Give coupon" }).click();
  await expect(page.getByText("Early has the coupon.")).toBeVisible();
  await member.reload();
  await expect(worth("20")).toHaveCount(3);
  await expect(worth("35")).toHaveCount(1);
  await member.context().close();
});

test("one member's coupon is good for longer from beside the list, and its history says until when and why (C-16)", async () => {
  const { merchantId, slug } = world;
  const [couponId, voucherId] = await write(async (tx) => {
    const made = await makeCoupon(tx, merchantId, { name: "Missed the bus" });
    const memberId = await makeMember(tx, merchantId, { name: "Late" });
    return [made, await makeVoucher(tx, merchantId, { memberId, couponId: made, at: new Date() })] as const;
  });
  await page.goto(`/console/${slug}/coupons/${couponId}/records?record=${voucherId}`);
  const drawer = page.getByRole("dialog", { name: "Missed the bus" });
  await drawer.getByRole("button", { name: "Extend…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Let this coupon be used for longer?" });
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(dialog).toContainText("Choose a day first.");
  await dialog.getByRole("spinbutton").first().click();
  await page.keyboard.type("03312036");
  await dialog.getByLabel("Note (for the history)").fill("Bus strike");
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(drawer).toContainText("Mar 31, 2036");
  await expect(drawer).toContainText("Extended");
  await expect(drawer).toContainText("Bus strike");
});
