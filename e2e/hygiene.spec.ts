import { readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { demo, demoStaff } from "@/e2e/fixtures/demo";
import { pathOf } from "@/e2e/fixtures/entry-paths";
import { type Answer, ask, inParallel, type Question } from "@/e2e/fixtures/http";
import { signInStaff } from "@/e2e/fixtures/people";
import type { Cookie } from "@/e2e/fixtures/product";
import { newWorld, signInsOf, type Visitor } from "@/e2e/fixtures/worlds";
import { entries } from "@/lib/platform/auth/entries";

const pages = Object.keys(entries).flatMap((entry) => /^page:(.+)$/.exec(entry)?.[1] ?? []);
const privatePages = pages.filter(
  (route) => route.startsWith("/console/[") || /^\/m\/.*\/(coupons|me|orders|checkout)(\/|$)/.test(route),
);

let own: TestWorld;
let other: TestWorld;
let signIns: Record<Visitor, Cookie[]>;

test.beforeAll(async () => {
  own = await newWorld("OWN", { packs: true });
  other = await newWorld("OTHER", { packs: true });
  signIns = await signInsOf(own);
});

const internalHeaders: Record<string, string>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { "x-middleware-rewrite": "/", "x-middleware-next": "1", "x-middleware-prefetch": "1" },
  { "x-nextjs-data": "1" },
  { "x-matched-path": "/console/[merchant]", "x-now-route-matches": "1=demo" },
  { "x-invoke-path": "/console/demo", "x-invoke-status": "200" },
  { "x-pathname": "/sign-in", "x-original-url": "/sign-in", "x-rewrite-url": "/sign-in" },
  { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/__PAGE__" },
  { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%2Cnull%2Cnull%2Ctrue%5D" },
  { "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1", forwarded: "for=127.0.0.1" },
];

/** Pages of every depth and kind whose address is spelled in other ways. */
const telling = /\]$|\/(coupons|participants|me)$/;

function twisted(path: string): string[] {
  const [, first = "", ...rest] = path.split("/");
  const after = rest.join("/");
  return [
    `${path}.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.txt`,
    `${path}?_rsc=abcde`,
    `${path}?nxtPmerchant=${rest[0] ?? ""}`,
    `/_next/data/build${path}.json`,
    `//${first}/${after}`,
    `/${first}//${after}`,
    `/a/..%2f${first}/${after}`,
    `/a/%2e%2e/${first}/${after}`,
    `/sign-in/../${first}/${after}`,
    `/${first}/./${after}`,
    `/${first.toUpperCase()}/${after}`,
    `/%63${first.slice(1)}/${after}`,
    `/${first}%2f${after}`,
    `/${first}/${after}/`,
    `/${first}/${after};a=b`,
    `/en/${first}/${after}`,
    `\\${first}\\${after}`.replace(/^\\/, "/\\"),
  ];
}

for (const visitor of ["anonymous", "group_admin"] as const) {
  test(`no header and no spelling of an address shows ${visitor} a private byte of another merchant (S-1)`, async () => {
    const cookies = signIns[visitor];
    const groupView = privatePages.filter((route) => !route.includes("/s/[store]"));
    const questions = groupView.flatMap((route): [string, Question][] => {
      const path = pathOf(route, other);
      const withHeaders = internalHeaders.map((headers): [string, Question] => [path, { cookies, headers }]);
      if (!telling.test(route)) return withHeaders;
      return [...withHeaders, ...twisted(path).map((twist): [string, Question] => [twist, { cookies }])];
    });
    const wrong: string[] = [];
    await inParallel(questions, async ([path, question]) => {
      const answer = await ask(path, question);
      if (answer.body.includes(other.marker)) wrong.push(`${path} ${JSON.stringify(question.headers ?? {})}`);
      if (answer.status >= 500) wrong.push(`${path}: ${answer.status}`);
    });
    expect(wrong).toEqual([]);
  });
}

const isDocument = ({ headers }: Answer) => headers["content-type"]?.startsWith("text/html") === true;

const always = {
  "strict-transport-security": expect.stringMatching(/max-age=(31536000|[4-9]\d{7})/),
  "x-content-type-options": "nosniff",
  "referrer-policy": expect.stringMatching(/^(strict-origin-when-cross-origin|same-origin|no-referrer)$/),
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": expect.stringContaining("camera=()"),
  "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
};

test("every kind of answer carries the security headers and does not say what made it (S-21)", async () => {
  const [script = ""] = readdirSync(".next/static/chunks").filter((name) => name.endsWith(".js"));
  const admin = { cookies: signIns.group_admin };
  const answers: Record<string, Promise<Answer>> = {
    page: ask(`/console/${own.slug}`, admin),
    "sign-in": ask("/sign-in"),
    "member page": ask(`/a/${own.first.slug}`),
    redirect: ask(`/console/${own.slug}`),
    refusal: ask(`/console/${own.slug}/settings`, { cookies: signIns.finance }),
    "not found": ask("/no-such-page"),
    "not found in the console": ask(`/console/${own.slug}/no-such-page`, admin),
    "not found for members": ask("/a/no-such-activity"),
    file: ask(`/_next/static/chunks/${script}`),
    icon: ask("/icon.svg"),
    "missing file": ask("/_next/static/chunks/no-such-chunk.js"),
    download: ask(`/console/${own.slug}/activities/${own.first.activityId}/qr`, admin),
    calendar: ask(`/a/${own.first.slug}/calendar`),
    "too large": ask("/sign-in", { method: "POST", headers: { "content-length": "9999999" } }),
    "unknown method": ask("/sign-in", { method: "DELETE" }),
    "unknown action": ask("/sign-in", {
      method: "POST",
      headers: { "next-action": "0".repeat(42), origin: demo().baseUrl },
      body: "[]",
    }),
    "broken encoding": ask("/a/%E0%A4%A"),
  };
  for (const [what, asked] of Object.entries(answers)) {
    const { headers, status } = await asked;
    expect(headers, `${what} (${status})`).toMatchObject(always);
    expect(headers["x-powered-by"], what).toBeUndefined();
    expect(headers.server, what).toBeUndefined();
    expect(status, what).toBeLessThan(500);
    if (!what.includes("file") && what !== "icon") {
      expect(headers["content-security-policy"], what).toContain("frame-ancestors 'none'");
    }
  }
});

test("private pages and downloads are kept by nobody on the way", async () => {
  await inParallel(privatePages, async (route) => {
    const visitor = route.startsWith("/m/") ? "member" : "group_admin";
    const { headers, status } = await ask(pathOf(route, own), { cookies: signIns[visitor] });
    expect(headers["cache-control"], `${route} (${status})`).toMatch(/no-store/);
  });
});

test("every script of every page carries the nonce of its own answer and of no other (S-22)", async () => {
  const seen = new Set<string>();
  let documents = 0;
  await inParallel(pages, async (route) => {
    const visitor = route.startsWith("/console/[") ? "group_admin" : "member";
    const answer = await ask(pathOf(route, own), { cookies: signIns[visitor] });
    if (!isDocument(answer) || answer.status >= 300) return;
    documents += 1;
    const policy = answer.headers["content-security-policy"] ?? "";
    const nonce = /script-src[^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
    expect(nonce, route).toMatch(/^[\w+/=-]{16,}$/);
    expect(seen.has(nonce), `${route} has a nonce of its own`).toBe(false);
    seen.add(nonce);
    const scripts = answer.body.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length, route).toBeGreaterThan(0);
    const bare = scripts.filter(
      (tag) => !tag.includes(`nonce="${nonce}"`) && !tag.includes('type="application/'),
    );
    expect(bare, route).toEqual([]);
    expect(answer.body, `${route} has no inline handler`).not.toMatch(
      /<[a-z]+[^>]*\son(click|load|error|submit)=/i,
    );
    expect(policy, route).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/);
  });
  expect(documents).toBeGreaterThan(30);
});

test("what a browser sends as policy or nonce is not taken over (S-22)", async () => {
  const headers = { "x-nonce": "intruder", "content-security-policy": "script-src 'nonce-intruder'" };
  const { body, headers: given } = await ask("/sign-in", { headers });
  expect(body).not.toContain("intruder");
  expect(given["content-security-policy"]).not.toContain("intruder");
});

test("nothing invites another site to read along (S-20)", async () => {
  for (const path of ["/sign-in", `/console/${own.slug}`, `/a/${own.first.slug}`, "/icon.svg"]) {
    for (const method of ["GET", "OPTIONS"]) {
      const { headers } = await ask(path, { method, headers: { origin: "https://evil.example" } });
      const allows = Object.keys(headers).filter((name) => name.startsWith("access-control-"));
      expect(allows, `${method} ${path}`).toEqual([]);
    }
  }
});

const elsewhere = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "https:evil.example",
  "https://evil.example/console",
  "https://localhost@evil.example/",
  "/%2f%2fevil.example",
  "/%5cevil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  "/console/../../evil.example",
  "/console\r\nset-cookie:intruder=1",
  "/console@evil.example",
  "/consoleevil.example",
  "/\t/evil.example",
  "https://еxample.com/console",
];

test("a sign-in leads nowhere but into this site, whatever it was asked to come back to (S-26)", async () => {
  const ways = [
    { path: "/sign-in", cookies: signIns.group_admin },
    { path: `/m/${own.slug}/login`, cookies: signIns.member },
    { path: `/m/${own.slug}/login/code`, cookies: signIns.member },
  ];
  for (const { path, cookies } of ways) {
    for (const next of elsewhere) {
      const answer = await ask(`${path}?next=${encodeURIComponent(next)}`, { cookies });
      expect(answer.status, `${path} ${next}`).toBe(307);
      const { baseUrl } = demo();
      expect(new URL(answer.location ?? "", baseUrl).origin, `${path} ${next}`).toBe(baseUrl);
      expect(answer.location, `${path} ${next}`).not.toMatch(/evil|еxample|javascript|data:/);
      expect(answer.setCookies.join(), `${path} ${next}`).not.toContain("intruder");
    }
  }
});

test("a sign-in cookie is out of reach of scripts and of other sites (S-9)", async ({ page, context }) => {
  await context.addCookies([{ name: "scrip.staff", value: "fixed-by-somebody", url: demo().baseUrl }]);
  await signInStaff(page, demoStaff("analyst"));
  const cookies = (await context.cookies()).filter(({ name }) => name.includes("scrip.staff"));
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
  expect(cookies[0]?.value, "a cookie brought along is not taken over (S-7)").not.toBe("fixed-by-somebody");
  expect(await page.evaluate(() => document.cookie)).not.toContain("scrip.staff");
});

test("signing out ends the sign-in itself, and everywhere ends all of them (S-8)", async ({ browser }) => {
  const signIn = async () => {
    const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
    const page = await context.newPage();
    await signInStaff(page, demoStaff("finance"));
    const [cookie] = (await context.cookies()).filter(({ name }) => name.includes("scrip.staff"));
    return { page, cookies: cookie ? [{ name: cookie.name, value: cookie.value }] : [] };
  };
  const leave = async (page: Awaited<ReturnType<typeof signIn>>["page"], name: string) => {
    await page.getByRole("button", { name: "Account" }).click();
    await page.getByRole("button", { name, exact: true }).click();
    await page.waitForURL(/\/sign-in/);
  };
  const status = async (cookies: Cookie[]) => (await ask("/console/demo", { cookies })).status;
  const [first, second, third] = [await signIn(), await signIn(), await signIn()];
  for (const { cookies } of [first, second, third]) expect(await status(cookies)).toBe(200);
  await leave(first.page, "Sign out");
  expect([await status(first.cookies), await status(second.cookies), await status(third.cookies)]).toEqual([
    307, 200, 200,
  ]);
  await leave(second.page, "Sign out everywhere");
  expect([await status(second.cookies), await status(third.cookies)]).toEqual([307, 307]);
  await Promise.all([first, second, third].map(({ page }) => page.context().close()));
});

test("a member's sign-in and a staff member's are worth nothing in each other's place", async () => {
  const [staffOnly] = signIns.group_admin;
  const [memberOnly] = signIns.member;
  const swapped = [
    { name: "scrip.staff", value: memberOnly?.value ?? "" },
    { name: memberOnly?.name ?? "", value: staffOnly?.value ?? "" },
  ];
  expect((await ask(`/console/${own.slug}`, { cookies: swapped })).status).toBe(307);
  expect((await ask(`/m/${own.slug}/coupons`, { cookies: swapped })).status).toBe(307);
  const elsewhereToo = [{ name: `scrip.member.${other.merchantId}`, value: memberOnly?.value ?? "" }];
  expect((await ask(`/m/${other.slug}/coupons`, { cookies: elsewhereToo })).status).toBe(307);
});

test("the development inbox is for this machine alone", async () => {
  expect((await ask("/dev/inbox")).status).toBe(200);
  for (const headers of [{ host: "evil.example" }, { host: "localhost.evil.example" }]) {
    expect((await ask("/dev/inbox", { headers })).status, headers.host).toBe(404);
  }
});
