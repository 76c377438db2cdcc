import { type Browser, type BrowserContext, expect, type Page, test } from "@playwright/test";
import { makeMember, makeMerchant, makeStaff, makeStore } from "@/db/seed/factories";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { codeFor, newPhone, signInStaff, typedPasswords } from "@/e2e/fixtures/people";
import { memberCookie, openProduct, write } from "@/e2e/fixtures/product";
import { hashPassword } from "@/lib/platform/crypto";

// One story, told in order: each test goes on where the one before it ended.
test.describe.configure({ mode: "serial" });

const stamp = Date.now().toString(36);
const slug = `journey-${stamp}`;
const admin = { email: `admin-${stamp}@journey.example`, password: typedPasswords.journey };
const coupon = "HK$25 off a warm drink";
const activity = `Warm days ${stamp}`;
const passwords = { first: "Snow Flake 2026", second: "GINGERBREAD" };
const console_ = `/console/${slug}`;
const phone = newPhone();

let staffContext: BrowserContext;
let staffPage: Page;
let memberContext: BrowserContext;
let member: Page;
let activityUrl = "";
let merchantId = "";

test.beforeAll(async ({ browser }) => {
  openProduct();
  const passwordHash = await hashPassword(admin.password);
  await write(async (tx) => {
    merchantId = await makeMerchant(tx, { slug, name: "Journey Tea" });
    await makeStore(tx, merchantId, { name: "Harbour Road" });
    await makeStaff(tx, merchantId, { role: "group_admin", email: admin.email, name: "Grace", passwordHash });
  });
  const { baseUrl: baseURL } = demo();
  staffContext = await browser.newContext({
    baseURL,
    locale: "en-US",
    viewport: { width: 1440, height: 900 },
  });
  memberContext = await browser.newContext({
    baseURL,
    locale: "en-US",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  });
  staffPage = await staffContext.newPage();
  member = await memberContext.newPage();
});

test.afterAll(async () => {
  await staffContext.close();
  await memberContext.close();
});

test("a group admin signs in and Home shows the steps of the set-up", async () => {
  await signInStaff(staffPage, admin);
  await expect(staffPage).toHaveURL(new RegExp(`${console_}$`));
  await expect(staffPage.getByRole("heading", { name: "Set up your organisation" })).toBeVisible();
  await expect(staffPage.getByText("1 of 8 done")).toBeVisible();
  await staffPage.getByRole("main").getByRole("link", { name: "Create coupon" }).first().click();
  await staffPage.waitForURL(/\/coupons\/new$/);
});

test("the type picker leads to a form whose ticket and sentence follow what is typed (C-12, C-13)", async () => {
  await staffPage.getByRole("link", { name: /Cash-value voucher/ }).click();
  await staffPage.waitForURL(/\/coupons\/new\/amount_off$/);
  await staffPage.getByRole("textbox", { name: /^Name/ }).fill(coupon);
  await staffPage.getByRole("textbox", { name: "Amount off" }).fill("25");
  await staffPage.keyboard.press("Tab");
  await staffPage.getByText("Members may give it to a friend").click();
  await expect(staffPage.getByRole("heading", { name: coupon })).toBeVisible();
  await expect(staffPage.getByText(/25 off/).first()).toBeVisible();
});

test("a double click on Publish makes one coupon, which is in the list (UX-03)", async () => {
  await staffPage.getByRole("button", { name: "Publish" }).dblclick();
  await staffPage.waitForURL(/\/coupons\/cpn_/);
  await staffPage.goto(`${console_}/coupons`);
  await expect(staffPage.getByRole("link", { name: coupon })).toHaveCount(1);
  await expect(staffPage.getByRole("row", { name: new RegExp(coupon.replace("$", "\\$")) })).toContainText(
    "Live",
  );
});

test("a sixth password is refused with the reason at the control, and the other rows are kept (UX-11)", async () => {
  await staffPage.goto(`${console_}/activities/new/code_redemption`);
  const add = staffPage.getByRole("button", { name: "Add password" });
  for (let rows = 1; rows < 5; rows += 1) await add.click();
  await expect(staffPage.getByRole("group", { name: /^Password \d$/ })).toHaveCount(5);
  await staffPage
    .getByRole("group", { name: "Password 5" })
    .getByRole("textbox", { name: "Password" })
    .fill("kept");
  await expect(staffPage.getByText("An activity has at most 5 passwords.")).toBeVisible();
  if (await add.count()) await add.click({ force: true });
  await expect(staffPage.getByRole("group", { name: /^Password \d$/ })).toHaveCount(5);
  await expect(
    staffPage.getByRole("group", { name: "Password 5" }).getByRole("textbox", { name: "Password" }),
  ).toHaveValue("kept");
  for (let rows = 5; rows > 2; rows -= 1) {
    await staffPage.getByRole("button", { name: `Remove password ${rows}` }).click();
  }
});

test("an activity with two passwords is live at once, with its link and its QR code", async () => {
  const form = staffPage
    .locator("form")
    .filter({ has: staffPage.getByRole("group", { name: "Password 1" }) });
  await form.getByRole("textbox", { name: /^Name/ }).fill(activity);
  await expect(form.getByRole("textbox", { name: /^Code/ })).not.toHaveValue("");
  await fillPeriod(staffPage);
  for (const [at, [password, stock]] of [
    [passwords.first, "20"],
    [passwords.second, "1"],
  ].entries()) {
    const row = staffPage.getByRole("group", { name: `Password ${at + 1}`, exact: true });
    await row.getByRole("textbox", { name: /^Password/ }).fill(password ?? "");
    await row.getByRole("textbox", { name: /^Stock/ }).fill(stock ?? "");
    await row.getByRole("button", { name: `Add coupons to password ${at + 1}` }).click();
    const dialog = staffPage.getByRole("dialog", { name: "Add coupons" });
    await dialog.getByRole("checkbox", { name: coupon }).check();
    await dialog.getByRole("button", { name: "Add 1 coupon" }).click();
    await expect(dialog).toBeHidden();
  }
  await staffPage.getByRole("button", { name: "Save and go live now" }).dblclick();
  await staffPage.waitForURL(/\/activities\/act_[^/]+\?new=1/);
  await expect(staffPage.getByText("It is live.")).toBeVisible();
  const link = staffPage.getByRole("link", { name: "Open page" }).first();
  activityUrl = new URL((await link.getAttribute("href")) ?? "", demo().baseUrl).pathname;
  expect(activityUrl).toMatch(/^\/a\/.+/);
  await expect(staffPage.getByRole("img", { name: /QR code of the link/ }).first()).toBeVisible();
  await staffPage.goto(`${console_}/activities`);
  await expect(staffPage.getByRole("link", { name: activity })).toHaveCount(1);
});

async function fillPeriod(page: Page) {
  const day = (add: number) => {
    const [year = "", month = "", date = ""] = new Date(Date.now() + add * 86_400_000)
      .toLocaleDateString("en-CA", { timeZone: "Asia/Hong_Kong" })
      .split("-");
    return { year, month, date };
  };
  for (const [name, at] of [
    ["from", day(-1)],
    ["until", day(20)],
  ] as const) {
    const group = page.getByRole("group", { name: new RegExp(`Validity.*${name}|${name}`, "i") }).first();
    const type = async (segment: RegExp, text: string) => {
      await group.getByRole("spinbutton", { name: segment }).click();
      await page.keyboard.type(text);
    };
    await type(/month/i, at.month);
    await type(/day/i, at.date);
    await type(/year/i, at.year);
    await type(/hour/i, "10");
    await type(/minute/i, "00");
  }
}

test("a member opens the link on a phone, types the password in full-width letters, and is asked to sign in (UX-16)", async () => {
  const answer = await member.goto(activityUrl);
  expect(answer?.status()).toBe(200);
  await expect(member.getByRole("heading", { name: activity })).toBeVisible();
  await expect(member.getByText(coupon).first()).toBeVisible();
  const wide = "ｓｎｏｗ ｆｌａｋｅ ２０２６ ";
  await member.getByRole("textbox", { name: "Password" }).fill(wide);
  await member.getByRole("button", { name: "Get my gift" }).dblclick();
  await member.waitForURL(/\/login\?next=/);
  await expect(member.getByText("One step to your gift")).toBeVisible();
});

test("after the one-time code the claim completes by itself, without typing the password again (UX-17)", async () => {
  await member.getByLabel("Phone number").fill(phone.typed);
  await member.getByRole("button", { name: "Send code" }).click();
  await member.waitForURL(/\/login\/code/);
  await member.getByLabel("6-digit code").fill(await codeFor(member, phone.e164));
  await member.getByRole("button", { name: "Sign in and get my gift" }).dblclick();
  await member.waitForURL(/\/won\/prt_/);
  await expect(member.getByRole("heading", { name: "It's yours!" })).toBeVisible();
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(1);
});

test("reloading and going back show the same success and claim nothing again", async () => {
  const won = member.url();
  await member.reload();
  await expect(member.getByRole("heading", { name: "It's yours!" })).toBeVisible();
  await member.goBack();
  await member.goto(won);
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(1);
  await member.goto(`/m/${slug}/coupons`);
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(1);
  await member.goto(`${activityUrl}/prizes`);
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(1);
});

test("a coupon in the wallet shows its code and its rules", async () => {
  await member.goto(`/m/${slug}/coupons`);
  await member
    .getByRole("link", { name: new RegExp(coupon.replace("$", "\\$")) })
    .first()
    .click();
  await member.waitForURL(/\/coupons\/vch_/);
  await expect(member.getByText(coupon).first()).toBeVisible();
  await expect(member.getByText(/[0-9A-Z]{4}[ -]?[0-9A-Z]{4}/).first()).toBeVisible();
});

/** One figure of the activity's overview. */
function figureOf(label: string) {
  return staffPage
    .locator("dl > div")
    .filter({ has: staffPage.locator("dt", { hasText: new RegExp(`^${label}`) }) })
    .first()
    .locator("dd");
}

test("the merchant sees who took part, what was issued and what is left", async () => {
  await staffPage.goto(`${console_}/activities`);
  await staffPage.getByRole("link", { name: activity }).click();
  await staffPage.waitForURL(/\/activities\/act_/);
  await expect(figureOf("Participants")).toHaveText("1");
  await expect(figureOf("Issued")).toHaveText("1");
  await expect(figureOf("Prizes left")).toHaveText("20");
  await staffPage.getByRole("link", { name: "Participants", exact: true }).click();
  await expect(staffPage.getByRole("row", { name: new RegExp(phone.typed.slice(-4)) })).toHaveCount(1);
});

/** Pauses, resumes or archives the activity, the last out of the menu, and waits until that is said to be done. */
async function change(name: "Pause" | "Resume" | "Archive", wanted: string) {
  if (name === "Archive") {
    await staffPage.getByRole("button", { name: `Actions for ${activity}` }).click();
    await staffPage.getByRole("menuitem", { name, exact: true }).click();
  } else {
    await staffPage.getByRole("main").getByRole("button", { name, exact: true }).click();
  }
  if (name === "Resume") {
    const dialog = staffPage.getByRole("alertdialog", { name: new RegExp(`^${name} “`) });
    await dialog.getByRole("button", { name, exact: true }).click();
    await expect(dialog).toBeHidden();
  }
  await expect(staffPage.getByText(wanted).first()).toBeVisible();
}

test("pausing shows members that it is paused, resuming lets them in again", async () => {
  // The page being left has the same button, and a dialog opened there goes with it.
  await staffPage.getByRole("link", { name: "Overview", exact: true }).click();
  await expect(figureOf("Participants")).toBeVisible();
  await change("Pause", `“${activity}” is paused.`);
  await member.goto(activityUrl);
  await expect(member.getByRole("heading", { name: "Taking a short break" })).toBeVisible();
  await expect(member.getByRole("textbox", { name: "Password" })).toHaveCount(0);
  await change("Resume", `“${activity}” is online again.`);
  await member.reload();
  await expect(member.getByRole("textbox", { name: "Password" })).toBeVisible();
});

test("prize stock can only grow, and members see it at once (UX-08)", async ({ browser }) => {
  const { baseUrl: baseURL } = demo();
  await member.goto(activityUrl);
  await expect(member.getByText("1 of 1 left")).toBeVisible();
  await staffPage.getByRole("button", { name: "Add stock to password 2" }).click();
  const dialog = staffPage.getByRole("alertdialog", { name: "Add stock" });
  await expect(dialog.getByText("Prize stock can be raised, not lowered.")).toBeVisible();
  const more = dialog.getByRole("textbox", { name: "How many more" });
  for (const bad of ["-1", "0"]) {
    await more.fill(bad);
    await dialog.getByRole("button", { name: "Add stock" }).click();
    await expect(dialog).toBeVisible();
  }
  await more.fill("4");
  await dialog.getByRole("button", { name: "Add stock" }).click();
  await expect(dialog).toBeHidden();
  const visitor = await browser.newPage({ baseURL });
  await visitor.goto(activityUrl);
  await expect(visitor.getByText("5 of 5 left")).toBeVisible();
  await visitor.close();
});

test("two tabs that claim at once, with one form each, win what two claims win; one form sent twice wins once", async () => {
  const second = await memberContext.newPage();
  await member.goto(activityUrl);
  await second.goto(activityUrl);
  await second
    .locator("input[name=requestId]")
    .first()
    .evaluate(
      (field, value) => field.setAttribute("value", value),
      (await member.locator("input[name=requestId]").first().getAttribute("value")) ?? "",
    );
  for (const tab of [member, second])
    await tab.getByRole("textbox", { name: "Password" }).fill(passwords.second);
  await Promise.all([member, second].map((tab) => tab.getByRole("button", { name: "Get my gift" }).click()));
  await Promise.all([member, second].map((tab) => tab.waitForURL(/\/won\/prt_/)));
  expect(second.url()).toBe(member.url());
  await second.close();
  await member.goto(`${activityUrl}/prizes`);
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(2);
});

test("the same form sent five times at once, as reloading on a POST does, wins once and says so five times (UX-03)", async () => {
  const memberId = await write((tx) => makeMember(tx, merchantId));
  const cookies = [await memberCookie(merchantId, memberId)];
  const { body } = await ask(activityUrl, { cookies });
  const form = body.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes('name="password"')) ?? "";
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?\/>/g)];
  expect(fields.length).toBeGreaterThan(2);
  const send = () => {
    const data = new FormData();
    for (const [, name = "", value = ""] of fields) data.append(name, value.replaceAll("&quot;", '"'));
    data.append("password", passwords.second);
    return ask(activityUrl, { method: "POST", cookies, headers: { origin: demo().baseUrl }, body: data });
  };
  const answers = await Promise.all(Array.from({ length: 5 }, send));
  answers.push(await send());
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
  expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
  expect(answers[0]?.location).toMatch(/\/won\/prt_/);
  const prizes = await ask(`${activityUrl}/prizes`, { cookies });
  expect(new Set(prizes.body.match(/vch_[0-9a-z]{26}/g))).toHaveProperty("size", 1);
});

/** Another member, signed in, at the activity. */
async function anotherMember(browser: Browser, javaScriptEnabled: boolean) {
  const context = await browser.newContext({
    ...{ baseURL: demo().baseUrl, javaScriptEnabled, locale: "en-US", viewport: { width: 390, height: 844 } },
  });
  const memberId = await write((tx) => makeMember(tx, merchantId));
  await context.addCookies([{ ...(await memberCookie(merchantId, memberId)), url: demo().baseUrl }]);
  const page = await context.newPage();
  await page.goto(activityUrl);
  const box = page.getByRole("textbox", { name: "Password" });
  return { context, page, box, claim: page.getByRole("button", { name: "Get my gift" }) };
}

test("Enter and a click at once win once (F-15)", async ({ browser }) => {
  const { context, page, box, claim } = await anotherMember(browser, true);
  await box.fill(passwords.first);
  // The one that comes second may find the page gone.
  await Promise.allSettled([box.press("Enter"), claim.click({ timeout: 3_000 })]);
  await page.waitForURL(/\/won\/prt_/);
  // Going back brings a page of its own, which has sent nothing yet: nothing can be sent again from it.
  await page.goBack();
  await expect(box).toHaveValue("");
  await page.goto(`${activityUrl}/prizes`);
  await expect(page.getByRole("heading", { name: coupon })).toHaveCount(1);
  await context.close();
});

test("reloading what a sent form was answered with, without script, says the same and changes nothing (F-15)", async ({
  browser,
}) => {
  const { context, page, box, claim } = await anotherMember(browser, false);
  await box.fill("not the word");
  await claim.click();
  const refused = page.getByText("That password isn't valid for this activity.");
  await expect(refused).toBeVisible();
  await page.reload();
  await expect(refused).toBeVisible();
  await expect(box).toHaveValue("not the word");
  await box.fill(passwords.first);
  await claim.click();
  await page.waitForURL(/\/won\/prt_/);
  await page.reload();
  await page.goto(`${activityUrl}/prizes`);
  await expect(page.getByRole("heading", { name: coupon })).toHaveCount(1);
  await context.close();
});

test("all of the member's part works with JavaScript switched off (UX-12)", async ({ browser }) => {
  const context = await browser.newContext({
    baseURL: demo().baseUrl,
    javaScriptEnabled: false,
    viewport: { width: 390, height: 844 },
    locale: "en-US",
  });
  const page = await context.newPage();
  const other = newPhone();
  await page.goto(activityUrl);
  await page.getByRole("textbox", { name: "Password" }).fill("not the word");
  await page.getByRole("button", { name: "Get my gift" }).click();
  await page.waitForURL(/\/login\?next=/);
  await page.getByLabel("Phone number").fill("12");
  await page.getByRole("button", { name: "Send code" }).click();
  await expect(page.getByText(/Enter a phone number that can receive messages/)).toBeVisible();
  await page.getByLabel("Phone number").fill(other.typed);
  await page.getByRole("button", { name: "Send code" }).click();
  const code = await codeFor(page, other.e164);
  await page.getByLabel("6-digit code").fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: "Sign in and get my gift" }).click();
  await expect(page.getByText(/4 tries left|isn't right|wrong/i).first()).toBeVisible();
  await page.getByLabel("6-digit code").fill(code);
  await page.getByRole("button", { name: "Sign in and get my gift" }).click();
  await expect(page.getByText("That password isn't valid for this activity.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Password" })).toHaveValue("not the word");
  await page.getByRole("textbox", { name: "Password" }).fill(passwords.first.toUpperCase());
  await page.getByRole("button", { name: "Get my gift" }).click();
  await expect(page.getByRole("heading", { name: "It's yours!" })).toBeVisible();
  const won = page.url();
  await page.reload();
  expect(page.url()).toBe(won);
  await page.getByRole("link", { name: "View my coupons" }).click();
  await expect(page.getByRole("heading", { name: coupon })).toHaveCount(1);
  // The coupon is given to a friend, who signs in and has it.
  await page.getByRole("link", { name: new RegExp(`^Use.*${coupon.replace("$", "\\$")}`) }).click();
  await page.getByRole("link", { name: "Give to a friend" }).click();
  await page.getByLabel("A few words to your friend").fill("Have one on me");
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.getByLabel("Send this link to your friend").inputValue();
  await page.goto(`/m/${slug}/coupons`);
  await expect(page.getByText(/^Gift pending until/)).toBeVisible();
  await page.getByRole("link", { name: "Me", exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.goto(`/m/${slug}/coupons`);
  await expect(page).toHaveURL(/\/login\?next=/);
  const friend = newPhone();
  await page.goto(link);
  await expect(page.getByText("Have one on me")).toBeVisible();
  await expect(page.getByRole("button", { name: "No, thank you" })).toHaveCount(0);
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(page.getByText("One step to your gift")).toBeVisible();
  await page.getByLabel("Phone number").fill(friend.typed);
  await page.getByRole("button", { name: "Send code" }).click();
  await page.getByLabel("6-digit code").fill(await codeFor(page, friend.e164));
  await page.getByRole("button", { name: "Sign in and get my gift" }).click();
  await page.waitForURL(/\/coupons\/vch_[0-9a-z]+\?claimed=1$/);
  await expect(page.getByText(/^It’s yours/)).toBeVisible();
  await page.goto(`/m/${slug}/coupons`);
  await expect(page.getByRole("heading", { name: coupon })).toHaveCount(1);
  await context.close();
});

test("an archived activity is gone for members: 410", async () => {
  await staffPage.reload();
  await change("Archive", "is archived.");
  const answer = await member.goto(activityUrl);
  expect(answer?.status()).toBe(410);
  await expect(member.getByRole("heading", { name: "This activity is no longer available" })).toBeVisible();
  await member.goto(`/m/${slug}/coupons`);
  await expect(member.getByRole("heading", { name: coupon })).toHaveCount(2);
});

test("what was done is ticked on Home, and what was not is still asked for", async () => {
  await staffPage.goto(console_);
  await expect(staffPage.getByText("4 of 8 done")).toBeVisible();
  await expect(staffPage.getByRole("link", { name: "Brand settings" })).toBeVisible();
});
