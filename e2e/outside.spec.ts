import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { staffCookie } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";

async function signedIn(context: BrowserContext, staffId: string): Promise<Page> {
  await context.addCookies([{ ...(await staffCookie(staffId)), url: demo().baseUrl }]);
  return await context.newPage();
}

async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // What the component library reads out for some seconds, by the name of a spinner that is gone already.
    await expect(page.locator("[data-live-announcer] [role=img]")).toHaveCount(0);
    expect(await violations(page)).toEqual([]);
  }
}

test("a key is made, shown once, works at once, and is refused from its end on", async ({
  browser,
  request,
}) => {
  const world = await newWorld("KEYS");
  const page = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/settings/api-keys`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Create key" }).click();
  await page.waitForURL(/api-keys\/new$/);
  await page.getByLabel("Name", { exact: true }).fill("Till 7");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create key" }).click();
  const shown = page.getByRole("region", { name: "Key “Till 7”" });
  await expect(shown).toBeFocused();
  const key = (await shown.locator("code").textContent()) ?? "";
  expect(key).toMatch(/^sk_[\w-]{43}$/);
  await expectAccessible(page);
  const ask = () =>
    request.get(`${demo().baseUrl}/api/v1/merchant`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status()).toBe(200);
  await shown.getByRole("link", { name: "Done" }).click();
  await page.waitForURL(/settings\/api-keys$/);
  await expect(page.getByText("Till 7")).toBeVisible();
  expect(await page.content()).not.toContain(key);
  await page.getByRole("button", { name: "Actions for Till 7" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("“Till 7” is revoked.")).toBeVisible();
  expect((await ask()).status()).toBe(401);
});

test("a webhook is added, tested, its delivery looked at and sent again", async ({ browser }) => {
  const got: string[] = [];
  const server = createServer((incoming, response) => {
    got.push(incoming.headers["scrip-event-id"]?.toString() ?? "");
    response.writeHead(200).end("thanks");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  try {
    const world = await newWorld("HOOKING");
    const page = await signedIn(await browser.newContext(), world.staff.group_admin.id);
    await page.goto(`/console/${world.slug}/settings/webhooks`);
    await expectAccessible(page);
    await page.getByRole("link", { name: "Add webhook" }).click();
    await page.waitForURL(/webhooks\/new$/);
    await page.getByRole("button", { name: "Add webhook" }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
    await page.getByLabel("Address", { exact: true }).fill(`http://localhost:${port}/hook`);
    await page.getByRole("checkbox", { name: "voucher.*" }).check({ force: true });
    await expectAccessible(page);
    await page.getByRole("button", { name: "Add webhook" }).click();
    const shown = page.getByRole("region", { name: "Signing secret" });
    await expect(shown.locator("code")).toHaveText(/^whsec_/);
    await shown.getByRole("link", { name: "To the webhook" }).click();
    await page.waitForURL(/webhooks\/whk_/);
    await page.getByRole("button", { name: "Send test event" }).click();
    await expect(page.getByText("A test event is on its way.")).toBeVisible();
    await expect.poll(() => got.length, { timeout: 15_000 }).toBe(1);
    await page.reload();
    await expectAccessible(page);
    await page
      .getByRole("link", { name: /Test event/ })
      .first()
      .click();
    await page.waitForURL(/deliveries\/dlv_/);
    await expect(page.getByText("thanks").first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => got.length, { timeout: 15_000 }).toBe(2);
    expect(got[1]).toBe(got[0]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("the reference of the API is a page that can be read without script", async ({ browser }) => {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto("/api/v1/docs");
  await expect(page.getByRole("heading", { name: "Scrip API" })).toBeVisible();
  await page.getByRole("link", { name: "POST /quotes" }).click();
  await expect(page.locator("#post_quotes")).toBeVisible();
});
