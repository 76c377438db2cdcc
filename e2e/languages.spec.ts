import { expect, test } from "@playwright/test";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

test("a merchant writes Chinese beside English, and each member reads their own language", async ({
  browser,
}) => {
  const world = await newWorld("TONGUES");
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/settings`);
  const also = page.getByRole("group", { name: "Texts are also written in" });
  await expect(async () => {
    await also.getByText("简体中文").click();
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible({ timeout: 1000 });
  }).toPass();
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

  await page.context().close();

  const visit = async (locale: string) => {
    const visitor = await (await browser.newContext({ baseURL: demo().baseUrl, locale })).newPage();
    await visitor.goto(`/a/${world.first.slug}`);
    await expect(visitor.locator("html")).toHaveAttribute("lang", locale);
    return visitor;
  };
  const chinese = await visit("zh-CN");
  await expect(chinese.getByText("秋日立减").first()).toBeVisible();
  const english = await visit("en");
  await expect(english.getByText(`${world.marker} first coupon`).first()).toBeVisible();
  await expect(english.getByText("秋日立减")).toHaveCount(0);
  await Promise.all([chinese.context().close(), english.context().close()]);
});
