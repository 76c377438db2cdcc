import { expect, test } from "@playwright/test";
import { eq } from "drizzle-orm";
import { activities, activitySlugs } from "@/db/schema/activities";
import { coupons } from "@/db/schema/coupons";
import { makeMember } from "@/db/seed/factories";
import { type ActivitySketch, makeActivity, makeCoupon } from "@/db/seed/offers";
import type { TestWorld } from "@/db/seed/test-world";
import { makeParticipation } from "@/db/seed/wins";
import { demo } from "@/e2e/fixtures/demo";
import { ask } from "@/e2e/fixtures/http";
import { type Cookie, memberCookie, write } from "@/e2e/fixtures/product";
import { newWorld } from "@/e2e/fixtures/worlds";

const DAY = 86_400_000;
const from = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const SHARE = "Unwrap a warm winter";

let world: TestWorld;
let memberId: string;
let cookies: Cookie[];
let couponId: string;

test.beforeAll(async () => {
  world = await newWorld("STATES");
  [memberId, couponId] = await write(async (tx) => [
    await makeMember(tx, world.merchantId, { name: "Visitor of states" }),
    await makeCoupon(tx, world.merchantId, { name: "Prize of states" }),
  ]);
  cookies = [await memberCookie(world.merchantId, memberId)];
});

type Marks = Parameters<typeof makeActivity>[3];
type Made = { readonly id: string; readonly slug: string; readonly poolIds: readonly string[] };

async function make(sketch: Partial<ActivitySketch> = {}, marks: Marks = {}): Promise<Made> {
  return await write((tx) =>
    makeActivity(
      tx,
      world.merchantId,
      {
        startsAt: from(-2),
        endsAt: from(20),
        passwords: [{ password: "opensesame", inventory: 10, prizes: [{ couponId, quantity: 1 }] }],
        sharing: { allowed: true, title: SHARE, subtitle: "One password, one gift" },
        ...sketch,
      },
      { publishedAt: new Date(Date.now() - 3 * DAY), ...marks },
    ),
  );
}

async function win({ id, poolIds }: Made, who: string, at = new Date()) {
  await write((tx) =>
    makeParticipation(tx, world.merchantId, { activityId: id, poolId: poolIds[0] ?? "", memberId: who, at }),
  );
}

const words = (body: string) =>
  body
    .replace(/<script[\s\S]*?<\/script>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");

type Shown = {
  readonly says: RegExp;
  readonly next: string;
  readonly status?: number;
  readonly form?: boolean;
};

/** The page as it is served: its words, its next step, its status, its card in a chat, and whether one may type. */
async function expectState({ slug }: Made, { says, next, status = 200, form = false }: Shown, as = cookies) {
  const answer = await ask(`/a/${slug}`, { cookies: as });
  expect(answer.status).toBe(status);
  expect(words(answer.body)).toMatch(says);
  expect(answer.body).toContain(`href="${next}"`);
  expect(answer.body.includes('name="password"')).toBe(form);
  for (const [name, content] of Object.entries({
    "og:title": SHARE,
    "og:description": "One password, one gift",
    "og:url": `${demo().baseUrl}/a/${slug}`,
    "og:site_name": `${world.marker} merchant`,
    "og:image:width": "1200",
  })) {
    expect(answer.body).toContain(`<meta property="${name}" content="${content}"/>`);
  }
  expect(answer.body).toMatch(/"og:image" content="[^"]+\/a\/[^"]+\/card\?v=[\w-]+"/);
  expect(answer.body).toContain('name="twitter:card" content="summary_large_image"');
  return answer;
}

const home = () => `/m/${world.slug}`;

test("a running activity shows its gifts and its password box to everybody, signed in or not", async () => {
  const made = await make();
  const prizes = `/a/${made.slug}/prizes`;
  const { body } = await expectState(made, { says: /10 of 10 left/, next: prizes, form: true }, []);
  expect(body).toContain("Prize of states");
  expect(body).not.toContain("opensesame");
  await expectState(made, { says: /You can take part/, next: prizes, form: true });
});

test("an activity before its time says when it starts and offers a reminder, and hides its stock", async () => {
  const made = await make({ startsAt: from(3.1), endsAt: from(9) });
  const { body } = await expectState(made, { says: /Starts in 3 days/, next: `/a/${made.slug}/calendar` });
  expect(body).toContain("Prize of states");
  expect(words(body)).not.toMatch(/of 10 left/);
  const file = await ask(`/a/${made.slug}/calendar`);
  expect(file.body).toMatch(/BEGIN:VEVENT[\s\S]*DTSTART:\d{8}T\d{6}Z[\s\S]*END:VEVENT/);
});

test("a paused activity says that it takes a break and leads to others", async () => {
  await expectState(await make({}, { pausedAt: new Date() }), { says: /Taking a short break/, next: home() });
});

test("an ended activity says so, and that coupons stay valid", async () => {
  const made = await make({ startsAt: from(-9), endsAt: from(-1) });
  await expectState(made, { says: /has ended.*stay valid/, next: `${home()}/coupons` });
  await expectState(made, { says: /has ended/, next: home() }, []);
});

test("an archived activity is gone: 410, in words of its own", async () => {
  const made = await make({}, { archivedAt: new Date() });
  await expectState(made, {
    says: /no longer available.*stay valid/,
    next: `${home()}/coupons`,
    status: 410,
  });
});

test("an unknown address and a draft's are 404, and give nothing away", async () => {
  const draft = await make({ name: "Secret draft" }, { publishedAt: null });
  for (const slug of ["no-such-activity", draft.slug, `${draft.slug}%20`, "%20", "a".repeat(300)]) {
    const answer = await ask(`/a/${slug}`, { cookies });
    expect(answer.status, slug).toBe(404);
    expect(words(answer.body), slug).toMatch(/can't find that activity/);
    expect(answer.body).not.toMatch(/Secret draft|og:title" content="Unwrap/);
  }
});

test("an address that leads nowhere says so in the page itself, for whom scripts do not run", async () => {
  const paths = [`${home()}/coupons/vch_none`, "/m/no-such-merchant", `/a/${world.first.slug}/won/prt_none`];
  for (const path of paths) {
    const answer = await ask(path, { cookies });
    expect(answer.status, path).toBe(404);
    expect(words(/<body[\s\S]*/.exec(answer.body)?.[0] ?? ""), path).toMatch(/We can't find/);
  }
  expect((await ask(`/a/${world.first.slug}%00`, { cookies })).status).toBe(400);
  expect((await ask(`${home()}/coupons?cursor=%00`, { cookies })).status).toBe(400);
});

test("an address an activity had before leads on to the present one", async () => {
  const made = await make();
  const old = `${made.slug}-old`;
  await write((tx) =>
    tx.insert(activitySlugs).values({ merchantId: world.merchantId, activityId: made.id, slug: old }),
  );
  const answer = await ask(`/a/${old}`);
  expect([answer.status, answer.location]).toEqual([307, `/a/${made.slug}`]);
  // With what it was asked for: a word to begin with, and a language.
  expect((await ask(`/a/${old}?p=SNOW&lang=zh-CN`)).location).toBe(`/a/${made.slug}?p=SNOW&lang=zh-CN`);
});

test("an activity whose stock or total is used up says that all gifts are gone", async () => {
  const others = await write(async (tx) => [
    await makeMember(tx, world.merchantId),
    await makeMember(tx, world.merchantId),
  ]);
  const password = { password: "opensesame", inventory: 1, prizes: [{ couponId, quantity: 1 }] };
  const stock = await make({ passwords: [password] });
  const total = await make({ limits: { perMember: null, perMemberPerDay: null, total: 1 } });
  for (const made of [stock, total]) await win(made, others[0] ?? "");
  for (const made of [stock, total]) {
    await expectState(made, { says: /All gifts are gone.*stay valid/, next: home() });
  }
});

test("an activity whose coupons cannot be given just now says that, not that they are gone", async () => {
  const paused = await write((tx) =>
    makeCoupon(tx, world.merchantId, { name: "Paused prize" }, { pausedAt: new Date() }),
  );
  const password = { password: "opensesame", inventory: 1, prizes: [{ couponId: paused, quantity: 1 }] };
  await expectState(await make({ passwords: [password] }), { says: /No gifts right now/, next: home() });
});

test("whoever is not eligible is told the rule and who they are, not a fault", async () => {
  const tier = {
    type: "match" as const,
    planIds: [],
    tierIds: [world.tierId],
    groupIds: [],
    tagIds: [],
    memberIds: [],
  };
  const byTier = await make({ audience: tier });
  await expectState(byTier, {
    says: new RegExp(`Not for you this time.*${world.marker} silver members.*signed in as`),
    next: home(),
  });
  await expectState(await make({ audience: { type: "existing" } }), {
    says: /members who have ordered before/,
    next: home(),
  });
  const picked = { ...tier, tierIds: [], memberIds: [world.first.memberId] };
  const { body } = await expectState(await make({ audience: picked }), {
    says: /invited members/,
    next: home(),
  });
  expect(body).not.toContain(`${world.marker} first member`);
});

test("whoever reached their limit sees how much, when it begins anew, and their prizes", async () => {
  const inAll = await make({ limits: { perMember: 1, perMemberPerDay: null, total: null } });
  const today = await make({ limits: { perMember: null, perMemberPerDay: 1, total: null } });
  const each = await make({ perPassword: 1 });
  for (const made of [inAll, today, each]) await win(made, memberId);
  for (const made of [inAll, each]) {
    await expectState(made, { says: /You've claimed 1 of 1\b(?! today)/, next: `/a/${made.slug}/prizes` });
  }
  await expectState(today, {
    says: /You've claimed 1 of 1 today.*You can claim again at/,
    next: `/a/${today.slug}/prizes`,
  });
  const yesterday = await make({ limits: { perMember: null, perMemberPerDay: 1, total: null } });
  await win(yesterday, memberId, new Date(Date.now() - 1.5 * DAY));
  await expectState(yesterday, {
    says: /You can take part/,
    next: `/a/${yesterday.slug}/prizes`,
    form: true,
  });
});

test("a blocked member reads neutral words and whom to ask", async () => {
  const blocked = await write((tx) => makeMember(tx, world.merchantId, { blockedAt: new Date() }));
  const as = [await memberCookie(world.merchantId, blocked)];
  await expectState(
    await make(),
    { says: /You can't take part at the moment.*ask the staff/, next: home() },
    as,
  );
});

test("every state stands in Chinese too, without a word of English", async () => {
  const chinese = { cookies: [...cookies, { name: "locale", value: "zh-CN" }] };
  const states = [
    await make({ name: "冬日" }, { pausedAt: new Date() }),
    await make({ name: "冬日", startsAt: from(3.1), endsAt: from(9) }),
    await make({ name: "冬日", startsAt: from(-9), endsAt: from(-1) }),
    await make({ name: "冬日", audience: { type: "existing" } }),
  ];
  for (const { slug } of states) {
    const { body } = await ask(`/a/${slug}`, chinese);
    const main = words(/<main[\s\S]*<\/main>/.exec(body)?.[0] ?? "").replaceAll(
      /Prize of states|Visitor of states|STATES[A-Z]* \w+|HK\$|HKD/g,
      "",
    );
    expect(body).toContain('lang="zh-CN"');
    expect(main.match(/[A-Za-z]{4,}( [A-Za-z]+)+/)?.[0], slug).toBeUndefined();
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } });

  test.beforeEach(async ({ context }) => {
    await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: demo().baseUrl })));
  });

  test("a wrong password is said next to the field, kept, focused, with the tries that are left; the sixth waits", async ({
    page,
  }) => {
    const { slug } = await make();
    await page.goto(`/a/${slug}`);
    const box = page.getByRole("textbox", { name: "Password" });
    for (const left of [4, 3, 2, 1, 0]) {
      await box.fill("not this");
      await page.getByRole("button", { name: "Get my gift" }).click();
      await expect(box).toHaveValue("not this");
      await expect(box).toHaveAttribute("aria-invalid", "true");
      await expect(box).toBeFocused();
      await expect(box).toHaveAccessibleDescription(/isn't valid for this activity/);
      if (left > 0) await expect(page.getByText(new RegExp(`${left} (try|tries) left`))).toBeVisible();
    }
    await box.fill("opensesame");
    await page.getByRole("button", { name: "Get my gift" }).click();
    await expect(page.getByText(/Too many tries\. You can try again at \S+/)).toBeVisible();
    expect(new URL(page.url()).pathname).toBe(`/a/${slug}`);
  });

  test("a right password whose gift is gone says that, while others still work", async ({ page }) => {
    const gone = await write((tx) => makeCoupon(tx, world.merchantId, { name: "Prize that goes" }));
    const made = await make({
      passwords: [
        { password: "first", inventory: 5, prizes: [{ couponId: gone, quantity: 1 }] },
        { password: "second", inventory: 5, prizes: [{ couponId, quantity: 1 }] },
      ],
    });
    await write((tx) => tx.update(coupons).set({ pausedAt: new Date() }).where(eq(coupons.id, gone)));
    await page.goto(`/a/${made.slug}`);
    await page.getByRole("textbox", { name: "Password" }).fill("first");
    await page.getByRole("button", { name: "Get my gift" }).click();
    await expect(page.getByText("This gift has run out.")).toBeVisible();
    await page.getByRole("textbox", { name: "Password" }).fill("second");
    await page.getByRole("button", { name: "Get my gift" }).click();
    await expect(page.getByRole("heading", { name: "It's yours!" })).toBeVisible();
  });

  test("a page left open while the activity is paused says so on claiming, and takes nothing", async ({
    page,
  }) => {
    const made = await make();
    await page.goto(`/a/${made.slug}`);
    await write((tx) =>
      tx.update(activities).set({ pausedAt: new Date() }).where(eq(activities.id, made.id)),
    );
    await page.getByRole("textbox", { name: "Password" }).fill("opensesame");
    await page.getByRole("button", { name: "Get my gift" }).click();
    await expect(page.getByText(/short break/).first()).toBeVisible();
  });
});
