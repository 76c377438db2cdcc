import { type Browser, type Page, test, expect as within } from "@playwright/test";
import { and, eq } from "drizzle-orm";
import { activities } from "@/db/schema/activities";
import { links } from "@/db/schema/links";
import { placements } from "@/db/schema/placements";
import type { TestWorld } from "@/db/seed/test-world";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { memberCookie, write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { newWorld } from "@/e2e/fixtures/worlds";

// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
const phone = { width: 390, height: 844 };
const themes = ["light", "dark"] as const;
let world: TestWorld;
test.beforeAll(async () => {
  world = await newWorld("ONSITE");
});

async function asMember(browser: Browser, more: object = {}): Promise<Page> {
  const { baseUrl } = demo();
  const context = await browser.newContext({ baseURL: baseUrl, locale: "en-US", viewport: phone, ...more });
  const cookie = await memberCookie(world.merchantId, world.first.memberId);
  await context.addCookies([{ ...cookie, url: baseUrl }]);
  return await context.newPage();
}

/** Puts a placement of the first activity straight into the world. */
async function placed(more: Partial<typeof placements.$inferInsert>): Promise<void> {
  const about = { slot: "home", form: "banner", audience: { type: "all" } } as const;
  const id = `plc_${more.title?.toLowerCase().replace(/\W/g, "")}`;
  const of = {
    merchantId: world.merchantId,
    id,
    linkId: world.firstLinkId,
    startsAt: new Date("2026-01-01"),
  };
  await write(async (tx) => {
    await tx.insert(placements).values({ ...about, ...of, ...more });
  });
}
const clear = async () =>
  await write(async (tx) => {
    await tx.delete(placements).where(eq(placements.merchantId, world.merchantId));
  });
test.beforeEach(clear);

async function noViolations(page: Page, name: string): Promise<void> {
  // What the library has just said to who listens names what may be gone, until it is taken away.
  await expect(page.locator("[data-live-announcer] [role=img]")).toHaveCount(0);
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page), `${name} ${colorScheme}`).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`${name}-${colorScheme}.png`) });
  }
}

test("a banner and a pop-up are placed from the promote dialog, shown to members, and one that was closed stays closed (D4)", async ({
  browser,
}) => {
  const staff = await openAs(browser, world.staff.group_admin.id);
  await staff.goto(`/console/${world.slug}/activities/${world.first.activityId}?promote=on-site`);
  const dialog = staff.getByRole("dialog");
  const place = async (title: string, form: "Banner" | "Pop-up") => {
    await dialog.getByRole("button", { name: "Place on site" }).click();
    await dialog.getByRole("radio", { name: form }).press("Space");
    await dialog.getByLabel("Title").fill(title);
    await expect(dialog.locator("[data-look]").getByText(title).first()).toBeVisible();
    if (form === "Pop-up") await noViolations(staff, "form");
    await dialog.getByRole("button", { name: "Place it" }).click();
    await expect(dialog.getByRole("listitem").filter({ hasText: title })).toContainText("Live");
  };
  await place("Warm banner", "Banner");
  await place("Warm pop-up", "Pop-up");
  await noViolations(staff, "tab");
  // What was typed is not lost by Escape or another tab without a question.
  await dialog.getByRole("button", { name: "Place on site" }).click();
  await dialog.getByLabel("Title").fill("Half typed");
  await staff.keyboard.press("Escape");
  const asked = staff.getByRole("alertdialog", { name: "Leave without saving?" });
  await asked.getByRole("button", { name: "Stay" }).click();
  await expect(dialog.getByLabel("Title")).toHaveValue("Half typed");
  await dialog.getByRole("tab", { name: "Link", exact: true }).click();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expect(dialog.getByRole("tab", { name: "Link", exact: true })).toHaveAttribute(
    "aria-selected",
    "true",
  );
  await dialog.getByRole("tab", { name: "On site" }).click();

  const member = await asMember(browser);
  const home = `/m/${world.slug}`;
  await member.goto(home);
  await expect(member.getByRole("main").getByText("Warm banner").first()).toBeVisible();
  const popup = member.getByRole("dialog", { name: "Warm pop-up" });
  await expect(popup).toBeVisible();
  await noViolations(member, "home");
  for (const height of [844, 640]) {
    await member.setViewportSize({ width: 390, height });
    const [over, button] = [
      await popup.boundingBox(),
      await member.getByRole("link", { name: "Open my coupons" }).boundingBox(),
    ];
    expect((over?.y ?? 0) - (button?.y ?? 0) - (button?.height ?? 0), `at ${height}`).toBeGreaterThan(0);
    const tabs = await member.getByRole("navigation", { name: "Member pages" }).boundingBox();
    expect((tabs?.y ?? 0) - (over?.y ?? 0) - (over?.height ?? 0), `at ${height}`).toBeGreaterThanOrEqual(0);
  }
  // The end of the page can be scrolled clear of it.
  await member.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  const [last, above] = [await member.locator("main > :last-child").boundingBox(), await popup.boundingBox()];
  expect((above?.y ?? 0) - (last?.y ?? 0) - (last?.height ?? 0)).toBeGreaterThanOrEqual(0);
  // It took the focus from nobody. Escape elsewhere closes it on this page alone, and not where it ends a composition.
  expect(await member.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  const composing = { key: "Escape", isComposing: true, bubbles: true };
  await member.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent("keydown", init)), composing);
  await expect(popup).toBeVisible();
  await member.keyboard.press("Escape");
  await expect(popup).toBeHidden();
  await member.reload();
  // It is read aloud once.
  await expect(popup).toHaveAttribute("aria-live", "off");
  await popup.getByRole("button", { name: "Close" }).focus();
  await member.keyboard.press("Escape");
  await expect(popup).toBeHidden();
  await member.reload();
  await expect(member.getByText("Warm banner").first()).toBeVisible();
  await expect(popup).toBeHidden();
  await member.getByRole("link", { name: /Have a look.*Warm banner/ }).click();
  await expect(member).toHaveURL(new RegExp(`/a/${world.first.slug}`));
  const [link] = await write((tx) =>
    tx
      .select({ channel: links.channel })
      .from(links)
      .where(and(eq(links.targetId, world.first.activityId), eq(links.channel, "on-site"))),
  );
  expect(link?.channel).toBe("on-site");

  const item = dialog.getByRole("listitem").filter({ hasText: "Warm banner" });
  await item.getByRole("button", { name: "Switch off" }).click();
  await expect(item).toContainText("Off");
  await member.goto(home);
  await expect(member.getByText("Warm banner")).toHaveCount(0);
  await staff.getByRole("button", { name: "Undo" }).click();
  await expect(item).toContainText("Live");
  await member.reload();
  await expect(member.getByText("Warm banner").first()).toBeVisible();
  await item.getByRole("button", { name: "Edit" }).click();
  await dialog.getByLabel("Title").fill("Warmer banner");
  await dialog.getByRole("button", { name: "Save" }).click();
  const edited = dialog.getByRole("listitem").filter({ hasText: "Warmer banner" });
  await edited.getByRole("button", { name: "Delete" }).click();
  await staff.getByRole("alertdialog").getByRole("button", { name: "Delete" }).click();
  await expect(edited).toHaveCount(0);
});

test("a pop-up is closed by its button, stays closed in that browser, and the next one is offered then", async ({
  browser,
}) => {
  await placed({ title: "First", form: "popup", position: 1 });
  await placed({ title: "Second", form: "popup", position: 2 });
  const member = await asMember(browser);
  await member.goto(`/m/${world.slug}`);
  await expect(member.getByRole("dialog")).toHaveCount(1);
  await member.getByRole("dialog", { name: "First" }).getByRole("button", { name: "Close" }).click();
  await expect(member.getByRole("dialog")).toHaveCount(0);
  await expect(member.getByRole("heading", { level: 1 })).toBeFocused();
  await member.reload();
  await expect(member.getByRole("dialog", { name: "Second" })).toBeVisible();
  const other = await asMember(browser);
  await other.goto(`/m/${world.slug}`);
  await expect(other.getByRole("dialog", { name: "First" })).toBeVisible();
});

test("who ends a link is told first what ends with it on members' pages, of whatever store", async ({
  browser,
}) => {
  await placed({ title: "Led by it" });
  await placed({ title: "Over before", endsAt: new Date(Date.now() - 1000) });
  const page = await openAs(browser, world.staff.marketer.id);
  await page.goto(`/console/${world.slug}/links/${world.firstLinkId}`);
  await page.getByRole("button", { name: "End", exact: true }).click();
  const asked = page.getByRole("alertdialog", { name: "End this link?" });
  await expect(asked.getByRole("listitem")).toHaveText(["Led by it · Members' home"]);
  await page.goto(`/console/${world.slug}/s/${world.first.storeId}/links/${world.firstLinkId}`);
  await page.getByRole("button", { name: "End", exact: true }).click();
  await expect(asked.getByRole("listitem")).toHaveText(["Led by it · Members' home"]);
  await noViolations(page, "end");
  await asked.getByRole("button", { name: "End" }).click();
  // The button that asked is the one that has it lead on again, and has the focus.
  await expect(page.getByRole("button", { name: "Resume" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "End", exact: true })).toBeFocused();
});

test("without JavaScript a pop-up is a banner, and what ended or is paused is on no page", async ({
  browser,
}) => {
  await placed({ title: "Plain", form: "popup" });
  await placed({ title: "Ended", endsAt: new Date(Date.now() - 1000) });
  await placed({ title: "Later", startsAt: new Date(Date.now() + 3_600_000) });
  await placed({ title: "Of the mall", slot: "mall" });
  await placed({ title: "Of the menu", slot: "menu" });
  const plain = await asMember(browser, { javaScriptEnabled: false });
  const home = await plain.goto(`/m/${world.slug}`);
  // A browser that is told to run no script still reads this as one that does, so it is looked at as it was sent.
  const sent = /<noscript>(.*?)<\/noscript>/s.exec((await home?.text()) ?? "")?.[1] ?? "";
  expect(sent).toContain("Plain");
  expect(sent).toContain('href="/s/');
  await expect(plain.getByRole("dialog")).toHaveCount(0);
  for (const title of ["Ended", "Later"]) await expect(plain.getByText(title)).toHaveCount(0);
  await plain.screenshot({ path: test.info().outputPath("plain.png") });
  await plain.goto(`/m/${world.slug}/packs`);
  await expect(plain.getByText("Of the mall").first()).toBeVisible();
  await plain.goto(`/m/${world.slug}/menu?store=${world.first.storeId}`);
  await expect(plain.getByText("Of the menu").first()).toBeVisible();
  const pause = (pausedAt: Date | null) =>
    write(async (tx) => {
      await tx.update(activities).set({ pausedAt }).where(eq(activities.id, world.first.activityId));
    });
  await pause(new Date());
  const paused = await plain.goto(`/m/${world.slug}`);
  expect(await paused?.text()).not.toContain("Plain");
  await pause(null);
});

test("all placements are listed, found by words, place and state, and an empty list says how one begins", async ({
  browser,
}) => {
  const page = await openAs(browser, world.staff.marketer.id);
  const list = `/console/${world.slug}/links/on-site`;
  await page.goto(list);
  await expect(page.getByText("Nothing is placed yet")).toBeVisible();
  await placed({ title: "Here now" });
  await placed({ title: "Soon", slot: "menu", startsAt: new Date(Date.now() + 3_600_000) });
  await page.goto(list);
  await expect(page.getByRole("row")).toHaveCount(3);
  await noViolations(page, "list");
  await page.goto(`${list}?slot=menu`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.goto(`${list}?q=here&state=live`);
  await expect(page.getByRole("row").nth(1)).toContainText("Here now");
  await page.goto(`${list}?q=nothing`);
  await expect(page.getByRole("link", { name: /Clear/ }).first()).toBeVisible();
  await page.goto(list);
  const row = page.getByRole("row").filter({ hasText: "Here now" });
  await row.getByRole("button", { name: "Switch off" }).click();
  await expect(row).toContainText("Off");
  await page.goto(`/console/${world.slug}/s/${world.second.storeId}/links/on-site`);
  await expect(page.getByText("Nothing is placed yet")).toBeVisible();
  const chinese = await openAs(browser, world.staff.marketer.id, { locale: "zh-CN", viewport: phone });
  await chinese.goto(list);
  await expect(chinese.getByText("站内投放").first()).toBeVisible();
  await noViolations(chinese, "list-phone");
  const onSite = `/console/${world.slug}/activities/${world.first.activityId}?promote=on-site`;
  // The tab that is open is in sight, where the words of those before it take more than the width there is.
  const narrow = await openAs(browser, world.staff.marketer.id, { locale: "en", viewport: phone });
  await narrow.goto(onSite);
  await expect(narrow.getByRole("dialog").getByRole("tab", { selected: true })).toBeInViewport({
    ratio: 0.9,
  });
  await chinese.goto(onSite);
  await chinese.getByRole("button", { name: "站内投放" }).click();
  await expect(chinese.getByRole("dialog").getByText("会员看到的样子")).toBeVisible();
  await noViolations(chinese, "form-phone");
});
