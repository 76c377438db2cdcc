import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { desc, eq } from "drizzle-orm";
import { db } from "@/db/client";
import { merchants, staffRoles } from "@/db/schema/merchants";
import { mails } from "@/db/schema/notifications";
import type { TestWorld } from "@/db/seed/test-world";
import { violations } from "@/e2e/fixtures/axe";
import { demo } from "@/e2e/fixtures/demo";
import { typedPasswords } from "@/e2e/fixtures/people";
import { openProduct, staffCookie, write } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";
import { hashPassword } from "@/lib/platform/crypto";
import { openMail } from "@/lib/platform/mail";
import { codeAt, stepAt } from "@/lib/platform/totp";

const password = typedPasswords.first;

/** A world whose people all have one password. */
async function worldWithPasswords(name: string): Promise<TestWorld> {
  openProduct();
  return await newWorld(name, { passwordHash: await hashPassword(password) });
}

async function signedIn(context: BrowserContext, staffId: string): Promise<Page> {
  await context.addCookies([{ ...(await staffCookie(staffId)), url: demo().baseUrl }]);
  return await context.newPage();
}

/** The path of the link in the newest mail to an address. */
async function linkFor(email: string): Promise<string> {
  openProduct();
  const [mail] = await db()
    .select()
    .from(mails)
    .where(eq(mails.recipient, email))
    .orderBy(desc(mails.id))
    .limit(1);
  const link = /https?:\/\/\S+/.exec(openMail(mail?.body ?? ""))?.[0];
  expect(link, `a link for ${email}`).toBeDefined();
  return new URL(link ?? "").pathname;
}

async function typeSignIn(page: Page, email: string, word: string) {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(word);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const secretOf = async (page: Page) => {
  const text = (await page.locator("code").first().textContent()) ?? "";
  return fromBase32(text.replace(/\s/g, ""));
};

function fromBase32(text: string): Buffer {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...text].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}

async function expectAccessible(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page)).toEqual([]);
  }
}

test("somebody is invited, makes an account, is refused what their role does not include, asks for it, and gets it", async ({
  browser,
}) => {
  const world = await worldWithPasswords("INVITE");
  const admin = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  const email = `amy@${world.slug}.example`;
  await admin.goto(`/console/${world.slug}/settings/staff`);
  await admin.getByRole("link", { name: "Invite", exact: true }).click();
  await admin.waitForURL(/staff\/invite$/);
  await admin.getByLabel("Email").fill(email);
  await admin.getByRole("button", { name: "Send invite" }).click();
  await admin.waitForURL(/\/settings\/staff$/);
  await expect(admin.getByRole("cell", { name: email }).or(admin.getByText(email)).first()).toBeVisible();

  const person = await (await browser.newContext()).newPage();
  const link = await linkFor(email);
  await person.goto(link);
  await expectAccessible(person);
  await person.getByLabel("Your name").fill("Amy Leung");
  await person.getByLabel("Choose a password").fill("password123");
  await person.getByRole("button", { name: "Create my account" }).click();
  await expect(person.getByText(/one of the first that anybody would try/)).toBeVisible();
  await expect(person.getByLabel("Your name")).toHaveValue("Amy Leung");
  await person.getByLabel("Choose a password").fill(password);
  await person.getByRole("button", { name: "Create my account" }).click();
  await person.waitForURL(new RegExp(`/console/${world.slug}$`));

  // The link is good once.
  const other = await (await browser.newContext()).newPage();
  await other.goto(link);
  await expect(other.getByText(/used already/)).toBeVisible();

  // A marketer has no entry for staff, and a typed address names the role it takes (UX-30).
  await expect(person.getByRole("link", { name: "Staff & roles" })).toHaveCount(0);
  await person.goto(`/console/${world.slug}/settings/staff`);
  await expect(person.getByText("It needs the role Group admin.")).toBeVisible();
  await person.getByRole("button", { name: "Request access" }).click();
  await expect(person.getByText("Your group admins are told.")).toBeVisible();

  await admin.reload();
  await expect(admin.getByText(/Amy Leung \(Marketer\) would like to: Invite people/)).toBeVisible();
  const asks = admin.getByRole("listitem").filter({ hasText: "Amy Leung" });
  await asks.getByRole("link", { name: "Change role" }).click();
  await admin.getByRole("radio", { name: /Group admin/ }).check({ force: true });
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByText("The role is changed.")).toBeVisible();

  // Felt at the next request: the old session is worth nothing (S-8), and a new one may do more.
  await person.goto(`/console/${world.slug}`);
  await person.waitForURL(/\/sign-in\?next=/);
  await typeSignIn(person, email, password);
  await person.waitForURL(/\/console\//);
  await person.goto(`/console/${world.slug}/settings/staff`);
  await expect(person.getByRole("heading", { name: "Staff & roles" })).toBeVisible();

  // Deactivated, they are out at once.
  await admin.goto(`/console/${world.slug}/settings/staff`);
  await admin.getByRole("button", { name: "Actions for Amy Leung" }).click();
  await admin.getByRole("menuitem", { name: "Deactivate" }).click();
  await admin.getByRole("button", { name: "Deactivate" }).click();
  await expect(admin.getByText("Amy Leung can't get in any more.")).toBeVisible();
  await person.goto(`/console/${world.slug}/settings/staff`);
  await person.waitForURL(/\/sign-in/);
  await typeSignIn(person, email, password);
  await expect(person.getByRole("heading", { name: "You don't work at any merchant yet" })).toBeVisible();
});

test("two-factor sign-in is set up, asked for, and refuses a code that was used", async ({ browser }) => {
  const world = await worldWithPasswords("FACTOR");
  const { id, email } = world.staff.marketer;
  const page = await signedIn(await browser.newContext(), id);
  await page.goto(`/console/${world.slug}/settings/profile`);
  await page.getByRole("link", { name: "Set up" }).click();
  await page.waitForURL(/two-factor/);
  await expectAccessible(page);
  const secret = await secretOf(page);
  const step = stepAt(new Date());
  await page.getByRole("textbox", { name: "Code" }).fill("000000");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText(/isn't right, or it was used already/)).toBeVisible();
  await page.getByRole("textbox", { name: "Code" }).fill(codeAt(secret, step - 1));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await page.waitForURL(/two-factor\/codes/);
  await expectAccessible(page);
  const codes = await page.getByRole("listitem").allTextContents();
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.waitForURL(/settings\/profile/);
  await expect(page.getByText(/You have 10 recovery codes left/)).toBeVisible();
  // They are shown once.
  await page.goto("/sign-in/two-factor/codes");
  await page.waitForURL(/two-factor$/);

  // The first code is spent; the next one is not.
  const again = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await typeSignIn(again, email, password);
  await expect(again.getByRole("heading", { name: "Enter your code" })).toBeVisible();
  await again.getByRole("textbox", { name: "Code" }).fill(codeAt(secret, step - 1));
  await again.getByRole("button", { name: "Sign in" }).click();
  await expect(again.getByText(/isn't right, or it was used already/)).toBeVisible();
  await again.getByRole("textbox", { name: "Code" }).fill(codeAt(secret, step + 1));
  await again.getByRole("button", { name: "Sign in" }).click();
  await again.waitForURL(new RegExp(`/console/${world.slug}`));

  const lost = await (await browser.newContext()).newPage();
  await typeSignIn(lost, email, password);
  await lost.waitForURL(/sign-in\/code/);
  await expectAccessible(lost);
  await lost.getByRole("textbox", { name: "Code" }).fill(codes[0] ?? "");
  await lost.getByRole("button", { name: "Sign in" }).click();
  await lost.waitForURL(new RegExp(`/console/${world.slug}`));
});

test("a merchant that asks for two-factor sign-in leads its group admins through it and nobody else", async ({
  browser,
}) => {
  const world = await worldWithPasswords("REQUIRE");
  await write((tx) =>
    tx.update(merchants).set({ requireTwoFactor: true }).where(eq(merchants.id, world.merchantId)),
  );
  const admin = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  await admin.goto(`/console/${world.slug}/coupons`);
  await admin.waitForURL(/sign-in\/two-factor\?next=/);
  const secret = await secretOf(admin);
  await admin.getByRole("textbox", { name: "Code" }).fill(codeAt(secret, stepAt(new Date())));
  await admin.getByRole("button", { name: "Turn it on" }).click();
  await admin.getByRole("button", { name: "I have kept them" }).click();
  await admin.waitForURL(new RegExp(`/console/${world.slug}/coupons`));
  const marketer = await signedIn(await browser.newContext(), world.staff.marketer.id);
  await marketer.goto(`/console/${world.slug}/coupons`);
  await expect(marketer.getByRole("heading", { name: "Coupons" })).toBeVisible();
});

test("a password is reset by a link that says nothing about who exists, works once, and ends every sign-in", async ({
  browser,
}) => {
  const world = await worldWithPasswords("RESET");
  const { id, email } = world.staff.finance;
  const before = await signedIn(await browser.newContext(), id);
  await before.goto(`/console/${world.slug}`);
  const page = await (await browser.newContext()).newPage();
  const answers: string[] = [];
  for (const address of [email, "nobody-here@example.com"]) {
    await page.goto("/sign-in");
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await page.waitForURL(/forgot/);
    await page.getByLabel("Email").fill(address);
    await page.getByRole("button", { name: "Send the link" }).click();
    await expect(page.getByRole("heading", { name: "Check your mail" })).toBeVisible();
    answers.push((await page.locator("main").textContent()) ?? "");
  }
  expect(answers[0]).toBe(answers[1]);
  const link = await linkFor(email);
  await page.goto(link);
  await page.getByLabel("New password").fill(typedPasswords.second);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Your new password is set.")).toBeVisible();
  await before.goto(`/console/${world.slug}`);
  await before.waitForURL(/\/sign-in/);
  await page.goto(link);
  await expect(page.getByText("This link is not good any more")).toBeVisible();
  await typeSignIn(page, email, typedPasswords.second);
  await page.waitForURL(new RegExp(`/console/${world.slug}`));
});

test("the view switch keeps the screen where the other view has it, and else goes Home and says so (O2)", async ({
  browser,
}) => {
  const world = await worldWithPasswords("VIEWS");
  const page = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  const choose = async (name: RegExp | string) => {
    await page.getByRole("button", { name: /^View: / }).click();
    await page.getByRole("option", { name }).click();
  };
  const store = `/console/${world.slug}/s/${world.first.storeId}`;
  await page.goto(`/console/${world.slug}/coupons/${world.first.couponId}/details`);
  await choose(/first store/);
  await page.waitForURL(new RegExp(`${store}/coupons/${world.first.couponId}/details$`));
  await expect(page).toHaveTitle(/first store · .* merchant$/);
  // The other store has no such coupon: its list is as near as it gets.
  await choose(/second store/);
  await page.waitForURL(new RegExp(`/s/${world.second.storeId}/coupons$`));
  await page.goto(`/console/${world.slug}/settings/audit`);
  await choose(/first store/);
  await page.waitForURL(new RegExp(`${store}$`));
  await expect(page.getByText("Audit log has no page in this view, so this is Home.")).toBeVisible();
});

test("the audit log tells what changed from what to what, and is found by person and by word", async ({
  browser,
}) => {
  const world = await worldWithPasswords("AUDIT");
  const page = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  await page.goto(`/console/${world.slug}/settings/brand`);
  await page.getByLabel("Or your own").fill("#fff7a8");
  await expect(page.getByText(/can't be read well/).first()).toBeVisible();
  await page.getByRole("button", { name: /^Take #/ }).click();
  const fixed = await page.getByLabel("Or your own").inputValue();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Members see the new colour from now on.")).toBeVisible();
  await page.goto(`/console/${world.slug}/settings/audit?q=${fixed.slice(1)}`);
  await page.getByRole("link", { name: "Changed the brand" }).first().click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("row", { name: new RegExp(`Brand colour.*${fixed}`) })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.waitForURL(/audit\?q=[0-9a-f]+$/);
  // Members' pages carry it, and can be read (UX-26).
  const member = await (await browser.newContext()).newPage();
  await member.goto(`/a/${world.first.slug}`);
  const colour = await member.evaluate(() =>
    getComputedStyle(document.documentElement).getPropertyValue("--brand"),
  );
  expect(colour.trim()).toBe(fixed);
  await expectAccessible(member);
});

test("an invite's link is handed over and taken back on a phone, and taking it back is asked for first", async ({
  browser,
}) => {
  const world = await worldWithPasswords("HANDED");
  const page = await signedIn(await browser.newContext(), world.staff.group_admin.id);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/console/${world.slug}/settings/staff`);
  await expect(page.getByRole("button", { name: "Copy link" })).toBeVisible();
  await page.getByRole("button", { name: /^Actions for the invite of / }).click();
  await page.getByRole("menuitem", { name: "Take back" }).click();
  const asked = page.getByRole("alertdialog", { name: /^Take back the invite of / });
  await asked.getByRole("button", { name: "Take back" }).click();
  await expect(page.getByRole("button", { name: "Copy link" })).toHaveCount(0);
});

test("finance reads of the log what is about money, and the others not at all", async ({ browser }) => {
  const world = await worldWithPasswords("LOGS");
  const finance = await signedIn(await browser.newContext(), world.staff.finance.id);
  await finance.goto(`/console/${world.slug}/settings/audit`);
  await expect(finance.getByText(/You see what is about money/)).toBeVisible();
  const [role] = await write((tx) =>
    tx.select().from(staffRoles).where(eq(staffRoles.staffId, world.staff.marketer.id)),
  );
  expect(role?.role).toBe("marketer");
  const marketer = await signedIn(await browser.newContext(), world.staff.marketer.id);
  await marketer.goto(`/console/${world.slug}/settings/audit`);
  await expect(marketer.getByText("It needs the role Group admin or Finance.")).toBeVisible();
});
