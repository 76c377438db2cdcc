import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { demo, demoStaff } from "./fixtures/demo";
import { signInStaff } from "./fixtures/people";

/** Scripts of a console page when it is first opened, in kB gzipped (UX-15). */
const most = { list: 350, form: 430, editor: 500 } as const;

const pages = [
  ["list", "/coupons"],
  ["list", "/packs"],
  ["list", "/activities"],
  ["list", "/members"],
  ["list", "/products"],
  ["form", "/coupons/new/amount_off"],
  ["form", "/coupons/templates/new/amount_off"],
  ["form", "/packs/new/paid"],
  ["form", "/activities/new/code_redemption"],
  ["form", "/products/new"],
] as const;

/** Lists whose first thing's own form is opened, and how the ids of their things begin. */
const edited = [
  ["coupons", "cpn"],
  ["activities", "act"],
  ["products", "prd"],
] as const;

test("the console's lists, forms and editor bring no more script than they may (UX-15)", async ({ page }) => {
  await signInStaff(page, demoStaff("group_admin"));
  const base = new URL(page.url()).pathname.split("/").slice(0, 3).join("/");
  const weights: string[] = [];
  const over: string[] = [];
  await page.goto(`${base}/activities`);
  const activity = await page.locator('a[href*="/activities/act_"]').first().getAttribute("href");
  const decoration = `${new URL(activity ?? "", page.url()).pathname.slice(base.length)}/page`;
  const edits: ["form", string][] = [];
  for (const [list, prefix] of edited) {
    await page.goto(`${base}/${list}`);
    const href = await page.locator(`tbody a[href*="/${list}/${prefix}_"]`).first().getAttribute("href");
    const thing = new URL(href ?? "", page.url()).pathname.split("/").at(-1);
    edits.push(["form", `/${list}/${thing}/edit`]);
  }
  for (const [kind, path] of [...pages, ...edits, ["editor", decoration] as const]) {
    const context = await page.context().browser()?.newContext({ baseURL: demo().baseUrl });
    if (!context) throw new Error("no browser");
    await context.addCookies(await page.context().cookies());
    const fresh = await context.newPage();
    const scripts: Promise<number>[] = [];
    fresh.on("response", (response) => {
      if (response.request().resourceType() === "script") {
        scripts.push(response.body().then((body) => gzipSync(body).length));
      }
    });
    await fresh.goto(base + path, { waitUntil: "networkidle" });
    // What comes from here on is not of the first opening, and its page may be gone before it is read.
    fresh.removeAllListeners("response");
    const kb = Math.round((await Promise.all(scripts)).reduce((sum, size) => sum + size, 0) / 1024);
    weights.push(`${kind} ${path} ${kb}`);
    if (kb === 0 || kb > most[kind]) over.push(`${path}: ${kb} kB, at most ${most[kind]}`);
    await context.close();
  }
  test.info().annotations.push({ type: "kB", description: weights.join(", ") });
  console.log(weights.join("\n"));
  expect(over).toEqual([]);
});
