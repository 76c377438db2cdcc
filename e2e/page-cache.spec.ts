import { expect, test } from "@playwright/test";
import { and, eq, sql } from "drizzle-orm";
import { db } from "@/db/client";
import { activityViews } from "@/db/schema/activities";
import { freshRequestId } from "@/db/seed/factories";
import type { TestWorld } from "@/db/seed/test-world";
import { demo } from "@/e2e/fixtures/demo";
import { type Answer, ask, inParallel } from "@/e2e/fixtures/http";
import { type Cookie, memberCookie, write } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { mintScope, type Scope } from "@/lib/platform/auth/scope";
import { formatPhone } from "@/lib/platform/phone";

const pathOf = (world: TestWorld) => `/a/${world.first.slug}`;
const nonceOf = ({ headers }: Answer) =>
  /'nonce-([^']+)'/.exec(headers["content-security-policy"] ?? "")?.[1] ?? "no nonce";
const formIdOf = ({ body }: Answer) => /name="requestId" value="([^"]+)"/.exec(body)?.[1] ?? "no id";

function adminOf(world: TestWorld): Scope {
  return mintScope({
    merchantId: world.merchantId,
    actor: { type: "staff", id: world.staff.group_admin.id },
    role: "group_admin",
    storeIds: "all",
    storeId: null,
    requestId: crypto.randomUUID(),
  });
}

/** How often a page was given out that was rendered for somebody else, and how often one was rendered to be kept. */
async function figures(): Promise<{ shared: number; rendered: number }> {
  const { body, status } = await ask("/metrics");
  expect(status).toBe(200);
  const count = (outcome: string) =>
    Number(new RegExp(`scrip_page_cache_total\\{outcome="${outcome}"\\} (\\d+)`).exec(body)?.[1] ?? 0);
  return { shared: count("hit") + count("joined"), rendered: count("miss") };
}

test("a visitor's page is given out of memory, with a nonce and a request id of its own in each answer", async () => {
  const world = await newWorld("KEPT");
  const before = await figures();
  const together = () => Promise.all(Array.from({ length: 6 }, () => ask(pathOf(world))));
  const answers = [...(await together()), ...(await together())];
  const after = await figures();
  expect(after.shared - before.shared).toBeGreaterThan(5);
  for (const answer of answers) {
    const { body, headers, status } = answer;
    const nonce = nonceOf(answer);
    expect(status).toBe(200);
    expect(body).toContain(world.marker);
    expect(headers["x-request-id"]).toBe(formIdOf(answer));
    const scripts = body.match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(5);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    expect(headers.link ?? "").not.toMatch(new RegExp(`nonce="(?!${nonce}")`));
    expect(headers["cache-control"]).toMatch(/no-store/);
  }
  expect(new Set(answers.map(nonceOf)).size).toBe(answers.length);
  expect(new Set(answers.map(formIdOf)).size).toBe(answers.length);
  const rest = answers.map((answer) =>
    answer.body.replaceAll(nonceOf(answer), "NONCE").replaceAll(formIdOf(answer), "ID"),
  );
  // Two renderings may be cut into pieces at other places.
  const renderings = after.rendered - before.rendered;
  expect(new Set(rest).size, "nothing else of one rendering differs").toBeLessThanOrEqual(renderings);
});

test("what gzip gives is the same page", async () => {
  const world = await newWorld("ZIPPED");
  const { baseUrl } = demo();
  const isSame = async () => {
    const [plain, zipped] = await Promise.all([
      ask(pathOf(world)),
      fetch(`${baseUrl}${pathOf(world)}`, { headers: { "accept-encoding": "gzip" } }),
    ]);
    expect(zipped.headers.get("content-encoding")).toBe("gzip");
    expect(Number(zipped.headers.get("content-length"))).toBeLessThan(15_000);
    const nonce = /'nonce-([^']+)'/.exec(zipped.headers.get("content-security-policy") ?? "")?.[1] ?? "";
    const id = zipped.headers.get("x-request-id") ?? "";
    return (
      (await zipped.text()).replaceAll(nonce, nonceOf(plain)).replaceAll(id, formIdOf(plain)) === plain.body
    );
  };
  // The two may be of two renderings, which need not be cut into the same pieces.
  await expect.poll(isSame, { timeout: 15_000 }).toBe(true);
});

test("two members and two merchants mixed with visitors see what is theirs alone, and nothing of it is kept", async () => {
  const [one, two] = [await newWorld("MIXA"), await newWorld("MIXB")];
  const memberOf = async (world: TestWorld) => [await memberCookie(world.merchantId, world.first.memberId)];
  const [first, second] = [await memberOf(one), await memberOf(two)];
  const both = [...first, ...second];
  const phones = new Map([
    [one, formatPhone(one.first.phone)],
    [two, formatPhone(two.first.phone)],
  ]);
  const questions = Array.from({ length: 12 }, () =>
    [one, two].flatMap((world) =>
      [[], first, second, both].map((cookies): { world: TestWorld; cookies: readonly Cookie[] } => ({
        world,
        cookies,
      })),
    ),
  ).flat();
  const wrong: string[] = [];
  await inParallel(questions, async ({ world, cookies }) => {
    const { body, status } = await ask(pathOf(world), { cookies });
    const other = world === one ? two : one;
    const isMember = cookies.some(({ name }) => name.endsWith(world.merchantId));
    const who = `${world.marker} as ${cookies.length} cookies, member: ${isMember}`;
    if (status !== 200 || !body.includes(world.marker)) wrong.push(`${who}: ${status}, not its own page`);
    if (body.includes(other.marker)) wrong.push(`${who}: something of another merchant`);
    if (body.includes(phones.get(world) ?? "") !== isMember) wrong.push(`${who}: the phone of its member`);
    if (body.includes(phones.get(other) ?? "")) wrong.push(`${who}: the phone of another's member`);
  });
  expect(wrong).toEqual([]);
  expect(questions.length).toBe(96);
});

test("a pause made in another process is seen at once", async () => {
  const world = await newWorld("PAUSED");
  const scope = adminOf(world);
  const activityId = world.first.activityId;
  const look = async () => ((await ask(pathOf(world))).body.includes("field-password") ? "open" : "closed");
  for (const [change, expected] of [
    ["pause", "closed"],
    ["resume", "open"],
  ] as const) {
    await look();
    await changeActivityState(scope, { requestId: freshRequestId(), activityId, change });
    const began = Date.now();
    while ((await look()) !== expected && Date.now() - began < 5000);
    expect(await look()).toBe(expected);
    expect(Date.now() - began, `${change} was seen in ms`).toBeLessThan(700);
  }
});

test("each language has its own page, whoever asked before", async () => {
  const world = await newWorld("TONGUES");
  const path = pathOf(world);
  const langOf = async (question: Parameters<typeof ask>[1]) =>
    /<html lang="([^"]+)"/.exec((await ask(path, question)).body)?.[1];
  for (let at = 0; at < 3; at += 1) {
    expect(await langOf({})).toBe("en");
    expect(await langOf({ headers: { "accept-language": "zh-HK,zh;q=0.9,en;q=0.5" } })).toBe("zh-CN");
    expect(await langOf({ headers: { "accept-language": "fr, en;q=0.2" } })).toBe("en");
    expect(await langOf({ cookies: [{ name: "locale", value: "zh-CN" }] })).toBe("zh-CN");
    const chosen = { headers: { "accept-language": "zh" }, cookies: [{ name: "locale", value: "en" }] };
    expect(await langOf(chosen)).toBe("en");
  }
  const asked = await ask(`${path}?lang=zh-CN`);
  expect(asked.body).toContain('<html lang="zh-CN"');
  expect(asked.setCookies.join()).toContain("locale=zh-CN");
  const after = await ask(path);
  expect(after.body).toContain('<html lang="en"');
  expect(after.setCookies).toEqual([]);
});

test("a password in the link is for the one who opened it", async () => {
  const world = await newWorld("PREFILL");
  const path = pathOf(world);
  for (const p of ["first-word", "second-word"]) {
    expect((await ask(`${path}?p=${p}`)).body).toContain(`value="${p}"`);
    expect((await ask(path)).body).not.toContain("-word");
  }
});

test("pages out of memory are counted as looks, robots left out", async () => {
  const world = await newWorld("COUNTED");
  const views = async () => {
    const rows = await db()
      .select({ views: sql<number>`sum(${activityViews.views})::int` })
      .from(activityViews)
      .where(
        and(
          eq(activityViews.merchantId, world.merchantId),
          eq(activityViews.activityId, world.first.activityId),
        ),
      );
    return rows[0]?.views ?? 0;
  };
  const before = await views();
  for (let at = 0; at < 9; at += 1) await ask(pathOf(world), { headers: { "user-agent": "Mozilla/5.0" } });
  for (let at = 0; at < 4; at += 1) await ask(pathOf(world), { headers: { "user-agent": "Googlebot/2.1" } });
  await expect.poll(views, { timeout: 15_000 }).toBe(before + 9);
});

test("a page out of memory works in a browser: no violation, scripts run, and the form is answered in place", async ({
  browser,
}) => {
  const world = await newWorld("BROWSER");
  const context = await browser.newContext({ baseURL: demo().baseUrl, locale: "en-US" });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A refused claim is an answer with a status of its own, of which the browser tells too.
    const isAnswer = /the server responded with a status of 4\d\d/.test(message.text());
    if (/^(error|warning)$/.test(message.type()) && !isAnswer) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`violation of ${event.violatedDirective}: ${event.blockedURI}`);
    });
  });
  const before = await figures();
  const ids = new Set<string>();
  for (let at = 0; at < 3; at += 1) {
    const [, answer] = await Promise.all([ask(pathOf(world)), page.goto(pathOf(world))]);
    const id = await page.locator('input[name="requestId"]').inputValue();
    expect(id).toBe((await answer?.headerValue("x-request-id")) ?? "none");
    ids.add(id);
  }
  expect(ids.size).toBe(3);
  expect((await figures()).shared).toBeGreaterThan(before.shared);
  await page.getByRole("button", { name: "Get my gift" }).click();
  await expect(page.locator("[aria-invalid=true]")).toBeFocused();
  expect(new URL(page.url()).pathname).toBe(pathOf(world));
  await page.getByLabel("Password").fill("something");
  await page.getByRole("button", { name: "Get my gift" }).click();
  await page.waitForURL(/\/login/);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an activity that is not there, or no more, says so to everybody", async () => {
  const world = await newWorld("GONE");
  const scope = adminOf(world);
  expect((await ask("/a/no-such-activity-at-all")).status).toBe(404);
  expect((await ask("/a/no-such-activity-at-all")).status).toBe(404);
  expect((await ask(pathOf(world))).status).toBe(200);
  await changeActivityState(scope, {
    requestId: freshRequestId(),
    activityId: world.first.activityId,
    change: "pause",
  });
  await changeActivityState(scope, {
    requestId: freshRequestId(),
    activityId: world.first.activityId,
    change: "archive",
  });
  await expect.poll(async () => (await ask(pathOf(world))).status, { timeout: 3000 }).toBe(410);
  const answers = await Promise.all(Array.from({ length: 8 }, () => ask(pathOf(world))));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([410]));
  expect(new Set(answers.map(nonceOf)).size).toBe(8);
});

test("who the database does not know as changed sees it within a second all the same", async () => {
  const world = await newWorld("SILENT");
  await ask(pathOf(world));
  await write((tx) =>
    tx.execute(sql`update activity set name = 'Renamed in silence' where id = ${world.first.activityId}`),
  );
  const began = Date.now();
  await expect
    .poll(async () => (await ask(pathOf(world))).body.includes("Renamed in silence"), { intervals: [50] })
    .toBe(true);
  expect(Date.now() - began).toBeLessThan(1800);
});
