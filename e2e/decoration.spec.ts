import { expect, type Page, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

let world: TestWorld;

test.beforeAll(async () => {
  world = await newWorld("DECOR");
});

const path = () => `/console/${world.slug}/activities/${world.first.activityId}/page`;
const saved = (page: Page) => expect(page.getByText(/^Draft saved/)).toBeVisible({ timeout: 15_000 });
const canvas = (page: Page) => page.frameLocator("iframe[title='The page as members see it']");

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
