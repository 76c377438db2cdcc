import { and, eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { activities } from "@/db/schema/activities";
import { couponStock } from "@/db/schema/coupons";
import { linkConversions, links } from "@/db/schema/links";
import { auditEntries } from "@/db/schema/merchants";
import { packs } from "@/db/schema/packs";
import { placements } from "@/db/schema/placements";
import { makeMember, memberScope, testScope } from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeOrder } from "@/db/seed/orders";
import { makePack, packForm, saleOf } from "@/db/seed/packs";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { makeParticipation } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { nextMidnight } from "@/lib/kernel/time";
import { changeLinks } from "@/lib/links/change-links";
import { changePlacement } from "@/lib/links/change-placement";
import { flushVisits } from "@/lib/links/count-visits";
import { createLink } from "@/lib/links/create-link";
import { createPlacement } from "@/lib/links/create-placement";
import { editPlacement } from "@/lib/links/edit-placement";
import { followLink } from "@/lib/links/follow-link";
import { linkKeeper } from "@/lib/links/jobs";
import { noteVisit } from "@/lib/links/note-visit";
import { openSlot } from "@/lib/links/open-slot";
import { linksTo } from "@/lib/links/queries/links";
import { listPlacements, placementsOf } from "@/lib/links/queries/placements";
import { linkInputSchema, visitCookie } from "@/lib/links/schema";
import {
  MAX_IN_SLOT,
  type PlacedTarget,
  placementFilterSchema,
  placementInputSchema,
  slots,
} from "@/lib/links/schema/placements";
import { deleteGroup } from "@/lib/members/delete-group";
import { listAudit } from "@/lib/merchants/queries/audit";
import { auditNames } from "@/lib/merchants/queries/audit-names";
import { auditKey } from "@/lib/merchants/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { deliverOutbox } from "@/lib/platform/deliver-outbox";
import { announce } from "@/lib/platform/outbox";
import { cookieIn, unsealValue } from "@/lib/platform/sealed-value";

let world: TestWorld;
let other: TestWorld;
let member: Scope;
const staff = () => testScope(world.merchantId);
const visitor = () => testScope(world.merchantId, null, { actor: { type: "visitor", id: null } });
let serial = 0;
const requestId = () => `placements-request-${++serial}`;
const HOUR = 3_600_000;
const from = new Date(Date.now() - HOUR);
const at = (hours: number) => new Date(from.getTime() + hours * HOUR);
const target = (): PlacedTarget => ({ type: "activity", id: world.first.activityId });
const input = (more: object = {}) =>
  placementInputSchema.parse({ slot: "home", form: "banner", startsAt: from.toISOString(), ...more });
async function place(
  more: object = {},
  { to = target(), as = staff() }: { to?: PlacedTarget; as?: Scope } = {},
) {
  const made = await createPlacement(as, { requestId: requestId(), target: to, placement: input(more) });
  if (!made.ok) throw new Error(made.refusal.code);
  return made.value.id;
}
const shown = async (
  who: Scope,
  slot: "home" | "menu" | "mall" | "checkout" = "home",
  now = new Date(),
  storeId?: string,
) => {
  const { banners, popups } = await openSlot(who, { slot, storeId }, now);
  return { banners: banners.map(({ id }) => id), popups: popups.map(({ id }) => id) };
};
const listed = async (id: string) =>
  (await listPlacements(staff(), placementFilterSchema.parse({}))).rows.find((row) => row.id === id) ?? null;
/** How many statements wait for a row that another holds. */
const waiting = async () =>
  (
    await db().execute<{ n: number }>(sql`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`)
  )[0]?.n;
const none = { banners: [], popups: [] };

beforeAll(async () => {
  await inTransaction(async (tx) => {
    world = await makeTestWorld(tx, "PLACED");
    other = await makeTestWorld(tx, "FOREIGN");
  });
  member = memberScope(world.merchantId, world.first.memberId);
});
beforeEach(async () => {
  await db().delete(placements).where(eq(placements.merchantId, world.merchantId));
});

describe("a placement", () => {
  it("is made once for one request and audited, and leads by one on-site link whoever places at the same moment", async () => {
    const activity = await inTransaction((tx) => newActivity(tx));
    const to = { type: "activity" as const, id: activity.id };
    // In several places: who places in one waits for whoever places there already.
    await Promise.all([...slots, ...slots.slice(2)].map((slot) => place({ slot }, { to })));
    const ask = (key: string) => createPlacement(staff(), { requestId: key, target: to, placement: input() });
    const twins = await Promise.all(["placed-twin", "placed-twin", "placed-twin"].map(ask));
    const ids = twins.map((twin) => (twin.ok ? twin.value.id : twin.refusal.code));
    expect(new Set(ids).size).toBe(1);
    expect(await db().$count(auditEntries, eq(auditEntries.objectId, ids[0] ?? ""))).toBe(1);
    const ofTarget = and(eq(links.targetId, activity.id), eq(links.channel, "on-site"));
    expect(await db().$count(links, ofTarget)).toBe(1);
    expect(await placementsOf(staff(), to)).toHaveLength(7);
  });

  it("leads by its link, so that who opens it is counted as the on-site channel's", async () => {
    const activity = await inTransaction((tx) => newActivity(tx));
    const to = { type: "activity" as const, id: activity.id };
    await place({}, { to });
    const { banners } = await openSlot(visitor(), { slot: "home" });
    const asked = { cookies: undefined, referrer: undefined, address: "203.0.113.7" };
    const userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1";
    const answer = await followLink({ ...asked, userAgent, slug: banners[0]?.slug ?? "" });
    expect(answer?.location).toMatch(/^\/a\/.*utm_medium=on-site/);
    await flushVisits();
    expect(await linksTo(staff(), to)).toMatchObject([{ channel: "on-site", clicks: 1, visitors: 1 }]);
  });

  it("begins at its first moment, and is over at its last: the end itself is not in it", async () => {
    const id = await place({ endsAt: at(2).toISOString() });
    const seen = async (now: Date) => (await shown(visitor(), "home", now)).banners;
    expect(await seen(new Date(from.getTime() - 1))).toEqual([]);
    expect(await seen(from)).toEqual([id]);
    expect(await seen(new Date(at(2).getTime() - 1))).toEqual([id]);
    expect(await seen(at(2))).toEqual([]);
  });

  it("takes the same moment in any zone as the same, and tells of a change only what changed", async () => {
    const id = await place({ startsAt: "2026-03-01T00:00:00+08:00" });
    const [row] = await db().select().from(placements).where(eq(placements.id, id));
    expect(row?.startsAt.toISOString()).toBe("2026-02-28T16:00:00.000Z");
    const edit = (more: object, revision = 1) =>
      editPlacement(staff(), { requestId: requestId(), placementId: id, revision, placement: input(more) });
    expect(await edit({ startsAt: "2026-02-28T16:00:00Z" })).toMatchObject({ value: { revision: 1 } });
    expect(await edit({ startsAt: "2026-02-28T16:00:00Z", title: "New" })).toMatchObject({
      value: { revision: 2 },
    });
    expect(await edit({ title: "Late" })).toMatchObject({ refusal: { code: "changed_meanwhile" } });
    const [entry] = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, id), eq(auditEntries.action, "placement.edit")));
    expect(entry).toEqual({ before: { title: "" }, after: { title: "New" } });
  });

  it("is saved by one of those who save it at the same moment, and the others are told", async () => {
    const id = await place();
    const audience = { type: "match", groupIds: [world.groupId] };
    const save = (title: string) =>
      editPlacement(staff(), {
        ...{ requestId: requestId(), placementId: id, revision: 1 },
        placement: input({ title, audience }),
      });
    const [held, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = inTransaction(async (tx) => {
      await tx.execute(sql`select 1 from member_group where id = ${world.groupId} for update`);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    const both = Promise.all([save("One"), save("Two")]);
    // Both have read it, as far as they may, when the group that both name is let go.
    await expect.poll(waiting, { timeout: 10_000 }).toBe(2);
    release.resolve();
    await holding;
    const said = (await both).map((one) => (one.ok ? "saved" : one.refusal.code)).sort();
    expect(said).toEqual(["changed_meanwhile", "saved"]);
  });

  it("is refused where its time is over, and where it leads to what members cannot open or another merchant's", async () => {
    const ask = async (to: PlacedTarget, more: object = {}) => {
      const asked = { requestId: requestId(), target: to, placement: input(more) };
      const made = await createPlacement(staff(), asked);
      return made.ok ? "made" : made.refusal.code;
    };
    expect(await ask(target(), { endsAt: at(0.5).toISOString() })).toBe("expiry_past");
    expect(await ask({ type: "activity", id: other.first.activityId })).toBe("link_target_gone");
    const given = await makePack(world.merchantId, packForm([world.first.couponId]));
    expect(await ask({ type: "pack", id: given })).toBe("link_target_gone");
    const audience = { type: "match", groupIds: [other.groupId] };
    expect(await ask(target(), { audience })).toBe("audience_unknown");
    expect(await ask(target(), { audience: { type: "match" } })).toBe("audience_nobody");
    const image = { id: `img_${"0".repeat(26)}`, alt: "A bowl" };
    expect(await ask(target(), { image })).toBe("image_gone");
    expect(placementInputSchema.safeParse({ ...input(), endsAt: from.toISOString() }).success).toBe(false);
  });

  it("is gone for everybody once it is off or deleted, and back when it is on again", async () => {
    const id = await place();
    const change = (to: "disable" | "enable" | "delete", key = requestId()) =>
      changePlacement(staff(), { requestId: key, placementId: id, change: to });
    await Promise.all(["placed-off", "placed-off"].map((key) => change("disable", key)));
    expect(await shown(visitor())).toEqual(none);
    expect(await change("disable")).toMatchObject({ refusal: { code: "wrong_state" } });
    expect((await listed(id))?.state).toBe("off");
    await change("enable");
    expect((await shown(visitor())).banners).toEqual([id]);
    const ended = await Promise.allSettled([change("delete"), change("delete")]);
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await shown(visitor())).toEqual(none);
    expect(await listed(id)).toBeNull();
  });
});

async function newActivity(tx: Parameters<typeof makeActivity>[0], more: object = {}) {
  const couponId = await makeCoupon(tx, world.merchantId, {
    distribution: { methods: ["public"], quantity: 5 },
  });
  const passwords = [{ password: "PLACED", inventory: 3, prizes: [{ couponId, quantity: 1 }] }];
  const times = { startsAt: at(-48).toISOString(), endsAt: at(48).toISOString() };
  const made = await makeActivity(tx, world.merchantId, { ...times, passwords, ...more });
  return { id: made.id, poolId: made.poolIds[0] ?? "", couponId };
}

describe("what cannot be had any more", () => {
  const marks: [string, (a: Awaited<ReturnType<typeof newActivity>>) => Promise<unknown>][] = [
    ["an activity that is paused", ({ id }) => setActivity(id, { pausedAt: new Date() })],
    ["one that is over", ({ id }) => setActivity(id, { endsAt: new Date(Date.now() - 1000) })],
    ["one that was archived", ({ id }) => setActivity(id, { archivedAt: new Date() })],
    [
      "one whose prizes are given out",
      ({ poolId }) => db().execute(sql`update prize_pool set issued = inventory where id = ${poolId}`),
    ],
    [
      "one whose coupon is given out",
      ({ couponId }) => db().update(couponStock).set({ issued: 5 }).where(eq(couponStock.couponId, couponId)),
    ],
    [
      "one whose coupon was ended",
      ({ couponId }) => db().execute(sql`update coupon set ended_at = now() where id = ${couponId}`),
    ],
  ];
  const setActivity = (id: string, set: object) =>
    db().update(activities).set(set).where(eq(activities.id, id));

  it.each(marks)("is shown to nobody: %s", async (_, mark) => {
    const activity = await inTransaction((tx) => newActivity(tx));
    const id = await place({}, { to: { type: "activity", id: activity.id } });
    expect((await shown(visitor())).banners).toEqual([id]);
    await mark(activity);
    expect(await shown(visitor())).toEqual(none);
    expect((await listed(id))?.state).toBe("hidden");
  });

  it("is a pack that is paused or not sold any more, and anything whose link was ended", async () => {
    const packId = await makePack(
      world.merchantId,
      packForm([world.first.couponId], { type: "paid", sale: saleOf() }),
    );
    const id = await place({ slot: "mall" }, { to: { type: "pack", id: packId } });
    const banners = async () => (await shown(visitor(), "mall")).banners;
    expect(await banners()).toEqual([id]);
    const set = (more: object) => db().update(packs).set(more).where(eq(packs.id, packId));
    await set({ pausedAt: new Date() });
    expect(await banners()).toEqual([]);
    await set({ pausedAt: null, salesUntil: new Date(Date.now() - 1000) });
    expect(await banners()).toEqual([]);
    await set({ salesUntil: null });
    const linkId = (await listed(id))?.linkId ?? "";
    await changeLinks(staff(), {
      requestId: requestId(),
      links: [{ id: linkId, name: "x" }],
      change: "disable",
    });
    expect(await banners()).toEqual([]);
  });
});

describe("a placement whose link was ended", () => {
  const end = async (id: string) => {
    const linkId = (await listed(id))?.linkId ?? "";
    await changeLinks(staff(), {
      ...{ requestId: requestId(), links: [{ id: linkId, name: "x" }], change: "disable" },
    });
    return linkId;
  };

  it("is hidden until it is saved again, and then leads by the link that new ones lead by", async () => {
    const made = await inTransaction((tx) => newActivity(tx));
    const to: PlacedTarget = { type: "activity", id: made.id };
    const [first, second] = [await place({}, { to }), await place({}, { to })];
    const ended = await end(first);
    expect(await shown(visitor())).toEqual(none);
    const save = (placementId: string, title: string) =>
      editPlacement(staff(), {
        ...{ requestId: requestId(), placementId, revision: 1, placement: input({ title }) },
      });
    // Nothing else of it has to change for that.
    expect(await save(first, "")).toMatchObject({ value: { revision: 2 } });
    expect((await shown(visitor())).banners).toEqual([first]);
    expect(await save(second, "Anew")).toMatchObject({ value: { revision: 2 } });
    expect((await shown(visitor())).banners).toEqual([second, first]);
    const linkId = (await listed(first))?.linkId;
    expect(linkId).not.toBe(ended);
    expect((await listed(second))?.linkId).toBe(linkId);
    const [entry] = await db()
      .select({ before: auditEntries.before, after: auditEntries.after })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, first), eq(auditEntries.action, "placement.edit")));
    expect(entry).toEqual({ before: { link: ended }, after: { link: linkId } });
  });
});

describe("the log", () => {
  it("calls a placement without a title as what it leads to, and says of a deleted one all that it was", async () => {
    const made = await inTransaction((tx) => newActivity(tx, { name: "Half a year of soup" }));
    const to: PlacedTarget = { type: "activity", id: made.id };
    const [plain, titled] = [await place({}, { to }), await place({ title: "Soup", text: "Warm" }, { to })];
    const called = async () => {
      const rows = (await listAudit(staff(), { size: 20 })).rows.filter(({ objectId }) =>
        [plain, titled].includes(objectId ?? ""),
      );
      const names = await auditNames(staff(), rows);
      return rows.map((row) => names.get(auditKey(row))?.name);
    };
    expect(await called()).toEqual(["Soup", "Half a year of soup"]);
    await changePlacement(staff(), { requestId: requestId(), placementId: titled, change: "delete" });
    const [entry] = await db()
      .select({ before: auditEntries.before })
      .from(auditEntries)
      .where(and(eq(auditEntries.objectId, titled), eq(auditEntries.action, "placement.delete")));
    expect(entry?.before).toMatchObject({
      target: made.id,
      slot: "home",
      storeId: null,
      title: "Soup",
      text: "Warm",
    });
  });
});

describe("who sees a placement", () => {
  it("is whom its audience lets in; who is not signed in sees what is for everybody alone", async () => {
    const all = await place();
    const group = await place({ audience: { type: "match", groupIds: [world.groupId] } });
    const fresh = await place({ audience: { type: "match", groupIds: ["grp_newly_registered"] } });
    const customers = await place({ audience: { type: "existing" } });
    const stranger = await inTransaction((tx) =>
      makeMember(tx, world.merchantId, { firstPaidAt: at(-40), registeredAt: at(-24 * 90) }),
    );
    expect((await shown(visitor())).banners).toEqual([all]);
    expect((await shown(member)).banners).toEqual([fresh, group, all]);
    expect((await shown(memberScope(world.merchantId, stranger))).banners).toEqual([customers, all]);
  });

  it("is no member who had their share of what it leads to, for good or until their next day there begins", async () => {
    const limited = async (limits: object) => {
      const made = await inTransaction((tx) => newActivity(tx, { limits, timeZone: "Asia/Tokyo" }));
      return { ...made, placed: await place({}, { to: { type: "activity", id: made.id } }) };
    };
    const both = { perMember: 2, perMemberPerDay: 1 };
    const [daily, free] = [await limited(both), await limited({ perMember: null, perMemberPerDay: null })];
    const [memberId, midnight] = [world.second.memberId, nextMidnight(new Date(), "Asia/Tokyo")];
    const begin = new Date(midnight.getTime() - 1);
    const win = async ({ id, poolId }: typeof daily, when: Date) =>
      await inTransaction((tx) =>
        makeParticipation(tx, world.merchantId, {
          ...{ activityId: id, poolId, memberId, at: when, timeZone: "Asia/Tokyo" },
        }),
      );
    await win(daily, begin);
    await win(free, begin);
    const own = memberScope(world.merchantId, memberId);
    const seen = async (who: Scope, now: Date) => (await shown(who, "home", now)).banners;
    expect(await seen(own, begin)).toEqual([free.placed]);
    expect(await seen(member, begin)).toEqual([free.placed, daily.placed]);
    expect(await seen(own, midnight)).toEqual([free.placed, daily.placed]);
    await win(daily, midnight);
    const after = new Date(midnight.getTime() + 20 * HOUR);
    expect(await seen(own, after)).toEqual([free.placed]);
    expect(await seen(visitor(), after)).toEqual([free.placed, daily.placed]);
  });

  it("is no member who has used up each of an activity's passwords", async () => {
    const made = await inTransaction(async (tx) => {
      const couponId = await makeCoupon(tx, world.merchantId, {});
      const prizes = [{ couponId, quantity: 1 }];
      const passwords = ["ONE", "TWO"].map((password) => ({ password, inventory: 9, prizes }));
      const limits = { perMember: null, perMemberPerDay: null, total: null };
      const times = { startsAt: at(-48).toISOString(), endsAt: at(48).toISOString() };
      return await makeActivity(tx, world.merchantId, { ...times, passwords, limits, perPassword: 2 });
    });
    const placed = await place({}, { to: { type: "activity", id: made.id } });
    const { memberId } = world.second;
    const own = memberScope(world.merchantId, memberId);
    const [one = "", two = ""] = made.poolIds;
    for (const [poolId, left] of [
      [one, true],
      [one, true],
      [two, true],
      [two, false],
    ] as const) {
      await inTransaction((tx) =>
        makeParticipation(tx, world.merchantId, { activityId: made.id, poolId, memberId, at: new Date() }),
      );
      expect((await shown(own)).banners.includes(placed)).toBe(left);
    }
    expect((await shown(member)).banners).toContain(placed);
  });

  it("is nobody whom what it leads to is not for; a visitor is led to what is for those who are new", async () => {
    const activityFor = async (audience: object) => {
      const made = await inTransaction((tx) => newActivity(tx, { audience }));
      return await place({}, { to: { type: "activity", id: made.id } });
    };
    const group = await activityFor({ type: "match", groupIds: ["grp_newly_registered"] });
    const fresh = await activityFor({ type: "new" });
    const old = await activityFor({ type: "existing" });
    const own = await activityFor({ type: "match", memberIds: [world.first.memberId] });
    const stranger = await inTransaction((tx) =>
      makeMember(tx, world.merchantId, { firstPaidAt: at(-40), registeredAt: at(-24 * 90) }),
    );
    expect((await shown(visitor())).banners).toEqual([fresh]);
    expect((await shown(memberScope(world.merchantId, stranger))).banners).toEqual([old]);
    expect((await shown(member)).banners).toEqual([own, fresh, group]);
  });

  it("is read without the other members whom it names: an audience may name hundreds", async () => {
    const others = Array.from({ length: 3 }, () => inTransaction((tx) => makeMember(tx, world.merchantId)));
    const memberIds = [...(await Promise.all(others)), world.first.memberId];
    await place({ audience: { type: "match", memberIds } });
    const { banners } = await openSlot(member, { slot: "home" });
    expect(banners[0]?.audience).toMatchObject({ memberIds: [world.first.memberId] });
    expect(banners[0]?.targetAudience).toEqual({ type: "all" });
  });

  it("is nobody of another merchant's", async () => {
    await place();
    expect(await shown(memberScope(other.merchantId, other.first.memberId))).toEqual(none);
  });

  it("sees three banners at most, by number, and of one number the newest first", async () => {
    const last = await place({ position: 9 });
    const [older, newer] = [await place(), await place()];
    const second = await place({ position: 2 });
    expect((await shown(visitor())).banners).toEqual([newer, older, second]);
    const popup = await place({ form: "popup" });
    expect((await shown(visitor())).popups).toEqual([popup]);
    expect(
      (await listPlacements(staff(), placementFilterSchema.parse({}))).rows.map(({ id }) => id),
    ).toContain(last);
  });
});

describe("a slot", () => {
  const code = (answer: { ok: boolean; refusal?: { code: string } }) => answer.refusal?.code ?? "done";
  const edit = async (placementId: string, more: object = {}) =>
    code(
      await editPlacement(staff(), {
        ...{ requestId: requestId(), placementId, revision: 1, placement: input(more) },
      }),
    );
  const change = async (placementId: string, to: "disable" | "enable") =>
    code(await changePlacement(staff(), { requestId: requestId(), placementId, change: to }));

  it("has room for so many of a form that are not over, whoever asks at the same moment, and for those that stand there", async () => {
    const stand = async (more: object = {}) => {
      const made = await createPlacement(staff(), {
        ...{ requestId: requestId(), target: target(), placement: input(more) },
      });
      return made.ok ? made.value.id : made.refusal.code;
    };
    const over = await place({ endsAt: at(2).toISOString() });
    await db()
      .update(placements)
      .set({ endsAt: new Date(Date.now() - 1000) })
      .where(eq(placements.id, over));
    const ids: string[] = [];
    while (ids.length < MAX_IN_SLOT - 2) ids.push(await place());
    const last = await Promise.all([1, 2, 3, 4, 5].map(() => stand()));
    expect(last.filter((one) => one === "slot_full")).toHaveLength(3);
    const [first = ""] = ids;
    expect(await edit(first, { title: "Still here" })).toBe("done");
    // Of another form, elsewhere, and in place of one that was switched off there is room.
    const popup = await place({ form: "popup" });
    expect(await edit(popup, { form: "popup" })).toBe("done");
    expect(await edit(popup, { title: "As a banner", form: "banner" })).toBe("slot_full");
    expect(await edit(over, { title: "Anew" })).toBe("slot_full");
    expect(await change(first, "disable")).toBe("done");
    await place();
    expect(await change(first, "enable")).toBe("slot_full");
    await place({ slot: "menu" });
  });

  it("asks its index for what is not over", async () => {
    const plan = await inTransaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return await tx.execute<{
        "QUERY PLAN": string;
      }>(sql`explain select from placement where merchant_id = 'a'
        and slot = 'home' and disabled_at is null and coalesce(ends_at, 'infinity'::timestamptz) > now()`);
    });
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(
      /Index Cond: .*COALESCE\(ends_at, 'infinity'/,
    );
  });
});

describe("in a store's view", () => {
  const here = () => testScope(world.merchantId, "marketer", { storeId: world.first.storeId });
  const there = () => testScope(world.merchantId, "marketer", { storeId: world.second.storeId });

  it("it stands in that store's menu or checkout alone", async () => {
    const group = await place({ slot: "menu" });
    const own = await place({ slot: "menu" }, { as: here() });
    expect((await shown(visitor(), "menu", new Date(), world.first.storeId)).banners).toEqual([own, group]);
    expect((await shown(visitor(), "menu", new Date(), world.second.storeId)).banners).toEqual([group]);
    expect((await shown(visitor(), "menu")).banners).toEqual([group]);
    // From the group's view, too, it stays in that store.
    const moved = { requestId: requestId(), placementId: own, revision: 1, placement: input() };
    await expect(editPlacement(staff(), moved)).rejects.toMatchObject({ code: "forbidden" });
    await expect(place({ slot: "home" }, { as: here() })).rejects.toMatchObject({ code: "forbidden" });
  });

  it("nobody places what is not had in that store, nor sees or changes what stands elsewhere", async () => {
    const foreign: PlacedTarget = { type: "activity", id: world.second.activityId };
    await expect(place({ slot: "menu" }, { as: here(), to: foreign })).rejects.toThrow("link_target_gone");
    const [own, theirs] = [
      await place({ slot: "menu" }, { as: here() }),
      await place({ slot: "menu" }, { as: there(), to: foreign }),
    ];
    const group = await place({ slot: "menu" });
    const found = await listPlacements(here(), placementFilterSchema.parse({}));
    expect(found.rows.map(({ id }) => id)).toEqual([own]);
    for (const placementId of [theirs, group]) {
      const change = { requestId: requestId(), placementId, change: "delete" as const };
      await expect(changePlacement(here(), change)).rejects.toMatchObject({ code: "not_found" });
      const edit = {
        requestId: requestId(),
        placementId,
        revision: 1,
        placement: input({ slot: "menu", title: "x" }),
      };
      await expect(editPlacement(here(), edit)).rejects.toMatchObject({ code: "not_found" });
    }
    const bound = testScope(world.merchantId, "marketer", { storeIds: [world.first.storeId] });
    await expect(place({ slot: "menu" }, { as: bound })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("the list", () => {
  it("is narrowed by words, slot, form and state, and leads through all of it page by page", async () => {
    const live = await place({ title: "Snow days" });
    const later = await place({ slot: "menu", form: "popup", startsAt: at(5).toISOString() });
    const over = await place({ slot: "mall", endsAt: at(3).toISOString() });
    const ask = async (more: object, rest: object = {}) =>
      (await listPlacements(staff(), { ...placementFilterSchema.parse(more), ...rest })).rows.map(
        ({ id }) => id,
      );
    expect(await ask({ q: "snow" })).toEqual([live]);
    expect(await ask({ q: "PLACED first" })).toHaveLength(3);
    expect(await ask({ slots: ["menu"] })).toEqual([later]);
    expect(await ask({ forms: ["banner"] })).toEqual([over, live]);
    expect(await ask({ states: ["scheduled"] })).toEqual([later]);
    expect(await ask({ states: ["over"] }, { now: at(4) })).toEqual([over]);
    const first = await listPlacements(staff(), { ...placementFilterSchema.parse({}), size: 2 });
    expect(first.total.count).toBe(3);
    expect(await ask({}, { size: 2, cursor: first.nextCursor })).toEqual([live]);
    expect((await ask({}, { sort: "starts" }))[0]).toBe(later);
  });

  it("keeps a group that a placement names from being deleted, as long as its time is not over", async () => {
    const { groupId } = world;
    await place({ title: "Only them", audience: { type: "match", groupIds: [groupId] } });
    const refused = await deleteGroup(staff(), { requestId: requestId(), groupId });
    expect(refused).toMatchObject({
      refusal: { code: "label_in_use", params: { kind: "placement", name: "Only them" } },
    });
  });
});

describe("what brought a member", () => {
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Safari/604.1";
  const tap = async (slug: string, given: readonly string[] = []) => {
    const cookies = given.map((cookie) => cookie.split(";")[0]).join("; ");
    const asked = { slug, cookies, userAgent: phone, referrer: undefined, address: "203.0.113.8" };
    return (await followLink(asked))?.cookies ?? [];
  };
  const kept = (given: readonly string[]) =>
    unsealValue(visitCookie, cookieIn(given.map((one) => one.split(";")[0]).join("; "), visitCookie.name));
  const promoted = async (channel: string, to: PlacedTarget) => {
    const link = linkInputSchema.parse({ target: to, channel });
    const made = await createLink(staff(), { requestId: requestId(), link });
    if (!made.ok) throw new Error(made.refusal.code);
    return made.value;
  };
  const owedOf = async (memberId: string) => {
    while ((await deliverOutbox([], undefined, [linkKeeper])).more);
    const rows = await db()
      .select({ kind: linkConversions.kind, linkId: linkConversions.linkId })
      .from(linkConversions)
      .where(eq(linkConversions.memberId, memberId));
    return Object.fromEntries(rows.map(({ kind, linkId }) => [kind, linkId]));
  };

  it("is not forgotten by the browser when they tap what is placed on members' pages, and forgotten by what brings them anew", async () => {
    const [referral, onSite, email] = [
      await promoted("referral", target()),
      await promoted("on-site", target()),
      await promoted("email", target()),
    ];
    const first = await tap(onSite.slug, await tap(referral.slug));
    expect(kept(first)?.map(({ linkId }) => linkId)).toEqual([onSite.id, referral.id]);
    const again = await tap(email.slug, await tap(onSite.slug, first));
    expect(kept(again)?.map(({ linkId }) => linkId)).toEqual([email.id, onSite.id]);
  });

  it("is owed what they do after tapping a placement, but for what that leads to", async () => {
    const memberId = await inTransaction((tx) => makeMember(tx, world.merchantId));
    const [email, onSite] = [await promoted("email", target()), await promoted("on-site", target())];
    const me = memberScope(world.merchantId, memberId);
    const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
    await noteVisit(me, { linkId: email.id, at: ago(60_000) });
    await noteVisit(me, { linkId: onSite.id, at: ago(30_000) });
    const { storeId, productId, activityId, password } = world.first;
    await inTransaction(async (tx) => {
      const order = { storeId, memberId, productId, paidAt: new Date() };
      const subjectId = await makeOrder(tx, world.merchantId, order);
      await announce(tx, staff(), [{ type: "order.paid", subjectId, payload: {} }]);
    });
    const asked = { activityId, memberId, password, requestId: requestId(), address: "203.0.113.8" };
    expect((await claimPrizes(me, asked)).ok).toBe(true);
    expect(await owedOf(memberId)).toEqual({ order: email.id, claim: onSite.id });
  });
});
