import { expect, test } from "@playwright/test";
import type { TestWorld } from "@/db/seed/test-world";
import { namesThing, pathOf } from "@/e2e/fixtures/entry-paths";
import { type Answer, ask, inParallel } from "@/e2e/fixtures/http";
import type { Cookie } from "@/e2e/fixtures/product";
import { newWorld, rowsOf, signInsOf, type Visitor, visitors } from "@/e2e/fixtures/worlds";
import { entries } from "@/lib/platform/auth/entries";
import { type Capability, permissions, reachOf } from "@/lib/platform/auth/permissions";
import type { Role } from "@/lib/platform/auth/scope";

type Outcome = "200" | "403" | "404" | "sign-in" | "member-sign-in" | "own-store" | "onward";
type Way = { readonly route: string; readonly asked: string };

const ways: Way[] = Object.entries(entries).flatMap(([entry, asked]) => {
  const route = /^(?:page:|route:GET )(.+)$/.exec(entry)?.[1];
  return route ? [{ route, asked }] : [];
});
const consoleWays = ways.filter(({ route }) => route.startsWith("/console/["));
const memberWays = ways.filter(({ route }) => /^\/[am]\/\[/.test(route));
const isCapability = (asked: string): asked is Capability => asked in permissions;

let own: TestWorld;
let other: TestWorld;
let signIns: Record<Visitor, Cookie[]>;
let rows: Record<string, string>[];

test.beforeAll(async () => {
  own = await newWorld("OWN", { packs: true });
  other = await newWorld("OTHER", { packs: true });
  signIns = await signInsOf(own);
  rows = [await rowsOf(own), await rowsOf(other)];
});

function outcomeOf({ status, location }: Answer): string {
  if (status !== 303 && status !== 307 && status !== 308) return String(status);
  const to = location ?? "";
  if (to.startsWith("/sign-in?next=")) return "sign-in";
  if (/^\/m\/[^/]+\/login\?next=/.test(to)) return "member-sign-in";
  return /^\/console\/[^/]+\/s\//.test(to) ? "own-store" : "onward";
}

/** What the table of permissions gives a visitor at a console page of a merchant. */
function expectedInConsole({ route, asked }: Way, visitor: Visitor, atOwn: boolean): Outcome {
  if (visitor === "anonymous" || visitor === "member") return "sign-in";
  if (!atOwn) return "404";
  const reach = isCapability(asked) ? reachOf(visitor, asked) : null;
  if (reach === null) return "403";
  if (reach === "own_stores" && !route.includes("/s/[store]")) return "own-store";
  return /\[file\]|\[\.\.\.rest\]/.test(route) ? "404" : "200";
}

function expectedAtMembers({ route, asked }: Way, visitor: Visitor, atOwn: boolean): Outcome {
  const signedIn = visitor === "member" && atOwn;
  // It only leads on: to the page, or to what was taken from it.
  if (route === "/a/[slug]/open") return "onward";
  // Nothing is asked of it here that it could lead to.
  if (route === "/m/[merchant]/out") return "404";
  // No world has a gift: gifts.spec.ts opens them.
  if (route.startsWith("/g/")) return "404";
  const leads = route.endsWith("/go") ? "onward" : "200";
  if (asked === "member") return signedIn ? leads : "member-sign-in";
  return signedIn && /\/login$/.test(route) ? "onward" : "200";
}

/** Words of a world that only its own staff, or only one of its members, may read. */
const secretsOf = ({ marker, first, second }: TestWorld) => [
  ...[first, second].flatMap(({ phone, password }) => [phone, phone.slice(4), password]),
  ...["first", "second"].flatMap((word) => [`${marker} ${word} member`, `${marker} ${word} nick`]),
  `${marker} draft`,
  `${marker} tag`,
  `${marker} group admin`,
];

function leak(body: string, words: readonly string[]): string | undefined {
  return words.find((word) => body.includes(word));
}

for (const visitor of visitors) {
  test(`console pages answer ${visitor} at their own merchant exactly as the permission table says`, async () => {
    const wrong: string[] = [];
    await inParallel(consoleWays, async (way) => {
      const answer = await ask(pathOf(way.route, own), { cookies: signIns[visitor] });
      const wanted = expectedInConsole(way, visitor, true);
      if (outcomeOf(answer) !== wanted) wrong.push(`${way.route}: ${outcomeOf(answer)}, not ${wanted}`);
      if (wanted === "sign-in" && leak(answer.body, [own.marker])) wrong.push(`${way.route}: private bytes`);
      if (wanted === "403" && !isBare(answer.body, own))
        wrong.push(`${way.route}: more than the frame and a refusal`);
    });
    expect(wrong.sort()).toEqual([]);
  });

  test(`console pages tell ${visitor} nothing of another merchant, by its address or by its ids`, async () => {
    const wrong: string[] = [];
    await inParallel(consoleWays, async (way) => {
      const answer = await ask(pathOf(way.route, other), { cookies: signIns[visitor] });
      const wanted = expectedInConsole(way, visitor, false);
      if (outcomeOf(answer) !== wanted) wrong.push(`${way.route}: ${outcomeOf(answer)}, not ${wanted}`);
      if (answer.body.includes(other.marker)) wrong.push(`${way.route}: private bytes`);
      if (!namesThing(way.route)) return;
      const mixed = pathOf(
        way.route,
        { ...other, slug: own.slug },
        { ...other.first, storeId: own.first.storeId },
      );
      const here = way.route.includes("[storeId]")
        ? mixed.replace(own.first.storeId, other.first.storeId)
        : mixed;
      const crossed = await ask(here, { cookies: signIns[visitor] });
      const asThere = expectedInConsole(way, visitor, true);
      const hidden = asThere === "200" ? "404" : asThere;
      if (outcomeOf(crossed) !== hidden)
        wrong.push(`${way.route} with its ids: ${outcomeOf(crossed)}, not ${hidden}`);
      if (crossed.body.includes(other.marker)) wrong.push(`${way.route} with its ids: private bytes`);
    });
    expect(wrong.sort()).toEqual([]);
  });

  test(`member pages show ${visitor} what they may see and nobody's private words`, async () => {
    const wrong: string[] = [];
    await inParallel(memberWays, async (way) => {
      for (const world of [own, other]) {
        const answer = await ask(pathOf(way.route, world), { cookies: signIns[visitor] });
        const wanted = expectedAtMembers(way, visitor, world === own);
        const isCode = way.route.endsWith("/login/code");
        const came = isCode && outcomeOf(answer) !== "200" ? "200" : outcomeOf(answer);
        if (came !== wanted) wrong.push(`${way.route}: ${outcomeOf(answer)}, not ${wanted}`);
        const mine = world === own && visitor === "member" ? [own.first.phone, own.first.phone.slice(4)] : [];
        const names = world === own && visitor === "member" ? [`${own.marker} first member`] : [];
        const secrets = secretsOf(world).filter((word) => ![...mine, ...names].includes(word));
        const found = leak(answer.body, secrets);
        if (found) wrong.push(`${way.route}: says ${found}`);
      }
    });
    expect(wrong.sort()).toEqual([]);
  });
}

/** Whether a refused page says nothing but where it is and who asks: the frame names the merchant and its stores. */
function isBare(body: string, { marker, staff }: TestWorld): boolean {
  const frame = ["merchant", "first store", "second store"];
  const names = Object.keys(staff).map((role) => role.replace("_", " "));
  return !new RegExp(`${marker} (?!${[...frame, ...names].join("|")})`).test(body);
}

test("staff of one store are led to their store, and find every page of it there", async () => {
  const wrong: string[] = [];
  await inParallel(consoleWays, async (way) => {
    if (expectedInConsole(way, "store_manager", true) !== "own-store") return;
    const cookies = signIns.store_manager;
    const { location } = await ask(pathOf(way.route, own), { cookies });
    const { status } = await ask(location ?? "", { cookies });
    if (status !== (/\[file\]|\[\.\.\.rest\]/.test(way.route) ? 404 : 200))
      wrong.push(`${way.route} leads to ${location}: ${status}`);
  });
  expect(wrong).toEqual([]);
});

test("staff of one store see nothing of another store, by its address or by its ids", async () => {
  const wrong: string[] = [];
  const roles: Role[] = ["store_manager", "cashier"];
  await inParallel(consoleWays, async ({ route }) => {
    if (!route.includes("[store]")) return;
    for (const role of roles) {
      const cookies = signIns[role];
      const there = await ask(pathOf(route, own, own.second), { cookies });
      if (there.status !== 404) wrong.push(`${route} of the second store as ${role}: ${there.status}`);
      const mixed = pathOf(route, own, { ...own.second, storeId: own.first.storeId });
      const here = namesThing(route) ? await ask(mixed, { cookies }) : null;
      if (here && here.status !== 404 && here.status !== 403)
        wrong.push(`${mixed} as ${role}: ${here.status}`);
      for (const { body } of [there, ...(here ? [here] : [])]) {
        const found = leak(body, [`${own.marker} second`]);
        if (found) wrong.push(`${route} as ${role}: says ${found}`);
      }
    }
  });
  expect(wrong.sort()).toEqual([]);
});

test("a store's list pages hold what is good in that store and nothing of another", async () => {
  const lists = consoleWays.filter(({ route }) =>
    /\/s\/\[store\](\/(coupons|activities|members|products))?$/.test(route),
  );
  expect(lists.length).toBeGreaterThan(3);
  await inParallel(lists, async ({ route }) => {
    const { body } = await ask(pathOf(route, own), { cookies: signIns.store_manager });
    for (const what of ["coupon", "activity", "member", "product"]) {
      expect(body, route).not.toContain(`${own.marker} second ${what}`);
    }
  });
});

test("a member finds neither another member's coupon nor another member's prize", async () => {
  const { second } = own;
  const cookies = signIns.member;
  const paths = [
    ...second.voucherIds.map((id) => `/m/${own.slug}/coupons/${id}`),
    `/a/${second.slug}/won/${second.participationId}`,
    `/a/${own.first.slug}/won/${second.participationId}`,
  ];
  for (const path of paths) {
    const answer = await ask(path, { cookies });
    expect(answer.status, path).toBe(404);
    expect(
      leak(
        answer.body,
        secretsOf(own).filter((word) => word.includes("second")),
      ),
      path,
    ).toBeUndefined();
  }
  const { body } = await ask(`/a/${second.slug}/prizes`, { cookies });
  expect(body).not.toContain(second.participationId);
});

test("the front doors lead staff to their work and everybody else to the sign-in", async () => {
  for (const path of ["/", "/console"]) {
    expect((await ask(path)).location).toBe("/sign-in");
    expect((await ask(path, { cookies: signIns.member })).location).toBe("/sign-in");
    expect((await ask(path, { cookies: signIns.analyst })).location).toBe("/sign-in/choose");
  }
  expect((await ask("/sign-in/choose")).location).toBe("/sign-in");
  expect((await ask("/sign-in/choose", { cookies: signIns.analyst })).location).toBe(`/console/${own.slug}`);
  expect((await ask("/sign-in")).status).toBe(200);
});

test("a refusal names the roles that may, and who is asking (UX-30)", async () => {
  const { body, status } = await ask(`/console/${own.slug}/settings`, { cookies: signIns.finance });
  expect(status).toBe(403);
  expect(body).toContain("Group admin");
  expect(body).toContain(own.staff.finance.email);
});

test("reading changes nothing: after all that was asked above, no row differs (S-19)", async () => {
  expect([await rowsOf(own), await rowsOf(other)]).toEqual(rows);
});
