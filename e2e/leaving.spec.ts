import { type Page, test, expect as within } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { hydrated } from "@/e2e/fixtures/hydrated";
import { cookiesOf, newWorld } from "@/e2e/fixtures/worlds";

/** What was typed is neither lost nor kept where it may not be, whichever way a page is left (UX-06). */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;
let home: string;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("LEAVING");
  home = `/console/${world.slug}`;
  const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
  await context.addCookies(
    (await cookiesOf(world, "group_admin")).map((cookie) => ({ ...cookie, url: demo().baseUrl })),
  );
  page = await context.newPage();
});

test.afterAll(async () => {
  await page.context().close();
});

const guard = () => page.getByRole("alertdialog", { name: "Leave without saving?" });
const kept = () => page.getByText(/^Draft saved/);
/** Typed as by a hand: only a touched page may hold anybody back. */
async function type(label: string, text: string) {
  const field = page.getByLabel(label, { exact: true }).first();
  await field.click();
  await field.press("Control+A");
  await field.pressSequentially(text);
}

test("the browser's own Back and Forward ask first, and go where they were to when they may", async () => {
  await page.goto(`${home}/stores`);
  await hydrated(page);
  await page.getByRole("link", { name: /second store/ }).click();
  await page.waitForURL(/stores\/str_/);
  const address = page.url();
  await type("City", "Gone");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeVisible();
  await page.evaluate(() => history.back());
  await guard().getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL(address);
  await expect(page.getByLabel("City", { exact: true })).toHaveValue("Gone");
  await page.evaluate(() => history.back());
  await guard().getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/stores$/);
  await expect(page.getByRole("link", { name: /first store/ })).toBeVisible();
  // Forward, with nothing typed, asks nothing; the same page guards again once something is.
  await page.evaluate(() => history.forward());
  await expect(page).toHaveURL(address);
  await expect(page.getByLabel("City", { exact: true })).not.toHaveValue("Gone");
});

test("what was typed a moment before a page is left is in its draft", async () => {
  for (const leave of ["link", "back", "close"] as const) {
    await page.goto(`${home}/products`);
    await hydrated(page);
    await page.getByRole("link", { name: "Add product" }).first().click();
    await page.waitForURL(/products\/new/);
    await type("Name", `Left by ${leave}`);
    await expect(kept()).toBeVisible();
    await type("Name", `Left late by ${leave}`);
    if (leave === "close") {
      page.once("dialog", (dialog) => void dialog.accept());
      await page.reload();
    } else {
      if (leave === "link") await page.getByRole("link", { name: "Orders", exact: true }).first().click();
      else await page.evaluate(() => history.back());
      await page.waitForURL((url) => !url.pathname.endsWith("/new"));
    }
    await expect(async () => {
      await page.goto(`${home}/products/new`);
      await page.getByRole("link", { name: `Left late by ${leave}` }).click({ timeout: 3000 });
    }).toPass();
    await expect(page.getByLabel("Name", { exact: true }).first()).toHaveValue(`Left late by ${leave}`);
  }
});

test("how long ago something was is told to the minute, in its zone, to whoever has a keyboard only", async () => {
  await page.goto(`${home}/products/new`);
  await hydrated(page);
  const ago = page.getByRole("button", { name: /ago|now/ }).first();
  await ago.focus();
  await page.keyboard.press("Enter");
  const whole = page.locator(".time-whole:popover-open");
  await expect(whole).toContainText(/\d{4}, \d\d:\d\d \(Asia\/Hong_Kong\)/);
  await expect(whole.getByRole("button", { name: /^Copy \d{4}-\d\d-\d\dT/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(whole).toHaveCount(0);
});

const forms = [
  { at: "stores/new", name: "Begun store", send: "Add store" },
  { at: "members/groups/new", name: "Begun group", send: "Create group" },
  { at: "members/cards/new", name: "Begun plan", send: "Create card plan" },
];

test("a new store, group and card plan are drafts that are gone when the thing is made", async () => {
  for (const { at, name, send } of forms) {
    await page.goto(`${home}/${at}`);
    await hydrated(page);
    await type("Name", name);
    await expect(kept()).toBeVisible();
    await page.goto(`${home}/${at}`);
    await page.getByRole("link", { name }).click();
    await expect(page.getByLabel("Name", { exact: true }).first()).toHaveValue(name);
    await hydrated(page);
    if (at.includes("cards")) await page.getByLabel(/^Name/).nth(1).fill("Only tier");
    await page.getByRole("button", { name: send, exact: true }).last().click();
    await page.waitForURL((url) => !url.pathname.endsWith("/new"));
    await page.goto(`${home}/${at}`);
    await hydrated(page);
    await expect(page.getByRole("link", { name, exact: true })).toHaveCount(0);
  }
});

test("what is made before a draft of it was kept leaves none behind, however soon the page is left", async () => {
  for (const { at, name, send } of forms) {
    const quick = `${name} at once`;
    await page.goto(`${home}/${at}`);
    await hydrated(page);
    if (at.includes("cards")) await page.getByLabel(/^Name/).nth(1).fill("Only tier");
    await page.getByLabel("Name", { exact: true }).first().fill(quick);
    await page.getByRole("button", { name: send, exact: true }).last().click();
    await page.waitForURL((url) => !url.pathname.endsWith("/new"));
    // Longer than the pause after which what was typed is kept.
    await page.waitForTimeout(2500);
    await page.goto(`${home}/${at}`);
    await hydrated(page);
    await expect(page.getByRole("link", { name: quick, exact: true })).toHaveCount(0);
  }
});

test("what was typed last is in the draft of what was refused", async () => {
  await page.goto(`${home}/members/groups/new`);
  await hydrated(page);
  await page.getByLabel("Name", { exact: true }).first().fill("Begun group");
  await page.getByRole("button", { name: "Create group", exact: true }).last().click();
  await expect(page.getByText("There is already one called Begun group.")).toBeVisible();
  await expect(kept()).toBeVisible();
  await page.goto(`${home}/members/groups/new`);
  await expect(page.getByRole("link", { name: "Begun group", exact: true })).toBeVisible();
});

test("a pasted list of phones is asked about and never kept; an audience is kept", async () => {
  const give = `${home}/coupons/${world.first.couponId}/give`;
  await page.goto(give);
  await hydrated(page);
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.getByLabel("Phones or member ids")).toBeFocused();
  await expect(page.getByLabel("Phones or member ids")).toHaveAccessibleDescription(/Paste at least one/);
  await type("Phones or member ids", "+15550001111");
  await page.waitForTimeout(2500);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("5550001111");
  await page.getByRole("link", { name: "Orders", exact: true }).first().click();
  await guard().getByRole("button", { name: "Leave" }).click();
  await page.waitForURL(/\/orders/);
  await page.goto(give);
  await hydrated(page);
  await expect(page.getByText("Not finished yet")).toHaveCount(0);
  await page.getByText("Group or audience", { exact: true }).click();
  await page.getByText("New members", { exact: true }).first().click();
  await expect(kept()).toBeVisible();
  await page.goto(give);
  await page.getByRole("region", { name: "Not finished yet" }).getByRole("link").click();
  await page.waitForURL(/draft=/);
  await expect(page.getByRole("radio", { name: /New members/ })).toBeChecked();
});
