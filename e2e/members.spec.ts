import { readFileSync } from "node:fs";
import { type Page, test, expect as within } from "@playwright/test";
import { makeMember } from "@/db/seed/factories";
import type { TestWorld } from "@/db/seed/test-world";
import { write } from "@/e2e/fixtures/product";
import { openAs } from "@/e2e/fixtures/staff-page";
import { tick } from "@/e2e/fixtures/tick";
import { newWorld } from "@/e2e/fixtures/worlds";
import { xlsxFile } from "@/lib/platform/xlsx-file";

/** Journeys of M1, M3 and M4: members out of a file, in groups and under tags, looked at, handed out and forgotten. */
// A busy machine is slow, not wrong.
const expect = within.configure({ timeout: 30_000 });
let world: TestWorld;
let page: Page;

test.describe.configure({ mode: "serial" });

test.beforeAll(async ({ browser }) => {
  world = await newWorld("PEOPLE");
  page = await openAs(browser, world.staff.group_admin.id);
});

test.afterAll(async () => {
  await page.context().close();
});

const members = (rest = "") => `/console/${world.slug}/members${rest}`;
const toolbar = () => page.getByRole("toolbar", { name: "For the selection" });
const panel = () => page.getByRole("dialog", { name: "Jobs" });

async function openTray() {
  await page.getByRole("banner").getByRole("button", { name: /^Jobs/ }).click();
  await expect(panel()).toBeVisible();
}

async function choose(file: { name: string; mimeType: string; buffer: Buffer }) {
  await page.goto(members("/import"));
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "Choose file" }).click(),
  ]);
  await chooser.setFiles(file);
}

test("a CSV with bad rows is previewed, its good rows become members, and the bad ones are given back with their reasons", async () => {
  const rows = [
    ["手机号", "姓名", "邮箱", "生日", "标签"],
    ["61230001", "王芳 Import", "fang@example.com", "1990-05-31", "进口"],
    ["61230002", "Ben Import", "", "", ""],
    ["12", "Nobody", "", "", ""],
    ["61230001", "王芳 again", "", "", ""],
    ["61230003", "Cat Import", "not an address", "", ""],
    ["61230004", "Dan Import", "", "1990-02-30", ""],
    ["", "No phone", "", "", ""],
  ];
  await choose({
    name: "members.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`\uFEFF${rows.map((row) => row.join(",")).join("\r\n")}\r\n`),
  });
  await expect(page.getByRole("cell", { name: "王芳 Import" })).toBeVisible();
  await expect(page.getByText("5 of the 7 rows shown can't be imported.")).toBeVisible();
  await expect(page.getByRole("row", { name: /^No such phone number 12 Nobody/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /手机号.*Phone/ })).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/members$/);
  await openTray();
  await expect(panel().getByText(/2 new/)).toBeVisible();
  await expect(panel().getByText(/5 refused/)).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel()
      .getByRole("link", { name: /left-out-rows\.csv/ })
      .click(),
  ]);
  const report = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\r\n")
    .slice(1);
  expect(report.map((line) => line.split(",")[0])).toEqual(["4", "5", "6", "7", "8"]);
  for (const line of report) expect(line).toMatch(/,[A-Z][a-z ]+/);
  await page.goto(members("?q=61230002"));
  await expect(page.getByRole("link", { name: "Ben Import" })).toBeVisible();
  await page.goto(members(`?q=${encodeURIComponent("王芳 Import")}`));
  await expect(page.getByRole("row", { name: /王芳 Import/ })).toContainText("进口");
});

test("an XLSX is previewed as it is read, and a row that is there already changes nothing", async () => {
  const buffer = Buffer.from(await xlsxFile("Members", ["Phone", "Name"], [["+85261230002", "Ben Import"]]));
  await choose({ name: "members.xlsx", mimeType: "application/vnd.ms-excel", buffer });
  await expect(page.getByRole("cell", { name: "Ben Import" })).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/members$/);
  await openTray();
  await expect(panel().getByText(/1 unchanged/)).toBeVisible();
});

test("many are tagged at once, and the list is found by that tag", async () => {
  await page.goto(members("/tags"));
  await page.getByLabel("New tag").fill("Regulars");
  await page.getByRole("button", { name: "Add tag" }).click();
  await expect(page.getByText("The tag is there.")).toBeVisible();
  await page.goto(members());
  await tick(page.getByLabel("Select Ben Import"));
  await tick(page.getByLabel("Select 王芳 Import"));
  await toolbar().getByRole("button", { name: "Tag or untag" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Tags of the chosen members" });
  await dialog.getByRole("button", { name: "Change tags" }).click();
  await expect(dialog).toContainText("Choose at least one tag.");
  await dialog.getByRole("button", { name: /^Put on/ }).click();
  await page.getByRole("option", { name: "Regulars" }).click();
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Change tags" }).click();
  await expect(page.getByText("2 members are changed.")).toBeVisible();
  await expect(page.getByRole("row", { name: /Ben Import/ })).toContainText("Regulars");
  await expect(toolbar()).toHaveCount(0);
});

test("a filter among many is found by typing, and its field can be opened first", async () => {
  await page.goto(members());
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("f");
  const picker = page.getByRole("dialog", { name: "Add filter" });
  await picker.getByRole("searchbox").fill("regul");
  await picker.getByRole("option", { name: /Regulars/ }).click();
  await expect(page).toHaveURL(/tag=tag_/);
  await expect(page.getByRole("link", { name: "Remove filter Tag: Regulars" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Ben Import/ })).toBeVisible();
  await page.getByRole("button", { name: "Add filter" }).click();
  await picker.getByRole("option", { name: "Status" }).click();
  await expect(picker).toContainText("Status is one of");
  await picker.getByRole("option", { name: "Blocked" }).click();
  await expect(page.getByRole("link", { name: "Remove filter Status: Blocked" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Ben Import/ })).toHaveCount(0);
});

test("a filter asks for all but some, for sums and for days, in the address and in words", async () => {
  const picker = page.getByRole("dialog", { name: "Add filter" });
  const choose = async (field: string) => {
    await page.getByRole("button", { name: "Add filter" }).click();
    await picker.getByRole("option", { name: field, exact: true }).click();
  };
  await page.goto(members());
  await choose("Tag");
  await picker.getByRole("radio", { name: "is none of" }).check({ force: true });
  await expect(picker).toContainText("Tag is none of");
  await picker.getByRole("option", { name: "Regulars" }).click();
  await expect(page).toHaveURL(/tag-not=tag_/);
  await expect(page.getByRole("link", { name: "Remove filter Tag is not: Regulars" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Ben Import/ })).toHaveCount(0);
  await choose("Spent");
  await picker.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(picker).toContainText("Enter a whole number in one of the two.");
  await picker.getByLabel("At most").fill("500");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/spent=\.\.500/);
  await expect(page.getByRole("link", { name: "Remove filter Spent: at most HK$500" })).toBeVisible();
  await choose("Joined");
  await picker.getByRole("textbox", { name: "Days" }).fill("7");
  await picker.getByRole("button", { name: "Filter", exact: true }).click();
  await expect(page.getByRole("link", { name: "Remove filter Joined: in the last 7 days" })).toBeVisible();
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByLabel("Name", { exact: true }).fill("New, not regulars");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  const view = page.getByRole("link", { name: "New, not regulars" });
  await expect(view).toHaveAttribute("aria-current", "true");
  await page.goto(members("?spent=a..b&joined=2026-02-30..&month-not=13"));
  await expect(page.getByRole("row", { name: /Ben Import/ })).toBeVisible();
  await expect(page.getByRole("list", { name: "Active filters" })).toHaveCount(0);
  await view.click();
  await expect(page).toHaveURL(/spent=\.\.500/);
  await expect(page).toHaveURL(/joined=7d/);
  await expect(page).toHaveURL(/tag-not=tag_/);
});

test("a group by rule says whom it reaches while it is written: how many, and a sample", async () => {
  await page.goto(members("/groups"));
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByRole("menuitem", { name: "By a rule" }).click();
  await page.waitForURL(/\/groups\/new$/);
  await page.getByLabel("Name", { exact: true }).fill("Our regulars");
  const status = page.getByRole("status").filter({ hasText: /member|Counting|Nobody|rule/ });
  await page.getByRole("button", { name: /What condition 1 asks/ }).click();
  await page.getByRole("option", { name: "Wears the tag …" }).click();
  await expect(status).toHaveText("Finish the rule to see whom it reaches.");
  await page.getByRole("button", { name: /Tag \(1\)/ }).click();
  await page.getByRole("option", { name: "Regulars" }).click();
  await expect(page.getByText("Everybody for whom this is true: wears the tag “Regulars”.")).toBeVisible();
  await expect(status).toHaveText("2 members");
  await expect(page.getByRole("link", { name: "Ben Import" })).toBeVisible();
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Our regulars" })).toBeVisible();
  await page.goto(members("/groups"));
  await expect(page.getByRole("row", { name: /Our regulars/ })).toContainText("2");
});

test("a phone is masked until it is looked at, and that somebody looked is in the audit log", async () => {
  await page.goto(members("?q=61230002"));
  await expect(page.getByText("61230002")).toHaveCount(0);
  await page.getByRole("link", { name: "Ben Import" }).click();
  await page.waitForURL(/\/members\/mbr_/);
  await expect(page.getByText(/\+852 ?6123 ?0002/)).toHaveCount(0);
  await page.getByRole("button", { name: "Show phone and email" }).click();
  await expect(page.getByText("+852 6123 0002", { exact: true })).toBeVisible();
  const id = /mbr_[0-9a-z]+/.exec(page.url())?.[0] ?? "";
  await page.goto(`/console/${world.slug}/settings/audit?q=${id}`);
  const row = page.getByRole("row", { name: /Looked at a whole phone or email/ });
  await expect(row).toContainText(`${world.marker} group admin`);
  await expect(row).toContainText(/127\.0\.0\.1|::1/);
});

test("all that is known of one member is handed out as a file, and then the member is forgotten for good", async () => {
  await page.goto(members("?q=61230001"));
  await page.getByRole("link", { name: /王芳/ }).click();
  await page.waitForURL(/\/members\/mbr_/);
  const address = page.url();
  await page.getByRole("button", { name: /^More for / }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Download their data" }).click(),
  ]);
  const data = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(data)).toBeTruthy();
  for (const known of ["+85261230001", "fang@example.com", "1990-05-31", "Regulars"])
    expect(data).toContain(known);
  await page.getByRole("button", { name: /^More for / }).click();
  await page.getByRole("menuitem", { name: "Erase this member" }).click();
  const dialog = page.getByRole("alertdialog", { name: /^Erase / });
  await dialog.getByLabel("Type the last four digits of their phone").fill("9999");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await expect(dialog).toContainText(/digits/);
  await dialog.getByLabel("Type the last four digits of their phone").fill("0001");
  await dialog.getByRole("button", { name: "Erase for good" }).click();
  await page.waitForURL(/\/members$/);
  await page.goto(members("?q=61230001"));
  await expect(page.getByRole("heading", { name: "Nothing matches" })).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("王芳")).toHaveCount(0);
  // Whoever asked to be forgotten does not come back by the next file.
  await choose({
    name: "again.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Phone,Name\r\n61230001,Back again\r\n"),
  });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await page.waitForURL(/\/members$/);
  await openTray();
  await expect(
    panel()
      .getByText(/1 refused/)
      .first(),
  ).toBeVisible();
});

test("store staff see the members of their store, masked, and no way to what is the group's", async ({
  browser,
}) => {
  const { merchantId, first, second } = world;
  await write((tx) =>
    makeMember(tx, merchantId, { name: "Here", phone: "+85261239001", homeStoreId: first.storeId }),
  );
  await write((tx) =>
    makeMember(tx, merchantId, { name: "There", phone: "+85261239002", homeStoreId: second.storeId }),
  );
  const manager = await openAs(browser, world.staff.store_manager.id);
  await manager.goto(members());
  await manager.waitForURL(new RegExp(`/s/${first.storeId}/members`));
  await expect(manager.getByRole("link", { name: "Here", exact: true })).toBeVisible();
  await expect(manager.getByText("There", { exact: true })).toHaveCount(0);
  await expect(manager.getByText("61239001")).toHaveCount(0);
  await expect(manager.getByRole("link", { name: "Import" })).toHaveCount(0);
  await manager.context().close();
});
