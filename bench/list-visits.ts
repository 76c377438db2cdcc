import { type Browser, type Cookie, chromium, type Page } from "@playwright/test";
import { median } from "@/bench/figures";
import { browserArgs, ensureBrowser, sandboxArgs } from "@/e2e/fixtures/browser";

/** Fast 4G as Chromium's own tools mean it: 9 Mbit/s down and 1.5 up with what is lost on the way, 165 ms there and back. */
const FAST_4G = {
  latency: 165,
  downloadThroughput: (9_000_000 * 0.9) / 8,
  uploadThroughput: (1_500_000 * 0.9) / 8,
};
const VISITS = 5;

/** A first visit to a list, in milliseconds since it was asked for. */
export type ListVisit = {
  readonly title: string;
  /** How it came: over HTTP/2 as from a proxy, or from the web process itself. */
  readonly over: string;
  /** Its first row is painted. */
  readonly rowMs: number;
  /** It answers: a menu that was pressed as soon as it was there is open. */
  readonly usableMs: number;
};

/** Opens each list a few times on Fast 4G with an empty cache, as who `cookies` sign in; the medians (UX-15). */
export async function visitLists(
  lists: readonly { readonly title: string; readonly over: string; readonly url: string }[],
  cookies: readonly Pick<Cookie, "name" | "value">[],
): Promise<ListVisit[]> {
  const executablePath = ensureBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: [...browserArgs, ...sandboxArgs(executablePath)],
  });
  try {
    const found: ListVisit[] = [];
    for (const { title, over, url } of lists) {
      const visits: Omit<ListVisit, "title" | "over">[] = [];
      for (let visit = 0; visit < VISITS; visit += 1) visits.push(await visitOnce(browser, url, cookies));
      const of = (key: "rowMs" | "usableMs") => Math.round(median(visits.map((one) => one[key])));
      found.push({ title, over, rowMs: of("rowMs"), usableMs: of("usableMs") });
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function visitOnce(browser: Browser, url: string, cookies: readonly Pick<Cookie, "name" | "value">[]) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    ignoreHTTPSErrors: true,
  });
  try {
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })));
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, ...FAST_4G });
    await page.goto(url, { waitUntil: "commit" });
    await page.locator("tbody tr a").first().waitFor();
    const rowMs = await sinceAsked(page);
    await openColumns(page);
    return { rowMs, usableMs: await sinceAsked(page) };
  } finally {
    await context.close();
  }
}

/** Presses the button until its menu opens: before the script is there a press does nothing. */
async function openColumns(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Columns" });
  const menu = page.getByRole("dialog");
  await button.waitFor();
  while (!(await menu.isVisible())) {
    await button.click({ timeout: 1000 }).catch(() => undefined);
    await menu.waitFor({ timeout: 100 }).catch(() => undefined);
  }
}

const sinceAsked = (page: Page) => page.evaluate(() => performance.now());
