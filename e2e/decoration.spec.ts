import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { activityPageVersions } from "@/db/schema/activity-pages";
import { merchants } from "@/db/schema/merchants";
import { makeActivity } from "@/db/seed/offers";
import { putPage } from "@/db/seed/test-pages";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { keyboardOf } from "@/e2e/fixtures/keyboard";
import { write } from "@/e2e/fixtures/product";
import { callAction, kindOf, serverActions } from "@/e2e/fixtures/server-actions";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld, signInsOf } from "@/e2e/fixtures/worlds";
import { defaultPage } from "@/lib/activities/rules/page-defaults";
import { newBlock } from "@/lib/activities/rules/page-edits";
import { type Block, blockTypes, isRequired } from "@/lib/activities/schema/blocks";
import { pageSchema } from "@/lib/activities/schema/page";

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
  await tabTo(/^Accent/);
  await press("Enter");
  // The panel is brought when it is asked for, and has the focus as a whole first.
  await expect(page.getByLabel("Hex code")).toBeVisible();
  await tabTo(/^Hex code/, 20);
  await press("Control+a");
  await type("#0e7490");
  await press("Enter");
  await expect(page.getByRole("button", { name: /^Accent/, includeHidden: true })).toContainText("#0e7490");
  await press("Escape");
  for (const look of [/Tickets/, /Corners/, /Buttons/, /Font/, /Text size/, /Headings/]) {
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
  // The choice of when is called as the button behind it.
  await dialog.getByRole("button", { name: "Publish now" }).focus();
  await press("Enter");
  await expect(page.getByText("The page is live")).toBeVisible();
  // What was published is led to, and can be passed on.
  await expect(page.getByRole("link", { name: "View page" })).toHaveAttribute("href", /\/a\//);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await expect.poll(publicPage).toContain("Good to know");
  expect(await publicPage()).toContain("#0e7490");
  await expect(page.getByRole("link", { name: "View page" })).toBeVisible();

  // What was saved first is a version still, and a draft again by keys alone.
  await tabTo(/^Versions/);
  await press("Enter");
  const versions = page.getByRole("dialog", { name: "Versions of this page" });
  await versions
    .getByRole("button", { name: /^Compare/ })
    .last()
    .focus();
  await press("Enter");
  await expect(versions.getByRole("button", { name: /^Restore version/ })).toBeVisible();
  await tabTo(/^Restore version/, 20);
  await press("Enter");
  await expect(versions).toBeHidden();
  await expect(sections).not.toHaveCount(6);
  // What is edited is not what members see.
  await expect(page.getByRole("link", { name: "View page" })).toHaveCount(0);
  await saved(page);
  expect(await publicPage()).toContain("Good to know");
  await page.close();
});

test("Alt and an arrow move the section that has the focus, and what stays is not told to have moved (UX-25)", async ({
  browser,
}) => {
  const { id } = await write((tx) =>
    makeActivity(tx, world.merchantId, {
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2036-01-01T00:00:00Z",
      passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
    }),
  );
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/activities/${id}/page`);
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
  const sections = page.getByRole("grid", { name: "Sections" }).getByRole("row");
  const name = async (at: number) => (await sections.nth(at).innerText()).trim();
  const [banner, second] = [await name(0), await name(1)];
  // The banner is chosen; the focus is elsewhere.
  await sections.nth(1).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByText(/ is now at place 3 of 5/)).toBeAttached();
  expect(await name(2)).toContain(second);
  await sections.first().focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByText(/ can't move there/)).toBeAttached();
  expect(await name(0)).toContain(banner);
  // Choosing a section brings it into sight in the canvas.
  const rules = canvas(page).locator("[data-type=rules]");
  await canvas(page)
    .locator("body")
    .evaluate((body) => {
      body.style.paddingBlock = "2000px";
    });
  await expect(rules).not.toBeInViewport();
  await sections.last().click();
  await expect(rules).toBeInViewport();
  await page.close();
});

/** Adds a section of products and chooses one by its name. */
async function addProduct(page: Page, name: string) {
  await page.getByRole("button", { name: "Add section" }).click();
  await page.getByRole("option", { name: /^Products/ }).click();
  await page.getByRole("button", { name: "Add a point" }).click();
  await page.getByRole("button", { name: "Choose Product" }).click();
  const dialog = page.getByRole("dialog", { name: "Choose a product" });
  await dialog.getByRole("searchbox", { name: "Search by name" }).fill(name);
  await dialog.getByRole("option", { name }).first().click();
  await expect(canvas(page).getByText(name)).toBeVisible();
}

test("a pale accent is flagged, one press mends it, and the published page passes axe (UX-26)", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.group_admin.id);
  await page.goto(path());
  await expect(canvas(page).getByRole("heading", { level: 1 })).toBeVisible();
  await addProduct(page, `${world.marker} first product`);
  await page.getByRole("button", { name: "Theme", exact: true }).click();
  await page.getByRole("button", { name: /Accent/ }).click();
  const hex = page.getByRole("textbox", { name: "Hex code" });
  await hex.fill("#fff3b0");
  // The product is kept meanwhile, and the editor drawn anew: what is being typed stays.
  await saved(page);
  await hex.press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Hard to read")).toBeVisible();
  const broken = await new AxeBuilder({ page }).exclude("iframe").analyze();
  expect(broken.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  await page.getByRole("button", { name: "Fix", exact: true }).click();
  await expect(page.getByText("Hard to read")).toBeHidden();
  await saved(page);
  await page.getByRole("button", { name: "Publish", exact: true }).click();
  await page.getByRole("textbox", { name: /^Name or note/ }).fill("With our tea");
  await page.getByRole("button", { name: "Publish now" }).click();
  await expect(page.getByText("The page is live")).toBeVisible();
  await page.getByRole("button", { name: "Versions", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("listitem").first()).toContainText("With our tea");
  await page.goto(`/a/${world.first.slug}`);
  await expect(page.getByRole("link", { name: `${world.marker} first product` })).toBeVisible();
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
  await expect(two.getByText(/is decorating this page as well/)).toBeVisible();
  await two.getByRole("button", { name: "Take over" }).click();
  await expect(two.getByText(/is decorating this page as well/)).toBeHidden();
  await saved(two);
  await two.getByRole("button", { name: "Preview link" }).click();
  const link = two.getByRole("dialog").getByText(/\/preview\//);
  const phone = await browser.newPage({ javaScriptEnabled: false });
  await phone.goto(await link.innerText());
  await expect(phone.getByRole("heading", { level: 1, name: "Mine" })).toBeVisible();
  await phone.getByRole("button", { name: "Get my gift" }).click();
  await expect(phone.getByRole("heading", { level: 1, name: "It's yours!" })).toBeVisible();
  await expect(phone.getByText("claims are simulated")).toBeVisible();
  await phone.close();
  await Promise.all([one.close(), two.close()]);
});

/** A page in which every text of every block is `words`, as far as it may be as long. */
function pageOf(words: string) {
  const fill = (value: unknown): unknown =>
    value === "" ? words : Array.isArray(value) ? value.map(fill) : value;
  const fixed: Readonly<Record<string, string>> = { href: "/m", phone: "+852 2345 6789", pack: "" };
  const filled = (block: Block): unknown => ({
    ...block,
    props: Object.fromEntries(
      Object.entries(block.props).map(([key, value]) => [key, fixed[key] ?? fill(value)]),
    ),
  });
  const { blocks, ...page } = defaultPage();
  const more = blockTypes.filter((type) => !isRequired(type) && !blocks.some((block) => block.type === type));
  const steps = { ...newBlock("steps", "s"), props: { items: [{ title: words, text: words }] } };
  const faq = { ...newBlock("faq", "q"), props: { items: [{ question: words, answer: words }] } };
  const all = [...blocks.slice(0, -1), ...more.map((type) => newBlock(type, `x-${type}`.replace("_", "-")))];
  return pageSchema.parse({
    ...page,
    blocks: [...all.map(filled), steps, faq, ...blocks.slice(-1).map(filled)],
  });
}

test("a page written in two languages says to each reader what was written in theirs, kept or not", async () => {
  const { theme, version, blocks } = defaultPage();
  const [banner, ...rest] = blocks;
  const title = { title: "Tea for all", translations: { "zh-CN": { title: "人人有茶" } } };
  const slug = await write(async (tx) => {
    const made = await makeActivity(tx, world.merchantId, {
      startsAt: "2026-01-01T00:00:00Z",
      endsAt: "2036-01-01T00:00:00Z",
      passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
    });
    const first = { ...banner, props: { ...banner?.props, ...title } };
    await putPage(
      tx,
      world.merchantId,
      made.id,
      pageSchema.parse({ theme, version, blocks: [first, ...rest] }),
    );
    return made.slug;
  });
  for (const [language, said, other] of [
    ["en", "Tea for all", "人人有茶"],
    ["zh-CN", "人人有茶", "Tea for all"],
    ["en", "Tea for all", "人人有茶"],
    ["fr", "Tea for all", "人人有茶"],
  ] as const) {
    const { body } = await ask(`/a/${slug}`, { headers: { "accept-language": language } });
    expect(body).toContain(said);
    expect(body).not.toContain(other);
  }
});

/** Each fits the shortest text of a page; the last turns what follows it around. */
const hostile = [
  "</style><img src onerror=a>",
  "</script><script>a()</script>",
  "red;}body{x:url(//evil.io)}",
  "javascript:a//data:x,<p>",
  "\u202etfig\u2066a\u202b\u200f",
];

for (const words of hostile) {
  test(`what a merchant types stays words in editor, preview and page, nothing runs and nobody else is asked: ${JSON.stringify(words)} (S-23)`, async ({
    browser,
  }) => {
    const made = await write(async (tx) => {
      const activity = await makeActivity(tx, world.merchantId, {
        startsAt: "2026-01-01T00:00:00Z",
        endsAt: "2036-01-01T00:00:00Z",
        passwords: [{ password: "x", inventory: 5, prizes: [{ couponId: world.couponId, quantity: 1 }] }],
      });
      await putPage(tx, world.merchantId, activity.id, pageOf(words));
      return activity;
    });
    const page = await openAs(browser, world.staff.group_admin.id);
    const wrong: string[] = [];
    page.context().on("dialog", (dialog) => void dialog.dismiss().then(() => wrong.push("dialog")));
    page.context().on("weberror", (error) => wrong.push(String(error.error())));
    page.context().on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (/^https?:/.test(protocol) && origin !== new URL(demo().baseUrl).origin) wrong.push(request.url());
    });
    await page.goto(`/console/${world.slug}/activities/${made.id}/page`);
    await expect(canvas(page).locator("h1")).toHaveText(words);
    await page.getByRole("button", { name: "Preview link" }).click();
    const preview = await page
      .getByRole("dialog")
      .getByText(/\/preview\//)
      .innerText();
    for (const address of [preview, `/a/${made.slug}`]) {
      await page.goto(address, { waitUntil: "networkidle" });
      await expect(page.locator("h1")).toHaveText(words);
      expect(await page.locator("main img, main script:not([nonce])").count(), address).toBe(0);
    }
    expect(wrong).toEqual([]);
    await page.context().close();
  });
}

test("a page of a megabyte is refused by its action, and leaves nothing behind (S-23)", async () => {
  const { activityId } = world.second;
  const kept = async () =>
    await write((tx) => tx.$count(activityPageVersions, eq(activityPageVersions.activityId, activityId)));
  const [before, signIns] = [await kept(), await signInsOf(world)];
  const action = serverActions().find(({ entry }) => entry === "action:activities/savePage");
  if (!action) throw new Error("there is no such action");
  const send = async (title: string) => {
    const [banner, ...rest] = defaultPage().blocks;
    const page = { ...defaultPage(), blocks: [{ ...banner, props: { ...banner?.props, title } }, ...rest] };
    const input = { requestId: randomUUID(), activityId, version: before, page };
    const call = { merchant: world.slug, store: null, input };
    return kindOf(await callAction(action, world, [call], { cookies: signIns.group_admin }));
  };
  // As much as a call may bring is refused for what it is, and more before anybody reads it.
  expect(await send("a".repeat(1_000_000))).toBe("invalid");
  expect(await send("a".repeat(1_100_000))).toMatch(/no answer \((4\d\d|500)\)/);
  expect(await kept()).toBe(before);
});

test("a link to another site leads on to a host that was allowed, and stops and names any other (S-26)", async () => {
  const out = async (to: string) => await ask(`/m/${world.slug}/out?${new URLSearchParams({ to })}`);
  const allow = async (redirectHosts: string[]) =>
    await write((tx) =>
      tx.update(merchants).set({ redirectHosts }).where(eq(merchants.id, world.merchantId)),
    );
  const stopped = await out("https://films.example/tea?x=1");
  expect(stopped.status).toBe(200);
  expect(stopped.body).toContain("Go on to films.example");
  // The other language asks about the same link again.
  expect(stopped.body).toContain(`value="/m/${world.slug}/out?to=https%3A%2F%2Ffilms.example%2Ftea%3Fx%3D1"`);
  expect((await out("https://例子.example/")).body).toContain("xn--fsqu00a.example");
  await allow(["films.example"]);
  const led = await out("https://films.example/tea?x=1");
  expect([led.status, led.headers.location]).toEqual([307, "https://films.example/tea?x=1"]);
  for (const near of [
    "https://films.example.evil.example/",
    "https://a.films.example/",
    "https://films.example:8443/",
  ])
    expect((await out(near)).status, near).toBe(200);
  await allow([]);
  expect((await out("https://films.example/tea?x=1")).status).toBe(200);
  for (const bad of [
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "https://a@evil.example",
    "/m/x",
    "",
  ])
    expect((await out(bad)).status, bad).toBe(404);
});
