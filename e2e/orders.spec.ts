import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { eq, sql } from "drizzle-orm";
import { paymentRefunds, payments } from "@/db/schema/payments";
import { vouchers } from "@/db/schema/vouchers";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";
import { newId } from "@/lib/kernel/id";
import { findTestPayment, testWebhook } from "@/lib/platform/payments/test-desk";

test.describe.configure({ mode: "serial" });

let world: TestWorld;
let page: Page;

async function hasNoBarrier(within = "main") {
  const found = await new AxeBuilder({ page }).include(within).analyze();
  expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test.beforeAll(async ({ browser }) => {
  world = await newWorld("ORDERS");
  page = await openAs(browser, world.staff.group_admin.id);
});
test.afterAll(async () => {
  await page.context().close();
});

/** The question that is asked; what is told for a moment has the same role. */
const asked = () => page.locator("section[role=alertdialog]");
const orders = (rest = "") => `/console/${world.slug}/orders${rest}`;

test("orders are listed, narrowed by their state and found by their whole number", async () => {
  await page.goto(`/console/${world.slug}`);
  await page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: "Orders", exact: true })
    .click();
  await page.waitForURL(orders());
  const table = page.getByRole("table", { name: "Orders" });
  await expect(table.getByRole("row")).toHaveCount(4);
  await hasNoBarrier();
  const number = await table.getByRole("row").nth(1).getByRole("link").first().innerText();
  await page.getByRole("searchbox").fill(number);
  await expect(table.getByRole("row")).toHaveCount(2);
  await page.goto(orders("?status=paid"));
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText("Paid");
  await page.goto(orders("?status=cancelled"));
  await expect(page.getByText("Nothing matches")).toBeVisible();
});

test("a payment is taken once, and the order is handed over", async () => {
  await page.goto(orders(`/${world.firstOrderId}`));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Order ");
  await page.getByRole("button", { name: "Take payment" }).click();
  await page.getByRole("button", { name: "Mark as paid" }).click();
  await expect(page.getByText("One field needs your attention")).toBeVisible();
  await page.getByRole("textbox", { name: "Payment reference" }).fill("slip 1042");
  await hasNoBarrier("section[role=dialog]");
  await page.getByRole("button", { name: "Mark as paid" }).dblclick();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("slip 1042")).toBeVisible();
  await expect(page.getByText("Took an order's payment")).toHaveCount(1);
  await page.getByRole("button", { name: "Hand over" }).click();
  await asked().getByRole("button", { name: "Hand over" }).click();
  await expect(page.getByRole("button", { name: "Hand over" })).toHaveCount(0);
  await expect(page.getByText("Handed an order over")).toBeVisible();
  await hasNoBarrier();
});

test("where an order is delivered is shown to who asks, and its history says that they looked", async () => {
  const address = "Flat 7B, 12 Pier Road";
  await write((tx) =>
    tx.execute(sql`update "order" set delivery_address = ${address} where id = ${world.firstOrderId}`),
  );
  await page.goto(orders(`/${world.firstOrderId}`));
  await expect(page.getByText(address)).toHaveCount(0);
  await page.getByRole("button", { name: "Show address" }).click();
  await expect(page.getByText(address)).toBeVisible();
  await hasNoBarrier();
  await page.reload();
  await expect(page.getByText("Looked at a delivery address")).toHaveCount(1);
  await expect(page.getByText(address)).toHaveCount(0);
  const table = page.getByRole("table", { name: "Orders" });
  await page.goto(orders("?handover=deliver"));
  await expect(table.getByRole("row")).toHaveCount(2);
  await expect(table).toContainText("By delivery");
});

test("a refund tells the money before it is made, and makes it once", async () => {
  await page.goto(orders(`/${world.firstOrderId}`));
  await page.getByRole("button", { name: "Refund", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("$60.00 goes back")).toBeVisible();
  await dialog.getByRole("textbox").first().fill("1");
  await expect(dialog.getByText("$30.00 goes back")).toBeVisible();
  await hasNoBarrier("section[role=dialog]");
  await dialog.getByRole("button", { name: "Refund" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("1 refunded")).toBeVisible();
  await expect(page.getByText("Refunded by the merchant")).toHaveCount(1);
});

test("a member's request is declined with an answer", async () => {
  await page.goto(orders(`/${world.paidOrderId}`));
  await expect(page.getByText("The member asks for a refund")).toBeVisible();
  await page.getByRole("button", { name: "Decline" }).click();
  const dialog = asked();
  await dialog.getByRole("textbox", { name: "Answer to the member" }).fill("It was eaten.");
  await dialog.getByRole("button", { name: "Decline" }).click();
  await expect(page.getByText("Answer: It was eaten.")).toBeVisible();
  await expect(page.getByText("The member asks for a refund")).toBeHidden();
});

test("an unpaid order is cancelled", async () => {
  await page.goto(orders(`/${world.orderId}`));
  await page.getByRole("button", { name: "Cancel order" }).click();
  await asked().getByRole("button", { name: "Cancel order" }).click();
  await expect(page.getByRole("button", { name: "Take payment" })).toBeHidden();
  await expect(page.getByText("Cancelled").first()).toBeVisible();
});

test("money that comes after its order was given up is told to its member and to staff, and goes back", async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
  const cookie = await memberCookie(world.merchantId, world.first.memberId);
  await context.addCookies([{ ...cookie, url: demo().baseUrl }]);
  const own = await context.newPage();
  await own.setViewportSize({ width: 390, height: 844 });
  await own.goto(`/m/${world.slug}/menu?store=${world.first.storeId}`);
  await own.getByRole("button", { name: `Add ${world.marker} first product to the cart` }).click();
  await own.waitForURL(/added=/);
  await own.goto(`/m/${world.slug}/checkout`);
  await own.getByRole("button", { name: /^Place order/ }).click();
  await own.waitForURL(/\/orders\/ord_/);
  const [orderId = ""] = own.url().match(/ord_[0-9a-z]+/) ?? [];
  const sum = (await own.getByRole("button", { name: /^Pay/ }).innerText()).replace("Pay ", "");
  await own.getByRole("button", { name: /^Pay/ }).click();
  await own.waitForURL(/\/api\/test-payments\//);
  const payment = await findTestPayment(own.url().split("/").at(-1) ?? "");
  if (!payment) throw new Error("there is no such payment");
  await own.goto(`/m/${world.slug}/orders/${orderId}`);
  await own.getByRole("button", { name: "Cancel the order" }).click();
  await expect(own.getByText("The order was cancelled.")).toBeVisible();
  await write((tx) => tx.execute(sql`update test_payment set state = 'paid' where id = ${payment.id}`));
  const { body, headers } = testWebhook({ ...payment, state: "paid" }, new Date());
  expect((await own.request.post("/api/payments/test", { data: body, headers })).status()).toBe(200);
  await own.reload();
  await expect(own.getByText(`${sum} came when the order could not be paid with it`)).toBeVisible();
  await expect(own.getByText(/The money (is on its way back|went back) to you/)).toBeVisible();
  const { violations } = await new AxeBuilder({ page: own }).include("main").analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await context.close();
  await page.goto(orders(`/${orderId}`));
  await expect(
    page.getByText(`A payment of ${sum} came when the order could not be paid with it`),
  ).toBeVisible();
  await expect(page.getByText(/The money (is on its way back|went back) to the payer/)).toBeVisible();
  await hasNoBarrier();
});

test("money that its provider cannot give back is said to be paid by hand, with how, and that stands there", async () => {
  await write(async (tx) => {
    const { merchantId, paidOrderId: orderId } = world;
    const [paymentId, now] = [newId("pay"), new Date()];
    const dueAt = new Date(now.getTime() + 86_400_000);
    const money = { merchantId, amountMinor: 1200 };
    await tx.insert(payments).values({
      ...{ ...money, id: paymentId, orderId, provider: "test", currency: "HKD" },
      ...{ status: "paid", paysOrder: "no", lookAt: dueAt },
    });
    await tx.insert(paymentRefunds).values({ ...money, id: newId("prf"), paymentId, dueAt, failedAt: now });
  });
  await page.goto(orders(`/${world.paidOrderId}`));
  await expect(page.getByText("The payment provider can’t give it back.", { exact: false })).toBeVisible();
  await hasNoBarrier();
  await page.getByRole("button", { name: "Paid back by hand…" }).click();
  await expect(asked()).toContainText("$12.00 was paid back by hand?");
  await hasNoBarrier("section[role=alertdialog]");
  await asked().getByRole("button", { name: "It was paid back" }).click();
  await expect(asked()).toContainText("Say how it was paid.");
  await asked().getByRole("textbox", { name: "How it was paid" }).fill("Bank transfer of 3 May");
  await asked().getByRole("button", { name: "It was paid back" }).click();
  await expect(page.getByText("Paid back by hand:", { exact: false })).toBeVisible();
  await expect(page.getByText("How: Bank transfer of 3 May")).toBeVisible();
  await expect(page.getByText("Wrote down that it was paid back by hand")).toBeVisible();
});

test("an order is placed at the counter with the member's best coupons, and its price is told before", async () => {
  await page.goto(orders("/new"));
  await page.getByRole("button", { name: /Store/ }).first().click();
  await page.getByRole("option", { name: new RegExp(`${world.marker} first store`) }).click();
  await page.getByRole("textbox", { name: "Member's whole phone" }).fill(world.first.phone);
  await page.getByRole("button", { name: "Find", exact: true }).click();
  await expect(page.getByText(`${world.marker} first member`)).toBeVisible();
  await page.getByRole("searchbox", { name: "Product" }).fill(`${world.marker} first`);
  await page.getByRole("button", { name: new RegExp(`^Add ${world.marker} first product`) }).click();
  await page.getByRole("textbox", { name: /^Quantity of/ }).fill("3");
  await expect(page.getByText("$90.00").first()).toBeVisible();
  await expect(page.getByText(`${world.marker} first coupon`).first()).toBeVisible();
  await hasNoBarrier();
  // What was put together is kept, and is there again after a reload.
  await expect(page.getByText(/^Draft saved/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(`${world.marker} first member`)).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Quantity of/ })).toHaveValue("3");
  await expect(page.getByText("$90.00").first()).toBeVisible();
  await page.getByRole("button", { name: "Use none" }).click();
  await expect(page.getByRole("button", { name: "Use the best" })).toBeEnabled();
  await page.getByRole("button", { name: "Use the best" }).click();
  await page.getByRole("button", { name: "Place order" }).dblclick();
  await page.waitForURL(/\/orders\/ord_/);
  await expect(page.getByRole("button", { name: "Take payment" })).toBeVisible();
  await expect(page.getByText(`${world.marker} first product`)).toBeVisible();
});

test("why a coupon is not on an order is told condition by condition, and of a cart put together here", async () => {
  await page.goto(orders(`/${world.paidOrderId}`));
  await page.getByRole("link", { name: "Why isn’t another one?" }).click();
  await page.waitForURL(/\/coupons\/diagnose\?order=/);
  await expect(page.getByText(`${world.marker} second member`)).toBeVisible();
  await page.getByRole("button", { name: /One they hold/ }).click();
  await page
    .getByRole("option", { name: new RegExp(world.marker) })
    .first()
    .click();
  const answer = page.getByRole("region", { name: "Answer" });
  await expect(answer.getByRole("list", { name: "What it asks to be used" })).toBeVisible();
  await expect(answer.getByText(/The member holds it/)).toBeVisible();
  await hasNoBarrier();
  await page.getByText("Not said").click();
  await expect(answer.getByText("Only a cart can tell.").first()).toBeVisible();
});

test("a coupon that needs no order is redeemed by its code, once", async () => {
  const code = await write(async (tx) => {
    const [row] = await tx
      .select({ code: vouchers.code })
      .from(vouchers)
      .where(eq(vouchers.id, world.deskVoucherId));
    return row?.code ?? "";
  });
  await page.goto(`/console/${world.slug}/redeem`);
  await page.getByRole("textbox", { name: "Code" }).fill("NO SUCH CODE");
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("No coupon of yours has this code.")).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(code.toLowerCase());
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByRole("heading", { name: `${world.marker} second words` })).toBeVisible();
  await expect(page.getByText("A refill")).toBeVisible();
  await page.getByRole("button", { name: /Store/ }).click();
  await page.getByRole("option", { name: `${world.marker} first store` }).click();
  await page.getByRole("button", { name: "Redeem", exact: true }).click();
  await expect(page.getByText("It is not for this store.")).toBeVisible();
  await page.getByRole("button", { name: /Store/ }).click();
  await page.getByRole("option", { name: `${world.marker} second store` }).click();
  await page.getByRole("button", { name: "Redeem", exact: true }).dblclick();
  await expect(page.getByText("Redeemed", { exact: true })).toBeVisible();
  await hasNoBarrier();
  await page.getByRole("button", { name: "Next code" }).click();
  await page.getByRole("textbox", { name: "Code" }).fill(code);
  await page.getByRole("button", { name: "Look up" }).click();
  await expect(page.getByText("Used", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Redeem", exact: true })).toHaveCount(0);
});
