import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { ask } from "@/e2e/fixtures/http";
import { keyboardOf } from "@/e2e/fixtures/keyboard";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("DECOR");
});

const path = () => `/console/${world.slug}/activities/${world.first.activityId}/page`;
const saved = (page: Page) => expect(page.getByText(/^Draft saved/)).toBeVisible({ timeout: 15_000 });
const canvas = (page: Page) => page.frameLocator("iframe[title='The page as members see it']");
const publicPage = async () => (await ask(`/a/${world.first.slug}`)).body;

test("a page is decorated by keyboard alone, undone and redone ten times over, and published (UX-25)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  const { press, tabTo, type } = keyboardOf(page);
  await page.goto(path());
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
  const sections = page.getByRole("grid", { name: "Sections" }).getByRole("row");
  await expect(sections).toHaveCount(5);
  const before = await publicPage();

  await tabTo(/^Add section/);
  await press("Enter");
  await tabTo(/^Search sections/);
  await type("questions");
  await press("Tab", "Enter");
  await expect(sections).toHaveCount(6);
  // In a list, arrows go from row to row and Tab to what can be done with one.
  await tabTo(/^Banner/);
  await press("ArrowDown");
  await tabTo(/^Move Questions down/, 5);
  await press("Enter");
  await expect(page.getByText(/Questions is now at place 3 of 6/)).toBeAttached();
  await tabTo(/^Heading/);
  await type("Good to know");
  await expect(sections.nth(2)).toContainText("Questions");

  await tabTo(/^Theme/);
  await press("Enter");
  for (const look of [/Tickets/, /Corners/, /Buttons/, /Font/, /Text size/, /Headings/, /Gift icon/]) {
    await tabTo(look);
    await press("ArrowRight");
  }
  await saved(page);
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("Control+z");
  await expect(sections).toHaveCount(5);
  for (let step = 0; step < 10; step += 1) await page.keyboard.press("Control+Shift+z");
  await expect(sections).toHaveCount(6);
  await saved(page);
  expect(await publicPage()).toContain(world.marker);
  expect((await publicPage()).includes("Good to know")).toBe(before.includes("Good to know"));

  await tabTo(/^Publish$/);
  await press("Enter");
  const dialog = page.getByRole("dialog", { name: "Publish this page" });
  await expect(dialog).toContainText("Added: Questions");
  await tabTo(/^Publish now$/);
  await press("Enter");
  await expect(page.getByText("The page is live")).toBeVisible();
  await page.close();
});

test("a pale accent is flagged, one press mends it, and the published page passes axe (UX-26)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(path());
  await page.getByRole("button", { name: "Theme", exact: true }).click();
  await page.getByRole("button", { name: /Accent/ }).click();
  const hex = page.getByRole("textbox", { name: "Hex code" });
  await hex.fill("#fff3b0");
  await hex.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Hard to read")).toBeVisible();
  const broken = await new AxeBuilder({ page }).exclude("iframe").analyze();
  expect(broken.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole("button", { name: "Fix", exact: true }).click();
  await expect(page.getByText("Hard to read")).toBeHidden();
  await saved(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("The page is live")).toBeVisible();
  await page.goto(`/a/${world.first.slug}`);
  const shown = await new AxeBuilder({ page }).analyze();
  expect(shown.violations.map(({ id }) => id)).toEqual([]);
  await page.close();
});

test("of two who decorate one page the later is asked, and nothing is overwritten unseen", async ({
  browser,
}) => {
  const [one, two] = [
    await openAs(browser, world.staff.group_admin.id),
    await openAs(browser, world.staff.marketer.id),
  ];
  for (const page of [one, two]) {
    await page.goto(path());
    await page.getByRole("row", { name: /^Banner/ }).click();
    await expect(page.getByRole("textbox", { name: /^Title/ })).toBeVisible();
  }
  await one.getByRole("textbox", { name: /^Title/ }).fill("Theirs");
  await saved(one);
  await two.getByRole("textbox", { name: /^Title/ }).fill("Mine");
  const asked = two.getByRole("alertdialog", { name: "Somebody else saved this page" });
  await expect(asked).toBeVisible({ timeout: 15_000 });
  await asked.getByRole("button", { name: "Take theirs" }).click();
  await expect(canvas(two).getByRole("heading", { level: 1, name: "Theirs" })).toBeVisible();
  await two.keyboard.press("Control+z");
  await expect(canvas(two).getByRole("heading", { level: 1, name: "Mine" })).toBeVisible();
  await Promise.all([one.close(), two.close()]);
});
