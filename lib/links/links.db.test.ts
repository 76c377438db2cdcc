import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db, type Tx } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { linkConversions, linkDays, linkSources, links } from "@/db/schema/links";
import { auditEntries, stores } from "@/db/schema/merchants";
import { orders } from "@/db/schema/orders";
import { makeMember, makeStore, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeOrder } from "@/db/seed/orders";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { changeActivityState } from "@/lib/activities/change-activity-state";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { openClaimPage } from "@/lib/activities/open-claim-page";
import { activityFigures } from "@/lib/analytics/queries/activity";
import { addDays, localDate } from "@/lib/kernel/time";
import { changeLinks } from "@/lib/links/change-links";
import { flushVisits } from "@/lib/links/count-visits";
import { createChannel } from "@/lib/links/create-channel";
import { createLink } from "@/lib/links/create-link";
import { changeChannelState } from "@/lib/links/edit-channel";
import { followLink } from "@/lib/links/follow-link";
import { linkKeeper } from "@/lib/links/jobs";
import { noteVisit } from "@/lib/links/note-visit";
import { lastChoice, slugOfChannel } from "@/lib/links/queries/channels";
import { chosenLinks, getLink, linkFigures, linksTo, listLinks } from "@/lib/links/queries/links";
import {
  findTargets,
  pagesOfCoupon,
  promotableActivity,
  promotablePack,
} from "@/lib/links/queries/promotable";
import { storeCode } from "@/lib/links/queries/store-code";
import { addVisits } from "@/lib/links/repository/visits";
import { HOSTS } from "@/lib/links/rules";
import { saveChoice } from "@/lib/links/save-choice";
import { linkInputSchema, promoteChoiceSchema, visitCookie } from "@/lib/links/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";
import { announce } from "@/lib/platform/outbox";
import { cookieIn, cookieName, sealValue, unsealValue } from "@/lib/platform/sealed-value";

const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1";
let world: TestWorld;
let other: TestWorld;
const staff = () => testScope(world.merchantId);
let serial = 0;
const requestId = () => `links-request-${++serial}`;

beforeAll(async () => {
  await inTransaction(async (tx) => {
    world = await makeTestWorld(tx, "LINKED");
    other = await makeTestWorld(tx, "FOREIGN");
  });
});

async function make(more: object = {}) {
  const target = { type: "activity", id: world.first.activityId };
  const link = linkInputSchema.parse({ target, channel: "social", ...more });
  const made = await createLink(staff(), { requestId: requestId(), link });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value;
}
const open = async (slug: string, more: Partial<Parameters<typeof followLink>[0]> = {}) =>
  await followLink({
    ...{ slug, cookies: undefined, userAgent: phone, referrer: undefined, address: "203.0.113.1" },
    ...more,
  });
/** What a browser sends back of what it was given. */
const jar = (given: readonly string[]) => given.map((cookie) => cookie.split(";")[0]).join("; ");
const counted = async (linkId: string) => {
  await flushVisits();
  const { clicks, visitors, claims, orders } = (await getLink(staff(), linkId)) ?? {};
  return { clicks, visitors, claims, orders };
};
const deliver = async () => {
  while ((await deliverOutbox([], undefined, [linkKeeper])).more);
};

describe("a short link", () => {
  it("is made once for one request, audited, and leads to its page with what statistics are told", async () => {
    const target = { type: "activity", id: world.first.activityId };
    const utm = { source: "wechat", campaign: "Winter & co" };
    const link = linkInputSchema.parse({ target, channel: "social", utm });
    const twins = await Promise.all(
      [1, 2, 3].map(() => createLink(staff(), { requestId: "link-twin-1", link })),
    );
    const [made] = twins;
    if (!made?.ok) throw new Error("not made");
    expect(new Set(twins.map((twin) => twin.ok && twin.value.id)).size).toBe(1);
    expect(await db().$count(auditEntries, eq(auditEntries.objectId, made.value.id))).toBe(1);
    const answer = await open(made.value.slug);
    const to = new URL(answer?.location ?? "", "https://own.example");
    expect(to.pathname).toMatch(/^\/a\//);
    expect(Object.fromEntries(to.searchParams)).toEqual({
      utm_source: "wechat",
      utm_campaign: "Winter & co",
    });
  });

  it("is refused for what members cannot open, another merchant's page, and a channel nobody has", async () => {
    const ask = async (more: object) => {
      const link = linkInputSchema.parse({ target: { type: "home" }, channel: "social", ...more });
      const made = await createLink(staff(), { requestId: requestId(), link });
      return made.ok ? "made" : made.refusal.code;
    };
    expect(await ask({ target: { type: "activity", id: other.first.activityId } })).toBe("link_target_gone");
    expect(await ask({ channel: "nobodys" })).toBe("channel_unknown");
    expect(await ask({ expiresAt: new Date(Date.now() - 1000).toISOString() })).toBe("expiry_past");
    expect(await ask({})).toBe("made");
  });

  it("to the members' home or menu is made from the group alone: in a store nobody would see it", async () => {
    const home = linkInputSchema.parse({ target: { type: "home" }, channel: "social" });
    const { storeId } = world.first;
    for (const more of [{ storeId }, { storeIds: [storeId] }]) {
      const scope = testScope(world.merchantId, "marketer", more);
      await expect(createLink(scope, { requestId: requestId(), link: home })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const { id } = await make({ target: { type: "home" } });
    expect(await getLink(testScope(world.merchantId, "group_admin", { storeId }), id)).toBeNull();
  });

  it("leads to a pack's page wherever it is sold, and is refused for one that has none", async () => {
    const sold = packForm([world.first.couponId], { type: "paid", sale: saleOf() });
    const packId = await makePack(world.merchantId, sold);
    const made = await make({ target: { type: "pack", id: packId } });
    expect((await open(made.slug))?.location).toBe(`/m/${world.slug}/packs/${packId}`);
    expect(await getLink(staff(), made.id)).toMatchObject({ targetType: "pack", targetName: "Pack" });
    expect(await promotablePack(staff(), packId)).toMatchObject({
      ...{ target: { type: "pack", id: packId }, path: `/m/${world.slug}/packs/${packId}`, name: "Pack" },
    });
    const besideOrders = { type: "paid", sale: saleOf({ channels: ["order"] }) };
    const beside = await makePack(world.merchantId, packForm([world.first.couponId], besideOrders));
    const led = await make({ target: { type: "pack", id: beside } });
    expect((await open(led.slug))?.location).toBe(`/m/${world.slug}/packs/${beside}`);
    const id = await makePack(world.merchantId, packForm([world.first.couponId]));
    const link = linkInputSchema.parse({ target: { type: "pack", id }, channel: "social" });
    const refused = await createLink(staff(), { requestId: requestId(), link });
    expect(refused).toMatchObject({ ok: false, refusal: { code: "link_target_gone" } });
    expect(await promotablePack(staff(), id)).toBeNull();
  });

  it("leads to the menu of one store, for who works there, and is refused for a closed one and for others", async () => {
    const { storeId } = world.first;
    const target = { type: "store" as const, id: storeId };
    const made = await make({ target, channel: "print", utm: { source: "tent" } });
    const to = new URL(
      (await open(made.slug, { query: "?store=str_other&x=1" }))?.location ?? "",
      "https://own.example",
    );
    expect(to.pathname).toBe(`/m/${world.slug}/menu`);
    expect(Object.fromEntries(to.searchParams)).toEqual({ store: storeId, x: "1", utm_source: "tent" });
    expect(await getLink(staff(), made.id)).toMatchObject({
      ...{ targetType: "store", targetName: "LINKED first store" },
    });
    expect((await linksTo(staff(), target)).map(({ id }) => id)).toEqual([made.id]);
    const [here, there] = [world.first, world.second].map((corner) =>
      testScope(world.merchantId, "store_manager", { storeIds: [corner.storeId] }),
    );
    if (!here || !there) throw new Error("the world has two stores");
    expect((await getLink(here, made.id))?.id).toBe(made.id);
    expect(await getLink(there, made.id)).toBeNull();
    expect((await findTargets(there, { type: "store", text: "LINKED" })).map(({ id }) => id)).toEqual([
      world.second.storeId,
    ]);
    const ask = async (scope: Scope, id: string) => {
      const link = linkInputSchema.parse({ target: { type: "store", id }, channel: "print" });
      const answer = await createLink(scope, { requestId: requestId(), link });
      return answer.ok ? "made" : answer.refusal.code;
    };
    expect(await ask(here, storeId)).toBe("made");
    expect(await ask(there, storeId)).toBe("link_target_gone");
    expect(await ask(staff(), other.first.storeId)).toBe("link_target_gone");
    const closed = await inTransaction((tx) => makeStore(tx, world.merchantId));
    await db().update(stores).set({ archivedAt: new Date() }).where(eq(stores.id, closed));
    expect(await ask(staff(), closed)).toBe("link_target_gone");
  });

  it("is over where it leads to what only a newer version knows, and no fault", async () => {
    const { id, slug } = await make({ target: { type: "store", id: world.second.storeId } });
    await db().execute(sql`update link set target_type = 'newer' where id = ${id}`);
    expect(await open(slug)).toEqual({ location: `/s/${slug}/over`, cookies: [] });
  });

  it("is a store's code where it is printed and never ends: no other is put on its tables", async () => {
    const { storeId } = world.second;
    const target = { type: "store" as const, id: storeId };
    expect(await storeCode(staff(), storeId)).toBeNull();
    await make({ target, channel: "email" });
    expect(await storeCode(staff(), storeId)).toBeNull();
    const { id } = await make({ target, channel: "print" });
    await make({ target, channel: "print", expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
    await make({ target, channel: "email" });
    expect((await storeCode(staff(), storeId))?.id).toBe(id);
  });

  it("is what a page asked for by its channel counts as, the channel's newest, and no other's", async () => {
    const target = { type: "activity" as const, id: world.second.activityId };
    const of = async (ch: string, scope = staff()) => await slugOfChannel(scope, target, ch);
    expect(await of("print")).toBeNull();
    const named = await make({ target, channel: "print", name: "Window" });
    expect(await of("print")).toBe(named.slug);
    const plain = await make({ target, channel: "print" });
    await make({ target, channel: "referral", name: "Amy" });
    expect([await of("print"), await of(named.slug), await of("referral"), await of("email")]).toEqual([
      ...[plain.slug, named.slug, null, null],
    ]);
    expect(await of("print", testScope(other.merchantId))).toBeNull();
    expect(await slugOfChannel(staff(), { type: "home", id: "" }, named.slug)).toBeNull();
    await changeLinks(staff(), {
      requestId: requestId(),
      links: [{ id: plain.id, name: plain.slug }],
      change: "disable",
    });
    expect(await of("print")).toBe(named.slug);
    const answer = await open(named.slug, { query: "?p=SNOW&ch=print" });
    expect(new URL(answer?.location ?? "", "https://own.example").search).toBe("?p=SNOW");
  });

  it("leads to the page that says so once it is disabled or over, and on again when it is enabled", async () => {
    const { id, slug } = await make();
    const change = async (what: "disable" | "enable") =>
      await changeLinks(staff(), { requestId: requestId(), links: [{ id, name: slug }], change: what });
    expect(await change("disable")).toMatchObject({ ok: true, value: { done: [id] } });
    expect(await open(slug)).toEqual({ location: `/s/${slug}/over`, cookies: [] });
    expect(await change("disable")).toMatchObject({
      value: { refused: [{ refusal: { code: "wrong_state" } }] },
    });
    await change("enable");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await open(slug))?.location).toMatch(/^\/a\//);
    const ending = await make({ expiresAt: new Date(Date.now() + 60_000).toISOString() });
    expect((await open(ending.slug))?.location).toMatch(/^\/a\//);
    const later = new Date(Date.now() + 61_000);
    const asked = {
      slug: ending.slug,
      cookies: undefined,
      userAgent: phone,
      referrer: undefined,
      address: "a",
    };
    expect((await followLink(asked, later))?.location).toBe(`/s/${ending.slug}/over`);
    expect(await open("nosuchlink")).toBeNull();
  });

  it("follows its activity to a new address", async () => {
    const { slug } = await make();
    await db().execute(sql`update activity set slug = 'links-renamed' where id = ${world.first.activityId}`);
    expect((await open(slug))?.location).toBe("/a/links-renamed");
  });
});

describe("a visit", () => {
  it("counts each opening, each person once, and no bot", async () => {
    const { id, slug } = await make();
    const first = await open(slug, { referrer: "https://www.weibo.com/x" });
    await open(slug, { cookies: jar(first?.cookies ?? []), address: "203.0.113.9" });
    await open(slug, { address: "203.0.113.2" });
    for (const userAgent of ["", "facebookexternalhit/1.1", "curl/8"]) {
      expect(await open(slug, { userAgent })).toMatchObject({ cookies: [] });
    }
    expect(await open(slug, { purpose: "prefetch;prerender" })).toMatchObject({ cookies: [] });
    expect(await counted(id)).toEqual({ clicks: 3, visitors: 2, claims: 0, orders: 0 });
    await open(slug, { cookies: jar(first?.cookies ?? []) });
    expect(await counted(id)).toEqual({ clicks: 4, visitors: 2, claims: 0, orders: 0 });
    const sources = await db()
      .select({ kind: linkSources.kind, value: linkSources.value, clicks: linkSources.clicks })
      .from(linkSources)
      .where(and(eq(linkSources.linkId, id), eq(linkSources.kind, "referrer")))
      .orderBy(linkSources.value);
    expect(sources).toEqual([
      { kind: "referrer", value: "", clicks: 3 },
      { kind: "referrer", value: "weibo.com", clicks: 1 },
    ]);
  });

  it("costs no write of its own: a rush is written in one row a day, and nothing is lost when two write at once", async () => {
    const { id, slug } = await make();
    let early = Promise.resolve();
    for (let n = 0; n < 300; n++) {
      await open(slug, { address: `203.0.113.${n % 50}` });
      if (n === 150) early = flushVisits();
    }
    await Promise.all([early, flushVisits(), flushVisits()]);
    expect(await counted(id)).toMatchObject({ clicks: 300, visitors: 50 });
    expect(await db().$count(linkDays, eq(linkDays.linkId, id))).toBe(1);
  });

  it("of phones of one kind behind one address is one person's on that day, and each one's own ever after", async () => {
    const [poster, next] = [await make({ channel: "email" }), await make({ channel: "email" })];
    const phones = await Promise.all([1, 2, 3].map(() => open(poster.slug)));
    expect(await counted(poster.id)).toMatchObject({ clicks: 3, visitors: 1 });
    const jars = phones.map((one) => jar(one?.cookies ?? []));
    expect(new Set(jars).size).toBe(3);
    for (const cookies of [...jars, ...jars]) await open(next.slug, { cookies });
    expect(await counted(next.id)).toMatchObject({ clicks: 6, visitors: 3 });
    // Whoever comes again to the first is known there, whatever they are known by.
    for (const cookies of jars) await open(poster.slug, { cookies });
    expect(await counted(poster.id)).toMatchObject({ clicks: 6, visitors: 1 });
  });

  it("tells a made-up crowd of referrers as one, so that no row is theirs to make", async () => {
    const { id, slug } = await make();
    for (let n = 0; n < 200; n++) await open(slug, { referrer: `https://host-${n}.example/` });
    await flushVisits();
    expect(await db().$count(linkSources, eq(linkSources.linkId, id))).toBeLessThan(60);
  });

  it("tells a made-up crowd of referrers as one all day long, wherever and however often it is written", async () => {
    const { id } = await make();
    const hostsOf = (from: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        ...{ kind: "referrer" as const, value: `${from}-${n}.example`, clicks: 1 },
      }));
    const write = async (tx: Tx, from: string, count: number) => {
      const visits = { merchantId: world.merchantId, linkId: id, day: today(), clicks: count };
      await addVisits(tx, [{ ...visits, visitors: [], aliases: [], sources: hostsOf(from, count) }]);
    };
    await inTransaction((tx) => write(tx, "first", 30));
    // Two processes that write at once: one waits for the other, and knows what that one told apart.
    let isWritten = () => {};
    const written = new Promise<void>((resolve) => {
      isWritten = resolve;
    });
    const one = inTransaction(async (tx) => {
      await write(tx, "a", 40);
      isWritten();
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    await written;
    await Promise.all([one, inTransaction((tx) => write(tx, "b", 40))]);
    await inTransaction((tx) => write(tx, "first", 30));
    const rows = await db()
      .select({ value: linkSources.value, clicks: linkSources.clicks })
      .from(linkSources)
      .where(eq(linkSources.linkId, id));
    expect(rows).toHaveLength(HOSTS + 1);
    const clicksOf = (name: string) => rows.find(({ value }) => value === name)?.clicks;
    expect([clicksOf("first-0.example"), clicksOf("other")]).toEqual([2, 2 * 40 - 20]);
  });

  it("with a made-up cookie is that of whoever comes without one: no people are made up", async () => {
    const { id, slug } = await make();
    for (let n = 0; n < 5; n++) {
      const made = String(n).repeat(22);
      await open(slug, { cookies: `${cookieName("visitor")}=${made}` });
    }
    expect(await counted(id)).toMatchObject({ clicks: 5, visitors: 1 });
  });

  it("of a browser that was counted by a cookie that was not sealed yet counts nobody anew, and seals it", async () => {
    const { id, slug } = await make();
    const former = "Former".padEnd(22, "x");
    const seen = { merchantId: world.merchantId, linkId: id, day: addDays(today(), -9), clicks: 1 };
    await inTransaction((tx) => addVisits(tx, [{ ...seen, visitors: [former], aliases: [], sources: [] }]));
    const cookies = `${cookieName("visitor")}=${former}`;
    const answer = await open(slug, { cookies });
    await open(slug, { cookies, address: "203.0.113.7" });
    expect(await counted(id)).toMatchObject({ clicks: 3, visitors: 1 });
    await open(slug, { cookies: jar(answer?.cookies ?? []) });
    expect(await counted(id)).toMatchObject({ clicks: 4, visitors: 1 });
    // Whoever comes without one from the same place is somebody else.
    await open(slug);
    expect(await counted(id)).toMatchObject({ clicks: 5, visitors: 2 });
  });
});

const visitsIn = (given: readonly string[]) =>
  unsealValue(visitCookie, cookieIn(jar(given), visitCookie.name)) ?? [];

/** A member who opened a link with their browser, and what it remembers. */
async function arrive(slug: string) {
  const answer = await open(slug);
  const [visit] = visitsIn(answer?.cookies ?? []);
  if (!visit) throw new Error("the browser remembers nothing");
  return visit;
}
async function claimAs(memberId: string) {
  const claimed = await claimPrizes(memberScope(world.merchantId, memberId), {
    activityId: world.first.activityId,
    memberId,
    password: world.first.password,
    requestId: requestId(),
    address: "203.0.113.7",
  });
  if (!claimed.ok) throw new Error(claimed.refusal.code);
}

const today = () => localDate(new Date(), "Asia/Hong_Kong");
const visitNow = () => new Date(Date.now() - 1000).toISOString();

/** An order of theirs that is paid now; its id. */
async function pay(memberId: string) {
  const { storeId, productId } = world.first;
  return await inTransaction(async (tx) => {
    const order = { storeId, memberId, productId, paidAt: new Date() };
    const made = await makeOrder(tx, world.merchantId, order);
    await announce(tx, staff(), [{ type: "order.paid", subjectId: made, payload: {} }]);
    return made;
  });
}

describe("what a member claims and pays is owed to the link they came by (A13)", () => {
  it("through signing in: the visit is known after the claim, and the claim is owed once however often it is told", async () => {
    const { id, slug } = await make({ channel: "print" });
    const visit = await arrive(slug);
    const { memberId } = world.second;
    await claimAs(memberId);
    await deliver();
    expect((await counted(id)).claims).toBe(0);
    const me = memberScope(world.merchantId, memberId);
    await Promise.all([1, 2, 3].map(() => noteVisit(me, visit)));
    const { claims } = await counted(id);
    expect(claims).toBeGreaterThan(0);
    await noteVisit(me, visit);
    await deliver();
    expect((await counted(id)).claims).toBe(claims);
    const ofIt = { activityId: world.first.activityId, from: addDays(today(), -1), to: addDays(today(), 1) };
    const { channels = [] } = (await activityFigures(staff(), ofIt)) ?? {};
    expect(channels.find(({ channel }) => channel === "print")).toMatchObject({ views: 1, issued: claims });
  });

  it("to the last one they opened before it, and an order with what it came to", async () => {
    const [first, last] = [await make(), await make({ channel: "email" })];
    const { memberId } = world.first;
    const me = memberScope(world.merchantId, memberId);
    const early = new Date(Date.now() - 3_600_000).toISOString();
    await noteVisit(me, { linkId: first.id, at: early });
    await noteVisit(me, { linkId: last.id, at: new Date(Date.now() - 1000).toISOString() });
    const before = await counted(first.id);
    const orderId = await pay(memberId);
    await deliver();
    await deliver();
    expect(await counted(last.id)).toMatchObject({ orders: 1 });
    expect(await counted(first.id)).toEqual(before);
    const day = new Date().toISOString().slice(0, 10);
    const far = { from: "2020-01-01", to: `${Number(day.slice(0, 4)) + 1}-01-01` };
    const figures = await linkFigures(staff(), last.id, far);
    expect(figures?.sales).toEqual([{ currency: "HKD", salesMinor: 6000, discountMinor: 0 }]);
    const owed = await db()
      .select({ linkId: linkConversions.linkId })
      .from(linkConversions)
      .where(eq(linkConversions.subjectId, orderId));
    expect(owed).toEqual([{ linkId: last.id }]);
  });

  it("to nobody when it was opened too long before, by another merchant's member, or by one who is none", async () => {
    const { id, slug } = await make();
    const visit = await arrive(slug);
    await noteVisit(memberScope(other.merchantId, other.first.memberId), visit);
    await noteVisit(testScope(world.merchantId, null), visit);
    const old = new Date(Date.now() - 31 * 86_400_000).toISOString();
    const future = new Date(Date.now() + 86_400_000).toISOString();
    const me = memberScope(world.merchantId, world.second.memberId);
    await noteVisit(me, { linkId: id, at: old });
    await noteVisit(me, { linkId: id, at: future });
    expect(await counted(id)).toEqual({ clicks: 1, visitors: 1, claims: 0, orders: 0 });
  });

  it("also when the clock that noted the visit is a little ahead of the database's", async () => {
    const { id } = await make({ channel: "email" });
    const { memberId } = world.first;
    const ahead = new Date(Date.now() + 20_000).toISOString();
    await noteVisit(memberScope(world.merchantId, memberId), { linkId: id, at: ahead });
    await pay(memberId);
    await deliver();
    expect(await counted(id)).toMatchObject({ orders: 1 });
  });

  it("and by channel an activity has only what was claimed in it, whatever else they did who came by its links", async () => {
    const elsewhere = { type: "activity", id: world.second.activityId };
    const [here, there] = [
      await make({ channel: "on-site" }),
      await make({ channel: "on-site", target: elsewhere }),
    ];
    const memberId = await inTransaction((tx) => makeMember(tx, world.merchantId));
    const me = memberScope(world.merchantId, memberId);
    await noteVisit(me, { linkId: there.id, at: new Date(Date.now() - 2000).toISOString() });
    await claimAs(memberId);
    await pay(memberId);
    await deliver();
    const range = { from: addDays(today(), -1), to: addDays(today(), 1) };
    const of = async (activityId: string) =>
      (await activityFigures(staff(), { activityId, ...range }))?.channels.find(
        ({ channel }) => channel === "on-site",
      );
    expect(await counted(there.id)).toMatchObject({ claims: expect.any(Number), orders: 1 });
    expect((await counted(there.id)).claims).toBeGreaterThan(0);
    for (const { activityId } of [world.first, world.second])
      expect((await of(activityId))?.issued ?? 0).toBe(0);
    const other = await inTransaction((tx) => makeMember(tx, world.merchantId));
    await noteVisit(memberScope(world.merchantId, other), { linkId: here.id, at: visitNow() });
    await claimAs(other);
    await deliver();
    expect((await of(world.first.activityId))?.issued).toBeGreaterThan(0);
  });

  it("less what was refunded since, each refund once, and an order that was refunded in full is none", async () => {
    const { id } = await make({ channel: "email" });
    const memberId = await inTransaction((tx) => makeMember(tx, world.merchantId));
    await noteVisit(memberScope(world.merchantId, memberId), { linkId: id, at: visitNow() });
    const orderId = await pay(memberId);
    await deliver();
    const refund = async (status: "partly_refunded" | "refunded", refundedMinor: number) => {
      await inTransaction(async (tx) => {
        await tx.update(orders).set({ status, refundedMinor }).where(eq(orders.id, orderId));
        const told = { type: `order.${status}`, subjectId: orderId, payload: {} } as const;
        await announce(tx, staff(), [told, told]);
      });
      await deliver();
      const range = { from: "2020-01-01", to: "2099-01-01" };
      const { sales } = (await linkFigures(staff(), id, range)) ?? {};
      return [sales?.[0]?.salesMinor, (await counted(id)).orders];
    };
    expect(await refund("partly_refunded", 1000)).toEqual([5000, 1]);
    expect(await refund("partly_refunded", 2500)).toEqual([3500, 1]);
    expect(await refund("refunded", 6000)).toEqual([0, 0]);
  });

  it("and the days of a link equal its conversions, and the people who claimed by it", async () => {
    const wrong = await db().execute(sql`
      select d.link_id from link_day d left join link_conversion c
        on (c.merchant_id, c.link_id, c.day) = (d.merchant_id, d.link_id, d.day) and not c.is_gone
      group by d.merchant_id, d.link_id, d.day
      having d.claims <> count(*) filter (where c.kind = 'claim') or d.orders <> count(*) filter (where c.kind <> 'claim')`);
    expect([...wrong]).toEqual([]);
    const people = await db().execute(sql`
      select d.link_id from link_day d group by d.merchant_id, d.link_id
      having sum(d.claimers) <> (select count(distinct c.member_id) from link_conversion c
        where (c.merchant_id, c.link_id, c.kind) = (d.merchant_id, d.link_id, 'claim'))`);
    expect([...people]).toEqual([]);
  });

  it("is remembered of each shop: another's link takes nothing away, and five are not more than four", async () => {
    const mine = await make();
    const first = await open(mine.slug);
    const target = { type: "activity" as const, id: other.first.activityId };
    const link = linkInputSchema.parse({ target, channel: "social" });
    const made = await createLink(testScope(other.merchantId), { requestId: requestId(), link });
    if (!made.ok) throw new Error(made.refusal.code);
    const second = await open(made.value.slug, { cookies: jar(first?.cookies ?? []) });
    expect(visitsIn(second?.cookies ?? []).map(({ linkId }) => linkId)).toEqual([made.value.id, mine.id]);
    const third = await open(mine.slug, { cookies: jar(second?.cookies ?? []) });
    expect(visitsIn(third?.cookies ?? []).map(({ linkId }) => linkId)).toEqual([mine.id, made.value.id]);
    const at = new Date().toISOString();
    const many = Array.from({ length: 4 }, (_, n) => ({ merchant: `shop-${n}`, linkId: `lnk_${n}`, at }));
    const cookies = `${cookieName("visit")}=${sealValue(visitCookie, many)}`;
    const [header = ""] = (await open(mine.slug, { cookies }))?.cookies.slice(1) ?? [];
    expect(visitsIn([header])).toHaveLength(4);
    // The page cache knows it as a cookie without effect, as long as it is no longer than that (page-visit.ts).
    expect(header.split(";")[0]?.split("=")[1]?.length).toBeLessThan(1000);
  });

  it("is remembered by nobody's hand: a browser's note that was touched is none", async () => {
    const { slug } = await make();
    const given = jar((await open(slug))?.cookies ?? []);
    expect(unsealValue(visitCookie, cookieIn(given, visitCookie.name))).not.toBeNull();
    const forged = given.replace(`${cookieName("visit")}=`, `${cookieName("visit")}=x`);
    expect(unsealValue(visitCookie, cookieIn(forged, visitCookie.name))).toBeNull();
  });
});

describe("channels, and what a person chose last", () => {
  it("are the merchant's own, each code once, and links are made through those that are not put away", async () => {
    const channel = {
      name: "Poster",
      code: "wechat-poster",
      colour: "#187645",
      utmSource: "",
      utmMedium: "",
    };
    const made = await createChannel(staff(), { requestId: requestId(), channel });
    if (!made.ok) throw new Error(made.refusal.code);
    for (const code of ["wechat-poster", "sms"]) {
      const again = await createChannel(staff(), { requestId: requestId(), channel: { ...channel, code } });
      expect(again).toMatchObject({ ok: false, refusal: { code: "channel_code_taken" } });
    }
    await make({ channel: "wechat-poster" });
    const channelId = made.value.id;
    await changeChannelState(staff(), { requestId: requestId(), channelId, change: "archive" });
    await expect(make({ channel: "wechat-poster" })).rejects.toThrow("channel_unknown");
  });

  it("are each person's: the last choice stands, and a logo of nobody's is refused", async () => {
    const choice = promoteChoiceSchema.parse({ channel: "print", format: "svg", sizes: [258, 1280] });
    expect(await lastChoice(staff())).toEqual(promoteChoiceSchema.parse({}));
    expect(await saveChoice(staff(), { requestId: requestId(), choice })).toMatchObject({ ok: true });
    expect(await lastChoice(staff())).toEqual(choice);
    expect(await lastChoice(testScope(world.merchantId, "marketer"))).toEqual(promoteChoiceSchema.parse({}));
    const logo = { type: "custom" as const, imageId: `img_${"0".repeat(26)}` };
    const stolen = { ...choice, look: { ...choice.look, logo } };
    expect(await saveChoice(staff(), { requestId: requestId(), choice: stolen })).toMatchObject({
      ok: false,
      refusal: { code: "image_gone" },
    });
  });
});

describe("the links that a page is promoted with", () => {
  it("are of the coupon's pages that give it, before those that are over; a claim page may be made beside all others", async () => {
    const couponId = await inTransaction((tx) =>
      makeCoupon(tx, world.merchantId, { distribution: { methods: ["public"] } }),
    );
    const page = async () => {
      const made = await openClaimPage(staff(), { couponId, requestId: requestId() });
      return made.ok ? made.value.id : made.refusal.code;
    };
    const set = async (id: string, columns: Partial<typeof activities.$inferInsert>) =>
      await db().update(activities).set(columns).where(eq(activities.id, id));
    const standing = async () => {
      const { pages, mayMake } = await pagesOfCoupon(staff(), couponId);
      return [pages.map(({ id, status }) => [id, status]), mayMake];
    };
    const game = await page();
    await set(game, { kind: "code_redemption", code: "WINTER-GAME" });
    expect(await standing()).toEqual([[[game, "running"]], true]);
    const first = await page();
    await set(game, { endsAt: new Date() });
    expect(await standing()).toEqual([
      [
        [first, "running"],
        [game, "ended"],
      ],
      false,
    ]);
    await set(first, { pausedAt: new Date() });
    expect(await standing()).toMatchObject([{ length: 2 }, false]);
    expect(await page()).toBe("code_taken");
    // One that is over stands in no other's way.
    await set(first, { endsAt: new Date() });
    expect(await standing()).toMatchObject([{ length: 2 }, true]);
    const second = await page();
    expect((await standing())[0]).toMatchObject([[second, "running"], {}, {}]);
    expect((await promotableActivity(staff(), game))?.status).toBe("ended");
  });

  it("are of a claim page that may be made of a coupon once, where that is open to everybody", async () => {
    const couponOf = async (methods: ("public" | "targeted")[]) =>
      await inTransaction((tx) => makeCoupon(tx, world.merchantId, { distribution: { methods } }));
    const [open, targeted] = [await couponOf(["public"]), await couponOf(["targeted"])];
    expect(await pagesOfCoupon(staff(), targeted)).toEqual({ pages: [], mayMake: false });
    expect(await pagesOfCoupon(staff(), open)).toEqual({ pages: [], mayMake: true });
    const made = await openClaimPage(staff(), { couponId: open, requestId: requestId() });
    if (!made.ok) throw new Error(made.refusal.code);
    const { pages, mayMake } = await pagesOfCoupon(staff(), open);
    expect([pages.map(({ id }) => id), mayMake]).toEqual([[made.value.id], false]);
    const { id } = made.value;
    expect((await promotableActivity(staff(), id))?.target).toEqual({ type: "activity", id });
    expect(await linksTo(staff(), { type: "activity", id })).toEqual([]);
  });

  it("are the newest of each channel that lead on, however many personal ones are newer", async () => {
    const target = { type: "activity" as const, id: world.second.activityId };
    const at = { target };
    const own = await make({ ...at, channel: "referral" });
    const [door, wall] = [
      await make({ ...at, channel: "print", name: "Door" }),
      await make({ ...at, channel: "print", name: "Wall" }),
    ];
    const over = await make({ ...at, channel: "email" });
    const links = [{ id: over.id, name: over.slug }];
    await changeLinks(staff(), { requestId: requestId(), links, change: "disable" });
    for (let n = 0; n < 52; n++) await make({ ...at, channel: "referral", name: `Person ${n}` });
    const found = (await linksTo(staff(), target)).map(({ id }) => id);
    for (const { id } of [own, door, wall]) expect(found).toContain(id);
    expect(found).not.toContain(over.id);
    const personal = (await linksTo(staff(), target)).filter(({ name }) => name.startsWith("Person"));
    expect([personal.length, personal[0]?.name]).toEqual([50, "Person 51"]);
  });
});

describe("the list of links", () => {
  it("is found by short address, name and channel, and tells which still lead on", async () => {
    const { id, slug } = await make({ channel: "sms", name: "Door hanger" });
    const find = async (more: object) => {
      const filter = { q: "", channels: [], targets: [], state: [], made: [], ...more };
      return (await listLinks(staff(), { ...filter, size: 100 })).rows.map((row) => row.id);
    };
    expect(await find({ q: slug })).toEqual([id]);
    expect(await find({ q: `http://localhost:3000/s/${slug}` })).toEqual([id]);
    expect(await find({ q: "door hang" })).toEqual([id]);
    expect(await find({ channels: ["sms"] })).toEqual([id]);
    await changeLinks(staff(), { requestId: requestId(), links: [{ id, name: slug }], change: "disable" });
    expect(await find({ state: ["over"], channels: ["sms"] })).toEqual([id]);
    expect(await find({ state: ["live"], channels: ["sms"] })).toEqual([]);
  });

  it("is narrowed by what links lead to and by how young they are, for codes as for the list", async () => {
    const home = await make({ target: { type: "home", id: "" }, name: "Old door" });
    const all = { q: "", channels: [], targets: [], state: [], made: [] };
    const found = async (more: object) => {
      const filter = { ...all, ...more };
      const listed = (await listLinks(staff(), { ...filter, size: 100 })).rows.map((row) => row.id);
      const chosen = (await chosenLinks(staff(), { filter }, 100)).map((link) => link.id);
      expect([...chosen].sort()).toEqual([...listed].sort());
      return listed;
    };
    expect(await found({ q: "Old door", targets: ["home"], made: ["7"] })).toEqual([home.id]);
    await inTransaction((tx) =>
      tx
        .update(links)
        .set({ createdAt: new Date(Date.now() - 8 * 86_400_000) })
        .where(eq(links.id, home.id)),
    );
    expect(await found({ q: "Old door", targets: ["home"], made: ["7"] })).toEqual([]);
    expect(await found({ q: "Old door", targets: ["home"], made: ["30"] })).toEqual([home.id]);
  });

  it("offers for a new one what members can open, by a part of its name, and nothing of another merchant", async () => {
    const offered = async (text: string) =>
      (await findTargets(staff(), { type: "activity", text })).map(({ id }) => id);
    expect(await offered(world.marker)).toContain(world.first.activityId);
    expect(await offered(other.marker)).toEqual([]);
    expect(await offered("100%_")).toEqual([]);
  });

  it("stops leading to an activity that is archived only when that has no page any more", async () => {
    const { slug } = await make();
    await changeActivityState(staff(), {
      requestId: requestId(),
      activityId: world.first.activityId,
      change: "archive",
    });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await open(slug))?.location).toMatch(/^\/a\//);
  });
});
