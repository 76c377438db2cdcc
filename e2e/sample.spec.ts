import { expect, test } from "@playwright/test";
import { sampleThings } from "@/db/schema/analytics";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

test("who may remove the sample data is told on every page that it is there, until they hide it", async ({
  browser,
}) => {
  const world = await newWorld("SAMPLED");
  const { merchantId, slug, productId } = world;
  await write((tx) => tx.insert(sampleThings).values({ merchantId, kind: "product", id: productId }));
  const ribbon = "Sample data stands among your own.";
  const admin = await openAs(browser, world.staff.group_admin.id);
  await admin.goto(`/console/${slug}/products`);
  await expect(admin.getByText(ribbon)).toBeVisible();
  await admin.getByRole("link", { name: "Remove it on Home" }).click();
  await expect(admin.getByRole("button", { name: "Remove sample data" })).toBeVisible();
  await expect(admin.getByText(ribbon)).toHaveCount(0);
  await admin.goto(`/console/${slug}/coupons`);
  await admin.getByRole("button", { name: "Hide", exact: true }).click();
  await expect(admin.getByText(ribbon)).toHaveCount(0);
  await admin.reload();
  await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(admin.getByText(ribbon)).toHaveCount(0);
  const marketer = await openAs(browser, world.staff.marketer.id);
  await marketer.goto(`/console/${slug}/products`);
  await expect(marketer.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(marketer.getByText(ribbon)).toHaveCount(0);
  await admin.context().close();
  await marketer.context().close();
});
