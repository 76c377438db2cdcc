import { chromium, type Page } from "@playwright/test";
import { browserArgs, ensureBrowser, sandboxArgs } from "@/e2e/fixtures/browser";

/** A slow phone (ux.md section 7): 1.6 Mbit/s down, 150 ms there and back, a quarter of this processor. */
const SLOW = {
  latency: 150,
  downloadThroughput: (1.6 * 1024 * 1024) / 8,
  uploadThroughput: (750 * 1024) / 8,
};
const SLOWER_CPU = 4;
const VISITS = 5;

/** What a first visit on a slow phone came to: times in milliseconds, script in kB as it came over the wire. */
export type Vitals = {
  readonly title: string;
  readonly lcpMs: number;
  readonly cls: number;
  /** The longest that a tap or a key took until the next paint. */
  readonly inpMs: number;
  readonly scriptKb: number;
  readonly allKb: number;
  /** Hosts asked besides the page's own. */
  readonly strangers: readonly string[];
};

/** Visits each address a few times, each time with an empty cache, and gives the visit in the middle. */
export async function measureVitals(pages: readonly { title: string; url: string }[]): Promise<Vitals[]> {
  const executablePath = ensureBrowser();
  const args = [...browserArgs, ...sandboxArgs(executablePath)];
  const browser = await chromium.launch({ executablePath, args });
  try {
    const found: Vitals[] = [];
    for (const { title, url } of pages) {
      const visits: Vitals[] = [];
      for (let visit = 0; visit < VISITS; visit += 1) {
        const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true });
        visits.push(await visitOnce(await context.newPage(), title, url));
        await context.close();
      }
      const sorted = visits.toSorted((a, b) => a.lcpMs - b.lcpMs);
      const middle = sorted[Math.floor(VISITS / 2)];
      if (middle) found.push(middle);
    }
    return found;
  } finally {
    await browser.close();
  }
}

async function visitOnce(page: Page, title: string, url: string): Promise<Vitals> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  await session.send("Network.emulateNetworkConditions", { offline: false, ...SLOW });
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_CPU });
  const kinds = new Map<string, string>();
  const strangers = new Set<string>();
  const bytes = { script: 0, all: 0 };
  session.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, type);
    const { host, protocol } = new URL(response.url);
    if (protocol.startsWith("http") && host !== new URL(url).host) strangers.add(host);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    bytes.all += encodedDataLength;
    if (kinds.get(requestId) === "Script") bytes.script += encodedDataLength;
  });
  // The loader of TypeScript names functions by a helper of its own, which a page does not have.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(watchVitals);
  await page.goto(url, { waitUntil: "networkidle" });
  await tapAndType(page);
  const { lcp, inp, cls } = await page.evaluate(() => ({
    lcp: Number(document.documentElement.dataset.lcp ?? 0),
    inp: Number(document.documentElement.dataset.inp ?? 0),
    cls: Number(document.documentElement.dataset.cls ?? 0),
  }));
  if (lcp === 0) throw new Error(`nothing large was painted at ${url}`);
  const kb = (n: number) => Math.round(n / 1024);
  return {
    title,
    lcpMs: Math.round(lcp),
    cls,
    inpMs: Math.round(inp),
    scriptKb: kb(bytes.script),
    allKb: kb(bytes.all),
    strangers: [...strangers],
  };
}

/** What somebody does there who is about to claim: opens an answer, and types a word. The largest paint is over by then. */
async function tapAndType(page: Page): Promise<void> {
  const answer = page.locator("summary").first();
  if ((await answer.count()) > 0) for (const _ of [1, 2]) await answer.click();
  const word = page.locator("input[name=password]");
  await word.click();
  await word.pressSequentially("snowflake");
  await page.waitForTimeout(300);
}

/** Runs in the page, before it: writes down the last large paint, how much was shifted, and the slowest answer to a tap or key. */
function watchVitals(): void {
  const keep = (name: string, value: number) => {
    if (document.documentElement) document.documentElement.dataset[name] = String(value);
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) keep("lcp", entry.startTime);
  }).observe({ type: "largest-contentful-paint", buffered: true });
  let slowest = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ("interactionId" in entry && entry.interactionId) slowest = Math.max(slowest, entry.duration);
    keep("inp", slowest);
  }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
  let shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if ("value" in entry && !("hadRecentInput" in entry && entry.hadRecentInput))
        shifted += Number(entry.value);
    }
    keep("cls", shifted);
  }).observe({ type: "layout-shift", buffered: true });
}
