import { type Page, test, expect as within } from "@playwright/test";
import { jobs } from "@/db/schema/jobs";
import { makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { hydrated } from "@/e2e/fixtures/hydrated";
import { write } from "@/e2e/fixtures/product";
import { tick } from "@/e2e/fixtures/tick";
import { cookiesOf, newWorld, type Visitor } from "@/e2e/fixtures/worlds";
import { newId } from "@/lib/kernel/id";

/** Checks UX-02 to UX-06 of the console's lists and forms, in a world of their own. */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;
let colleague: Page;
const names = Array.from({ length: 60 }, (_, at) => `Row ${String(at).padStart(2, "0")}`);

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("HABITS");
  await write(async (tx) => {
    for (const name of names) await makeCoupon(tx, world.merchantId, { name });
  });
  const open = async (visitor: Visitor) => {
    const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
    await context.addCookies(
      (await cookiesOf(world, visitor)).map((cookie) => ({ ...cookie, url: demo().baseUrl })),
    );
    return await context.newPage();
  };
  page = await open("group_admin");
  colleague = await open("marketer");
});

test.afterAll(async () => {
  await page.context().close();
  await colleague.context().close();
});

const list = () => `/console/${world.slug}/coupons`;
const rowNames = (where: Page) => where.locator("tbody a.data-table__link");
const toolbar = () => page.getByRole("toolbar", { name: "For the selection" });

test("a filtered, sorted list on its third page is there again after Back: rows, scroll and focus (UX-04)", async () => {
  await page.goto(`${list()}?status=active&sort=name`);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(page).toHaveURL(/page=2/);
  await page.keyboard.press("]");
  await expect(page).toHaveURL(/page=3/);
  await expect(page.getByText("Page 3")).toBeVisible();
  const address = page.url();
  const last = rowNames(page).last();
  const name = await last.textContent();
  await last.scrollIntoViewIfNeeded();
  await last.click();
  await expect(page).toHaveURL(/\/coupons\/cpn_/);
  await page.goBack();
  await expect(page).toHaveURL(address);
  await expect(page.locator(":focus")).toHaveText(name ?? "");
  await page.keyboard.press("[");
  await expect(page).toHaveURL(/page=2/);
});

test("a view is saved with its columns, shared, and shows a colleague the same list from its address (UX-05)", async () => {
  await page.goto(`${list()}?status=active&sort=-name`);
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByLabel("Name", { exact: true }).fill("Live, last first");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("link", { name: "Live, last first" })).toHaveAttribute("aria-current", "true");
  await expect(page).toHaveURL(/view=viw_/);
  const rows = await rowNames(page).allTextContents();
  // Not shared yet: the address alone shows the same list, without the tab.
  await colleague.goto(page.url());
  expect(await rowNames(colleague).allTextContents()).toEqual(rows);
  await expect(colleague.getByRole("link", { name: "Live, last first" })).toHaveCount(0);
  await page.getByRole("button", { name: "More for view Live, last first" }).click();
  await page.getByRole("menuitem", { name: "Share with everyone" }).click();
  await expect(page.getByText("Everyone who sees this list has the view now.")).toBeVisible();
  await colleague.goto(list());
  await colleague.getByRole("link", { name: "Live, last first" }).click();
  await expect(colleague).toHaveURL(/status=active/);
  await colleague.getByRole("button", { name: "More for view Live, last first" }).click();
  await expect(colleague.getByRole("menuitem", { name: "Duplicate" })).toBeVisible();
  await expect(colleague.getByRole("menuitem", { name: "Rename" })).toHaveCount(0);
  await colleague.keyboard.press("Escape");
});

test("columns are hidden and put in order by their buttons, and stay so for this person alone", async () => {
  await page.goto(list());
  const heads = page.locator("thead th");
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("button", { name: "Move Used up" }).click();
  await page.getByRole("row", { name: "Created", exact: true }).click();
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(heads.filter({ hasText: "Created" })).toHaveCount(0);
  await page.reload();
  await expect(heads.filter({ hasText: "Created" })).toHaveCount(0);
  const order = (await heads.allTextContents()).join(" ");
  expect(order.indexOf("Used")).toBeLessThan(order.indexOf("Issued"));
  await colleague.goto(list());
  await expect(colleague.locator("thead th").filter({ hasText: "Created" })).toHaveCount(1);
});

test("chosen rows are paused at once, what is refused is listed with its reason, and all is taken back", async () => {
  await page.goto(`${list()}?q=Row 0&sort=name`);
  await tick(page.getByLabel("Select Row 01"));
  await tick(page.getByLabel("Select Row 02"));
  await expect(toolbar()).toContainText("2 selected");
  await toolbar().getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Pause: 2 done.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Row 01/ })).toContainText("Paused");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("row", { name: /Row 01/ })).toContainText("Live");
  await tick(page.getByLabel("Select Row 03"));
  await toolbar().getByRole("button", { name: "Restore" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  const refused = page.getByRole("dialog", { name: /left as it is/ });
  await expect(refused).toContainText("Row 03");
  await expect(refused).toContainText("Its state is “Live”");
  await refused.getByRole("button", { name: "Got it" }).click();
  await page.keyboard.press("Escape");
  await expect(toolbar()).toHaveCount(0);
});

test("all that a filter matches are chosen together, on whatever page they are", async () => {
  await page.goto(`${list()}?q=Row&status=active`);
  await tick(page.getByLabel("Select all on this page"));
  await toolbar()
    .getByRole("button", { name: /Select all 60 matching/ })
    .click();
  await expect(toolbar()).toContainText("60 selected");
  await toolbar().getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText("Pause: 60 done.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
});

test("keys lead about, find things and can be turned off; none acts while somebody types", async () => {
  await page.goto(list());
  await hydrated(page);
  // What listens to keys comes to life after what they lead about on.
  await expect(async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("a");
    await expect(page).toHaveURL(/\/activities$/, { timeout: 3_000 });
  }).toPass();
  // The address is there before the list is.
  await expect(page.getByRole("searchbox")).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("c?f");
  await expect(page.getByRole("searchbox")).toHaveValue("c?f");
  await expect(page).toHaveURL(/\/activities/);
  await page.keyboard.press("Control+k");
  const menu = page.getByRole("dialog", { name: "Search and commands" });
  await expect(menu.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("Row 07");
  await expect(menu.getByRole("menuitem", { name: /Row 07/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Row 07" })).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByText("Shortcuts of a single key").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.waitForTimeout(500);
  await expect(page.getByRole("heading", { level: 1, name: "Row 07" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(menu).toBeVisible();
  await page.keyboard.press("Escape");
  await page.context().clearCookies({ name: "keys" });
});

test("a press on a row and keys after Ctrl+K count at once, however late what they open comes", async () => {
  await page.goto(`${list()}?q=Row 1&sort=name`);
  const box = page.getByLabel("Select Row 11");
  await expect(box).toBeEnabled();
  const [slow, again] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const scripts = "**/_next/static/**/*.js";
  await page.route(scripts, (route) => slow.promise.then(() => route.continue()));
  await tick(box);
  await expect(toolbar()).toContainText("1 selected");
  await expect(rowNames(page)).toHaveCount(10);
  slow.resolve();
  await toolbar().getByRole("button", { name: "Tags" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
  await page.unroute(scripts);
  await page.goto(list());
  await expect(page.locator("tbody input:enabled").first()).toBeVisible();
  await page.route(scripts, (route) => again.promise.then(() => route.continue()));
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Row 07");
  again.resolve();
  const menu = page.getByRole("dialog", { name: "Search and commands" });
  await expect(menu.getByRole("searchbox")).toHaveValue("Row 07");
  await expect(menu.getByRole("menuitem", { name: /Row 07/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.unroute(scripts);
});

test("an empty form says what is missing, leads there and loses nothing that was typed (UX-02)", async () => {
  await page.goto(`${list()}/new/amount_off`);
  await page.getByLabel("Description").fill("Kept");
  await page.getByRole("button", { name: "Publish" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "need your attention" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link").first().click();
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Description")).toHaveValue("Kept");
});

test("what is typed into a new coupon is a draft of its author's, gone on with later and gone when it is made (UX-03)", async () => {
  await page.goto(`${list()}/new/generic`);
  await page.getByLabel("Name", { exact: true }).fill("Drafted");
  await expect(page.getByText(/Draft saved \d\d:\d\d/)).toBeVisible();
  await page.goto(`${list()}/new`);
  await colleague.goto(`${list()}/new`);
  await expect(colleague.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(colleague.getByRole("link", { name: "Drafted" })).toHaveCount(0);
  await page.getByRole("link", { name: "Drafted" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Drafted");
  await page.getByLabel("What the member gets").fill("One tea");
  await page.getByRole("button", { name: "Publish" }).dblclick();
  await expect(page.getByRole("heading", { level: 1, name: "Drafted" })).toBeVisible();
  await page.goto(`${list()}/new`);
  await expect(page.getByRole("link", { name: "Drafted" })).toHaveCount(0);
  await page.goto(`${list()}?q=Drafted`);
  await expect(rowNames(page)).toHaveCount(1);
});

test("an edit is guarded, kept for after a crash, and put beside a colleague's save (UX-06)", async () => {
  const edit = `/console/${world.slug}/products/${world.productId}/edit`;
  await page.goto(edit);
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Mine");
  await page.getByRole("link", { name: "Coupons", exact: true }).click();
  const guard = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await guard.getByRole("button", { name: "Stay here" }).click();
  await page.waitForTimeout(1200);
  // A crash asks nothing; the page is opened anew.
  const again = await page.context().newPage();
  await again.goto(edit);
  await again.getByRole("button", { name: "Restore it" }).click();
  await expect(again.getByLabel("Name", { exact: true })).toHaveValue("Mine");
  await again.close();
  await colleague.goto(edit);
  await colleague.getByLabel("SKU").fill("THEIRS-1");
  await colleague.getByRole("button", { name: "Save", exact: true }).click();
  await expect(colleague.getByText("The product is saved.").first()).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = page.getByRole("alertdialog", { name: "Somebody else saved this in the meantime" });
  await expect(conflict).toContainText(`${world.marker} marketer`);
  await expect(conflict.getByRole("row", { name: /^Name/ })).toContainText("Mine");
  await expect(conflict.getByRole("row", { name: /^SKU/ })).toContainText("THEIRS-1");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(conflict).toBeHidden();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await expect(name).toHaveValue("Mine");
  await expect(page.getByLabel("SKU")).toHaveValue("THEIRS-1");
});

const conflictOf = (where: Page) =>
  where.getByRole("alertdialog", { name: "Somebody else saved this in the meantime" });
const save = (where: Page) => where.getByRole("button", { name: "Save", exact: true }).click();

test("a store and a member that somebody else saved meanwhile are put side by side, and neither is lost (UX-06)", async () => {
  const again = await page.context().newPage();
  const store = `/console/${world.slug}/stores/${world.first.storeId}`;
  await page.goto(store);
  await page.getByLabel("Address").fill("Mine 1");
  await again.goto(store);
  await again.getByLabel("City").fill("Theirs");
  await save(again);
  await expect(again.getByText("The store is saved.").first()).toBeVisible();
  await save(page);
  await expect(conflictOf(page).getByRole("row", { name: /^City/ })).toContainText("Theirs");
  await expect(conflictOf(page).getByRole("row", { name: /^Address/ })).toContainText("Mine 1");
  await conflictOf(page).getByRole("button", { name: "Keep mine" }).click();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await expect(page.getByLabel("Address")).toHaveValue("Mine 1");
  await expect(page.getByLabel("City")).toHaveValue("Theirs");
  const member = `/console/${world.slug}/members/${world.first.memberId}`;
  await page.goto(`${member}/edit`);
  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await again.goto(`${member}/edit`);
  await again.getByLabel("Nickname").fill("Theirs");
  await save(again);
  await again.waitForURL(new RegExp(`${member}$`));
  await again.close();
  await save(page);
  await expect(conflictOf(page).getByRole("row", { name: /^Nickname/ })).toContainText("Theirs");
  await page.waitForTimeout(1000);
  // What is typed about a person is not kept in a browser.
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("Mine");
  await conflictOf(page).getByRole("button", { name: "Keep mine" }).click();
  await page.waitForURL(new RegExp(`${member}$`));
  await page.goto(`${member}/edit`);
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Mine");
  await expect(page.getByLabel("Nickname")).toHaveValue("Theirs");
});

test("leaving by keys and by the view switch asks first, and what is discarded stays so (UX-06)", async () => {
  const guard = page.getByRole("alertdialog", { name: "Leave without saving?" });
  const stay = () => guard.getByRole("button", { name: "Stay here" }).click();
  const city = page.getByLabel("City", { exact: true });
  await page.goto(`/console/${world.slug}/stores`);
  await hydrated(page);
  await page.getByRole("link", { name: /second store/ }).click();
  await city.fill("Gone");
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeVisible();
  const address = page.url();
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await stay();
  await page.getByRole("button", { name: /^View: / }).click();
  await page.getByRole("option", { name: /first store/ }).click();
  await stay();
  await expect(page).toHaveURL(address);
  await expect(city).toHaveValue("Gone");
  await page.waitForTimeout(1000);
  const store = address.split("/").at(-1) ?? "";
  const keptEdits = () =>
    page.evaluate((id) => Object.keys(localStorage).filter((key) => key.endsWith(id)).length, store);
  expect(await keptEdits()).toBe(1);
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  expect(await keptEdits()).toBe(0);
  await page.reload();
  await hydrated(page);
  await expect(page.getByRole("button", { name: "Restore it" })).toHaveCount(0);
  await city.fill("Gone again");
  await expect.poll(keptEdits).toBe(1);
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await guard.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/coupons$/);
  expect(await keptEdits()).toBe(0);
  await page.goto(address);
  await hydrated(page);
  await expect(page.getByRole("button", { name: "Restore it" })).toHaveCount(0);
});

/** Hides a column of the list that is shown, and shows that it stays hidden; the first of the list is always there. */
async function hides(at: string, column: string): Promise<void> {
  await page.goto(`/console/${world.slug}/${at}`);
  const head = page.locator("thead th").filter({ hasText: column });
  await expect(head).toHaveCount(1);
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("row", { name: column, exact: true }).click();
  await page.getByRole("button", { name: "Show these" }).click();
  await expect(head).toHaveCount(0);
  await page.reload();
  await expect(page.locator("tbody tr").first()).toBeVisible();
  await expect(head).toHaveCount(0);
}

/** Saves a list as it stands under a name, and shows that the view leads there again. */
async function savesView(at: string, narrowed: string, name: string): Promise<void> {
  await page.goto(`/console/${world.slug}/${at}?${narrowed}`);
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  const view = page.getByRole("link", { name, exact: true });
  await expect(view).toHaveAttribute("aria-current", "true");
  await page.goto(`/console/${world.slug}/${at}`);
  await expect(view).not.toHaveAttribute("aria-current", "true");
  await view.click();
  await expect(page).toHaveURL((url) => url.search.includes(narrowed));
  await expect(view).toHaveAttribute("aria-current", "true");
}

test("groups, tags, templates, staff and the audit log are seen as each likes them, too", async () => {
  await hides("members/groups", "Who is in it");
  await hides("settings/staff", "Stores");
  // Theirs is one column that can be hidden, and one has to be shown.
  await savesView("members/tags", "sort=-name", "Tags from the end");
  await savesView("settings/staff", "role=cashier", "Who is at the tills");
  await savesView("settings/audit", "action=store.edit", "Stores changed");
});

test("jobs, API keys and webhooks are seen as each likes them, too", async () => {
  await write(async (tx) => {
    await tx.insert(jobs).values({
      ...{ merchantId: world.merchantId, id: newId("job"), kind: "coupons.export", title: {}, input: {} },
      ...{ capability: "coupon.read", status: "done", result: { counts: {}, refused: [] } },
      ...{ requestId: "habits", actorType: "staff", createdBy: world.staff.group_admin.id },
      ...{ finishedAt: new Date(), expiresAt: new Date(Date.now() + 7 * 86_400_000) },
    });
  });
  await hides("settings/api-keys", "Expires");
  await hides("settings/webhooks", "Last event");
  await hides("settings/jobs", "Files");
  // Those that are over are a view of the product, which nobody needs to save.
  await savesView("settings/api-keys", "sort=created", "Oldest keys first");
  await savesView("settings/jobs", "status=done", "What is done");
});
