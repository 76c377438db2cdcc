import { expect, type Page, test } from "@playwright/test";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

/** Has the merchant write its texts in Chinese, too. */
async function writeChinese(page: Page, slug: string): Promise<void> {
  await page.goto(`/console/${slug}/settings`);
  const also = page.getByRole("group", { name: "Texts are also written in" });
  await expect(async () => {
    await also.getByText("简体中文").click();
    await expect(page.getByRole("button", { name: "Save" })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings are saved.")).toBeVisible();
}

test("a merchant writes Chinese beside English, and each member reads their own language", async ({
  browser,
}) => {
  const world = await newWorld("TONGUES");
  const page = await openAs(browser, world.staff.group_admin.id);
  await writeChinese(page, world.slug);

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
  // While it is being saved the button is called otherwise; the bar stays until it was.
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();

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

test("a translation is kept as a draft, counted where it is wrong, and put beside a colleague's", async ({
  browser,
}) => {
  const world = await newWorld("DIALECTS");
  const [page, colleague] = [
    await openAs(browser, world.staff.group_admin.id),
    await openAs(browser, world.staff.marketer.id),
  ];
  await writeChinese(page, world.slug);
  const languages = page.getByRole("group", { name: "Language of these texts" });
  const translated = page.getByLabel("Name · 简体中文");
  const showChinese = async () =>
    await expect(async () => {
      await languages.getByText("简体中文").click();
      await expect(translated).toBeVisible({ timeout: 1000 });
    }).toPass();

  // A draft, opened anew, and an error in the language that is out of sight.
  const name = page.getByLabel("Name", { exact: true });
  await page.goto(`/console/${world.slug}/products/new`);
  await expect(languages.getByText("简体中文")).toBeVisible();
  await name.fill("Oolong");
  await showChinese();
  const kept = page.waitForResponse((answer) => answer.request().postData()?.includes("乌龙茶") ?? false);
  await translated.fill("乌龙茶");
  await kept;
  await page.waitForURL(/draft=/);
  await page.reload();
  await expect(name).toHaveValue("Oolong");
  await name.fill("");
  await showChinese();
  await expect(translated).toHaveValue("乌龙茶");
  await page.getByRole("button", { name: "Add product" }).click();
  await expect(languages.getByText("1 error")).toBeAttached();
  await expect(name).toBeHidden();
  const summary = page.getByRole("alert").filter({ hasText: /attention/ });
  await summary.getByRole("link", { name: /Name/ }).click();
  await expect(name).toBeFocused();

  // Two who translate one name.
  const edit = `/console/${world.slug}/products/${world.productId}/edit`;
  await page.goto(edit);
  await showChinese();
  await translated.fill("我的茶");
  await colleague.goto(edit);
  const theirs = colleague.getByLabel("Name · 简体中文");
  await expect(async () => {
    await colleague.getByRole("group", { name: "Language of these texts" }).getByText("简体中文").click();
    await expect(theirs).toBeVisible({ timeout: 1000 });
  }).toPass();
  await theirs.fill("他们的茶");
  await colleague.getByRole("button", { name: "Save", exact: true }).click();
  await expect(colleague.getByText("The product is saved.").first()).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const conflict = page.getByRole("alertdialog", { name: "Somebody else saved this in the meantime" });
  const row = conflict.getByRole("row", { name: /简体中文/ });
  await expect(row).toContainText("我的茶");
  await expect(row).toContainText("他们的茶");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect(conflict).toBeHidden();
  await expect(page.getByRole("region", { name: "Unsaved changes" })).toBeHidden();
  await page.reload();
  await showChinese();
  await expect(translated).toHaveValue("我的茶");
  await Promise.all([page.context().close(), colleague.context().close()]);
});
