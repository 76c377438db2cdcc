import { expect, test } from "@playwright/test";
import { violations } from "@/e2e/fixtures/axe";
import { openAs } from "@/e2e/fixtures/staff-page";
import { tick } from "@/e2e/fixtures/tick";
import { newWorld } from "@/e2e/fixtures/worlds";

test("a merchant writes Chinese beside English, and each member reads their own language", async ({
  browser,
}) => {
  const world = await newWorld("TONGUES");
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/settings`);
  await tick(page.getByRole("checkbox", { name: "简体中文" }));
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings are saved.")).toBeVisible();

  await page.goto(`/console/${world.slug}/coupons/${world.first.couponId}/edit`);
  const languages = page.getByRole("group", { name: "Language of these texts" }).first();
  await expect(languages.getByText("not translated yet")).toBeAttached();
  const chineseName = page.getByLabel("Name · 简体中文");
  await expect(async () => {
    await languages.getByText("简体中文").click();
    await expect(chineseName).toBeVisible({ timeout: 1000 });
  }).toPass();
  await chineseName.fill("秋日立减");
  await expect(languages.getByText(/translated, 1 of/)).toBeAttached();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeHidden();

  await page.goto(`/a/${world.first.slug}?lang=zh-CN`);
  await expect(page.getByText("秋日立减").first()).toBeVisible();
  await page.goto(`/a/${world.first.slug}?lang=en`);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.getByText("秋日立减")).toHaveCount(0);
  await page.context().close();
});
