import { type Page, test, expect as within } from "@playwright/test";
import { makeGroup, makeStore, makeTag } from "@/db/seed/factories";
import type { TestWorld } from "@/db/seed/test-world";
import { violations } from "@/e2e/fixtures/axe";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { tick } from "@/e2e/fixtures/tick";
import { newWorld } from "@/e2e/fixtures/worlds";

/** What is done to many rows of the smaller lists at once (ux.md 1.4). */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("ROWS");
  await write(async (tx) => {
    const { merchantId } = world;
    for (const name of ["Kiosk one", "Kiosk two"]) await makeStore(tx, merchantId, { name });
    for (const name of ["Label one", "Label two", "Label three", "Label four"])
      await makeTag(tx, merchantId, name);
    await makeGroup(tx, merchantId, { name: "Spare group" });
  });
  page = await openAs(browser, world.staff.group_admin.id);
});

test.afterAll(async () => {
  await page.context().close();
});

const go = (path: string) => page.goto(`/console/${world.slug}/${path}`);
const toolbar = () => page.getByRole("toolbar", { name: "For the selection" });
const press = (name: string) => toolbar().getByRole("button", { name, exact: true }).click();
// A toast has that role, too.
const dialog = () => page.locator("section[role=alertdialog]");

test("stores are closed at once and open again with one press", async () => {
  await go("stores?q=Kiosk");
  await tick(page.getByLabel("Select all on this page"));
  await expect(toolbar().getByRole("button", { name: "Export" })).toBeVisible();
  await press("Archive");
  await expect(dialog()).toContainText("Coupons that name them keep naming them");
  await dialog().getByRole("button", { name: "Archive" }).click();
  await expect(page.getByText("Archive: 2 done.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Select Kiosk two")).toBeVisible();
});

test("the access of all on a page ends but for that of whoever asks, who is told why", async () => {
  await go("settings/staff");
  // Two lists stand there, and either may come first.
  const people = page.getByRole("table").filter({ hasText: "(you)" });
  await tick(people.getByLabel("Select all on this page"));
  await press("Deactivate");
  await dialog().getByRole("button", { name: "Deactivate" }).click();
  const refused = page.getByRole("dialog", { name: /^Deactivate/ });
  await expect(refused).toContainText("This is you");
  await refused.getByRole("button").last().click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("Taken back.")).toBeVisible();
});

test("several labels are deleted only after their number was typed, and merged into one that is chosen", async () => {
  await go("members/tags?q=Label");
  await tick(page.getByLabel("Select Label three"));
  await tick(page.getByLabel("Select Label four"));
  await press("Delete");
  await expect(dialog()).toContainText("This can't be undone.");
  expect(await violations(page)).toEqual([]);
  await dialog().getByRole("button", { name: "Delete" }).click();
  await expect(dialog()).toContainText("Type 2, the number");
  await dialog().getByRole("textbox").fill("2");
  await dialog().getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("2 deleted.")).toBeVisible();
  await tick(page.getByLabel("Select all on this page"));
  await press("Merge");
  await expect(dialog()).toContainText("Merge 2 tags into another");
  await dialog()
    .getByRole("button", { name: /Into the tag/ })
    .click();
  await page.getByRole("option", { name: "Label one" }).click();
  await dialog().getByRole("button", { name: "Merge" }).click();
  await expect(page.getByText("1 tag is merged.")).toBeVisible();
  await expect(page.getByLabel("Select Label two")).toHaveCount(0);
  await go("members/groups?q=Spare");
  await tick(page.getByLabel("Select Spare group"));
  await press("Delete");
  await dialog().getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("1 deleted.")).toBeVisible();
});

test("orders are handed over at once, and one that is not paid says so", async () => {
  await go("orders");
  await tick(page.getByLabel("Select all on this page"));
  await press("Hand over");
  await dialog().getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("dialog", { name: /^Hand over/ })).toContainText("not paid yet");
});
