import { expect, type Page, test } from "@playwright/test";
import sharp from "sharp";
import { makeActivity } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { ask } from "@/e2e/fixtures/http";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("VERSIONS");
});

/** An activity whose page nobody decorated yet. */
async function newActivity() {
  return await write((tx) =>
    makeActivity(tx, world.merchantId, {
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2036-01-01T00:00:00Z",
      passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
    }),
  );
}

const saved = (page: Page) => expect(page.getByText(/^Draft saved/)).toBeVisible({ timeout: 15_000 });
const canvas = (page: Page) => page.frameLocator("iframe[title='The page as members see it']");
async function openEditor(page: Page, activityId: string) {
  await page.goto(`/console/${world.slug}/activities/${activityId}/page`);
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
}
async function setTitle(page: Page, words: string) {
  await page.getByRole("row", { name: /^Banner/ }).click();
  await page.getByRole("textbox", { name: /^Title/ }).fill(words);
}
async function setAccent(page: Page, colour: string) {
  await page.getByRole("button", { name: "Theme", exact: true }).click();
  await page.getByRole("button", { name: /Accent/ }).click();
  const hex = page.getByRole("textbox", { name: "Hex code" });
  await hex.fill(colour);
  await hex.press("Enter");
  await page.keyboard.press("Escape");
}

test("a colour is on the public page once it is published, and a version of before is compared and restored as a draft (UX-25)", async ({
  browser,
}) => {
  const { id, slug } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  const seen = async () => (await ask(`/a/${slug}`)).body;
  await openEditor(page, id);
  await setAccent(page, "#0e7490");
  await saved(page);
  const changes = page.getByText(/^· \d+ changes?$/);
  await expect(changes).toBeVisible();
  expect(await seen()).not.toContain("#0e7490");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("textbox", { name: /^Name or note/ }).fill("In teal");
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("The page is live")).toBeVisible();
  await expect.poll(seen).toContain("#0e7490");
  await expect(changes).toHaveCount(0);

  await setTitle(page, "Said later");
  await saved(page);
  await expect(changes).toHaveText("· 1 change");
  await page.getByRole("button", { name: "Versions", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Versions of this page" });
  await expect(dialog).toContainText("Times are those of Asia/Hong_Kong.");
  await dialog
    .getByRole("listitem")
    .filter({ hasText: "In teal" })
    .getByRole("button", { name: /^Compare/ })
    .click();
  const shown = (name: RegExp) => dialog.getByRole("figure").filter({ hasText: name }).frameLocator("iframe");
  await expect(shown(/As it is now/).getByRole("heading", { level: 1, name: "Said later" })).toBeVisible();
  await expect(shown(/^Version/).getByRole("heading", { level: 1 })).not.toHaveText("Said later");
  // Beside any other version as well, without a pointer.
  await dialog.getByRole("button", { name: /Compare version \d+ with/ }).focus();
  for (const key of ["Enter", "ArrowDown", "Enter"]) await page.keyboard.press(key);
  await expect(
    dialog.getByRole("heading", { name: /^What changed: Version \d+ → Version \d+$/ }),
  ).toBeVisible();
  await expect(dialog.getByRole("figure").filter({ hasText: /As it is now/ })).toHaveCount(0);
  await dialog.getByRole("button", { name: /^Restore version/ }).click();
  await expect(dialog).toBeHidden();
  await expect(canvas(page).getByRole("heading", { level: 1 })).not.toHaveText("Said later");
  await saved(page);
  expect(await seen()).not.toContain("Said later");
  await page.keyboard.press("Control+z");
  await expect(canvas(page).getByRole("heading", { level: 1, name: "Said later" })).toBeVisible();
  await page.close();
});

test("a page that is to go live at a time waits for it, and is taken back", async ({ browser }) => {
  const { id, slug } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  await openEditor(page, id);
  await setTitle(page, "For later");
  await saved(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Publish this page" });
  await dialog.getByText("At a time").click();
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(dialog).toContainText("Choose a time.");
  await dialog.getByRole("spinbutton").first().click();
  await page.keyboard.type("060120271200");
  await dialog.getByRole("button", { name: "Schedule" }).click();
  await expect(page.getByText("The page goes live at its time")).toBeVisible();
  expect((await ask(`/a/${slug}`)).body).not.toContain("For later");
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog).toContainText(/waits for .*2027/);
  await dialog.getByRole("button", { name: "Take back" }).click();
  await expect(dialog.getByText(/waits for/)).toBeHidden();
  await page.close();
});

test("what is edited without a connection is kept on the device, and sent when it is back", async ({
  browser,
}) => {
  const { id } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  await openEditor(page, id);
  await setTitle(page, "Before");
  await saved(page);
  await page.context().setOffline(true);
  await setTitle(page, "In the tunnel");
  await expect(page.getByText(/kept on this device and tried again/)).toBeVisible({ timeout: 15_000 });
  await page.context().setOffline(false);
  await saved(page);
  await page.reload();
  await expect(canvas(page).getByRole("heading", { level: 1, name: "In the tunnel" })).toBeVisible();
  await page.close();
});

test("what was kept and is taken up in a second window while the first sends it asks about nothing", async ({
  browser,
}) => {
  const { id } = await newActivity();
  const one = await openAs(browser, world.staff.group_admin.id);
  await openEditor(one, id);
  await setTitle(one, "Before");
  await saved(one);
  // The first window alone is cut off.
  await one.route("**", (route) => (route.request().method() === "POST" ? route.abort() : route.continue()));
  await setTitle(one, "In the tunnel");
  await expect(one.getByText(/kept on this device and tried again/)).toBeVisible({ timeout: 15_000 });
  const two = await one.context().newPage();
  await openEditor(two, id);
  const take = two.getByRole("button", { name: "Take them up" });
  await expect(take).toBeVisible();
  await one.unroute("**");
  await one.evaluate(() => window.dispatchEvent(new Event("online")));
  await saved(one);
  await take.click();
  await expect(canvas(two).getByRole("heading", { level: 1, name: "In the tunnel" })).toBeVisible();
  await expect(two.getByText(/^(Saving|Draft saved)/)).toBeVisible();
  await saved(two);
  await expect(two.getByRole("alertdialog")).toBeHidden();
  await setTitle(two, "Out of it");
  await saved(two);
  await two.reload();
  await expect(canvas(two).getByRole("heading", { level: 1, name: "Out of it" })).toBeVisible();
  await one.context().close();
});

test("a template is deleted only when it was asked whether, and for whom (D9)", async ({ browser }) => {
  const { id } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  await openEditor(page, id);
  await page.getByRole("button", { name: "Templates", exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Ours");
  await page.getByRole("button", { name: "Save this page as a template" }).click();
  const remove = page.getByRole("button", { name: "Delete template Ours" });
  await remove.click();
  const asked = page.getByRole("alertdialog", { name: "Delete template Ours" });
  await expect(asked).toContainText("Nobody at your business can begin with it any more.");
  await asked.getByRole("button", { name: "Cancel" }).click();
  await expect(remove).toBeVisible();
  await remove.click();
  await asked.getByRole("button", { name: /^Delete/ }).click();
  await expect(remove).toBeHidden();
  await page.close();
});

test("a picture is cut to its shape, told in words, and then on the published page in the sizes it is served in", async ({
  browser,
}) => {
  const { id, slug } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  await openEditor(page, id);
  await page.getByRole("row", { name: /^Banner/ }).click();
  const png = await sharp({ create: { width: 900, height: 900, channels: 3, background: "#bc3a15" } })
    .png()
    .toBuffer();
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose an image" }).first().click(),
  ]);
  await chooser.setFiles({ name: "tea.png", mimeType: "image/png", buffer: png });
  await page.getByRole("button", { name: "Use this part" }).click();
  const alt = page.getByRole("textbox", { name: /^What it shows/ });
  await expect(alt).toBeVisible({ timeout: 20_000 });
  await saved(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  // Without words it is not published, and one is led to where they are missing.
  await expect(page.getByRole("dialog", { name: "Publish this page" })).toBeHidden();
  await expect(alt).toBeVisible();
  await alt.fill("A pot of tea");
  await saved(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("The page is live")).toBeVisible();
  await page.goto(`/a/${slug}`);
  const shown = page.getByRole("img", { name: "A pot of tea" });
  await expect(shown).toBeVisible();
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth / image.naturalHeight))
    .toBeGreaterThan(1.5);
  await page.close();
});

test("points of a list are moved by keyboard, and the focus goes along", async ({ browser }) => {
  const { id } = await newActivity();
  const page = await openAs(browser, world.staff.group_admin.id);
  await openEditor(page, id);
  await page.getByRole("button", { name: "Add section" }).click();
  await page
    .getByRole("dialog")
    .getByRole("searchbox")
    .or(page.getByRole("textbox", { name: /^Search sections/ }))
    .first()
    .fill("steps");
  await page.getByRole("option", { name: /^Steps/ }).click();
  const add = page.getByRole("button", { name: "Add a point" });
  const points = page.locator("[data-point]");
  while ((await points.count()) < 3) await add.click();
  const first = (at: number) => points.nth(at).getByRole("textbox").first();
  for (const [at, words] of ["One", "Two", "Three"].entries()) await first(at).fill(words);
  await page.getByRole("button", { name: "Move Point 1 down" }).focus();
  await page.keyboard.press("Enter");
  await expect(first(1)).toHaveValue("One");
  await expect(page.getByRole("button", { name: "Move Point 2 down" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(first(2)).toHaveValue("One");
  await expect(first(0)).toHaveValue("Two");
  await page.close();
});
