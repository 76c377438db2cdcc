import { expect, test } from "@playwright/test";
import { demo, demoStaff } from "./fixtures/demo";
import { signInStaff } from "./fixtures/people";

test("a merchant writes Chinese beside English, and each member reads their own language", async ({
  page,
}) => {
  await signInStaff(page, demoStaff("group_admin"));
  const base = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  await page.goto(`${base}/settings`);
  const chinese = page.getByRole("checkbox", { name: "简体中文" });
  await expect(async () => {
    if (!(await chinese.isChecked())) await chinese.check({ force: true });
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings are saved.")).toBeVisible();

  await page.goto(`${base}/activities`);
  await page.locator('a[href*="/activities/act_"]').first().click();
  await page.waitForURL(/act_/);
  await page.goto(`${page.url().split("?")[0]}/edit`);
  const languages = page.getByRole("group", { name: "Language of these texts" }).first();
  await expect(languages.getByText("not translated yet")).toBeAttached();
  await expect(async () => {
    await languages.getByText("简体中文").click();
    await expect(page.getByLabel("Name · 简体中文")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByLabel("Name · 简体中文").fill("冬日见面礼");
  await expect(languages.getByText("partly translated, 1 of")).toBeAttached();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("region", { name: "Unsaved" })).toBeHidden();

  const english = await page.getByText("冬日见面礼").count();
  expect(english).toBe(0);
  await page.goto(`${demo().activityUrl}?lang=zh-CN`);
  await expect(page.getByText("冬日见面礼").first()).toBeVisible();
  await page.goto(`${demo().activityUrl}?lang=en`);
  await expect(page.getByText("冬日见面礼")).toHaveCount(0);
});
