import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { brokenInvariants } from "@/db/invariants";
import { memberSessions } from "@/db/schema/members";
import { freshRequestId, makeMember, makeStore, memberScope, testScope } from "@/db/seed/factories";
import { makeCoupon } from "@/db/seed/offers";
import { makeTestWorld, type TestWorld } from "@/db/seed/test-world";
import { inTransaction } from "@/db/transaction";
import { claimPrizes } from "@/lib/activities/claim-prizes";
import { createCoupon } from "@/lib/coupons/create-coupon";
import { couponInputSchema } from "@/lib/coupons/schema";
import { newId } from "@/lib/kernel/id";
import { addMember } from "@/lib/members/add-member";
import { blockMember } from "@/lib/members/block-member";
import { createGroup } from "@/lib/members/create-group";
import { deleteGroup } from "@/lib/members/delete-group";
import { editMember } from "@/lib/members/edit-member";
import { eraseMember } from "@/lib/members/erase-member";
import { foldTag } from "@/lib/members/fold-tag";
import { noteMember } from "@/lib/members/note-member";
import { listGiftCoupons } from "@/lib/members/queries/gifts";
import { groupUseCounts, listGroups } from "@/lib/members/queries/groups";
import { getMember } from "@/lib/members/queries/member";
import { listHomeStores, memberFilterOptions } from "@/lib/members/queries/options";
import { groupUses } from "@/lib/members/queries/tags";
import { memberTimeline } from "@/lib/members/queries/timeline";
import { REVEAL_LIMIT, revealContact } from "@/lib/members/reveal-contact";
import type { GroupRule } from "@/lib/members/schema";
import { audienceSchema } from "@/lib/members/schema/audience";
import { setMemberTier } from "@/lib/members/set-member-tier";
import { tagMembers } from "@/lib/members/tag-members";

let world: TestWorld;
const admin = () => testScope(world.merchantId);
const profile = { name: null, nickname: null, birthday: null, externalId: null, homeStoreId: null };
let serial = 0;
const newPhone = () => `+8529${String(1_000_000 + ++serial)}`;
const add = (phone: string, more: object = {}) =>
  addMember(admin(), {
    ...{ requestId: freshRequestId(), phone, email: null, profile, despiteErasure: false },
    ...more,
  });
const newMember = (more: Parameters<typeof makeMember>[2] = {}) =>
  inTransaction((tx) => makeMember(tx, world.merchantId, { phone: newPhone(), ...more }));

beforeAll(async () => {
  world = await inTransaction((tx) => makeTestWorld(tx, "DIRECTORY"));
});

/** The tables of the merchant in which a text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'merchant_id'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await db().execute(
      sql`select 1 from ${sql.identifier(name)} t where merchant_id = ${world.merchantId}
        and position(${text} in t::text) > 0 limit 1`,
    );
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe("a member added by staff", () => {
  it("is one member for one phone, however many add them at once", async () => {
    const phone = newPhone();
    const came = await Promise.all(Array.from({ length: 8 }, () => add(phone)));
    expect(came.filter((one) => one.ok)).toHaveLength(1);
    expect(came.filter((one) => !one.ok && one.refusal.code === "phone_taken")).toHaveLength(7);
  });

  it("can be of any store that is offered for them: closed ones are not, nor those out of reach", async () => {
    const closed = await inTransaction((tx) =>
      makeStore(tx, world.merchantId, { name: "0 closed", archivedAt: new Date() }),
    );
    const { storeId } = world.first;
    const manager = testScope(world.merchantId, "store_manager", { storeIds: [closed, storeId] });
    expect((await listHomeStores(manager)).map(({ id }) => id)).toEqual([storeId]);
    const offered = (await listHomeStores(admin())).map(({ id }) => id);
    expect(offered).toEqual(expect.arrayContaining([storeId, world.second.storeId]));
    expect(offered).not.toContain(closed);
    for (const id of offered) {
      const homeStoreId = id;
      expect(await add(newPhone(), { profile: { ...profile, homeStoreId } })).toMatchObject({ ok: true });
    }
    const inView = testScope(world.merchantId, "group_admin", { storeId });
    expect((await listHomeStores(inView)).map(({ id }) => id)).toEqual([storeId]);
  });

  it("is of the store of whoever works in some stores only, and of no other", async () => {
    const manager = testScope(world.merchantId, "store_manager", { storeIds: [world.first.storeId] });
    const own = await addMember(manager, {
      ...{ requestId: freshRequestId(), phone: newPhone(), email: null, profile, despiteErasure: false },
    });
    if (!own.ok) throw new Error(own.refusal.code);
    expect((await getMember(manager, own.value.memberId))?.homeStoreId).toBe(world.first.storeId);
    const other = { ...profile, homeStoreId: world.second.storeId };
    const there = await addMember(manager, {
      ...{
        requestId: freshRequestId(),
        phone: newPhone(),
        email: null,
        profile: other,
        despiteErasure: false,
      },
    });
    expect(there).toMatchObject({ ok: false, refusal: { code: "store_unknown" } });
  });
});

describe("what members can be given", () => {
  it("is at work, given by staff, and of the giver's own stores", async () => {
    const manager = testScope(world.merchantId, "store_manager", { storeIds: [world.first.storeId] });
    const all = await listGiftCoupons(admin());
    const own = await listGiftCoupons(manager);
    expect(all.length).toBeGreaterThan(0);
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(own.map(({ id }) => id)));
    const { coupons } = await memberFilterOptions(admin());
    expect(coupons.length).toBeGreaterThan(all.length);
  });
});

describe("a member's contact data", () => {
  it("is told to whoever may look at it, and the log says who did", async () => {
    const { memberId, phone } = world.first;
    const manager = testScope(world.merchantId, "store_manager", { storeIds: [world.first.storeId] });
    const came = await revealContact(manager, memberId);
    expect(came.ok && came.value.phone.replaceAll(" ", "")).toBe(phone);
    await expect(revealContact(manager, world.second.memberId)).rejects.toMatchObject({ code: "not_found" });
    const { rows } = await memberTimeline(admin(), memberId);
    expect(rows.filter((row) => row.kind === "member.reveal")).toHaveLength(1);
  });

  it("is told so many times an hour and not once more", async () => {
    const eager = testScope(world.merchantId, "group_admin", { actor: { type: "staff", id: newId("stf") } });
    for (let i = 0; i < REVEAL_LIMIT.limit; i++) {
      expect((await revealContact(eager, world.first.memberId)).ok).toBe(true);
    }
    expect(await revealContact(eager, world.first.memberId)).toMatchObject({
      refusal: { code: "too_many_reveals" },
    });
  });

  it("ends all sign-ins when the phone changes, and is not a marketer's to change", async () => {
    const memberId = await newMember();
    const session = newId("ses");
    await inTransaction((tx) =>
      tx.insert(memberSessions).values({
        ...{ merchantId: world.merchantId, id: session, memberId, userAgent: "phone" },
        expiresAt: new Date(Date.now() + 60_000),
      }),
    );
    const request = (phone: string) => ({
      ...{ requestId: freshRequestId(), memberId, revision: 1, profile },
      contact: { phone, email: null, noEmail: false },
    });
    const marketer = testScope(world.merchantId, "marketer");
    expect(await editMember(marketer, request(newPhone()))).toMatchObject({
      refusal: { code: "contact_not_yours" },
    });
    expect(await editMember(admin(), request(world.second.phone))).toMatchObject({
      refusal: { code: "phone_taken" },
    });
    expect(await editMember(admin(), request(newPhone()))).toMatchObject({
      ok: true,
      value: { revision: 2 },
    });
    const [row] = await db().execute<{ ended: boolean }>(
      sql`select ended_at is not null as ended from member_session where id = ${session}`,
    );
    expect(row?.ended).toBe(true);
  });
});

describe("erasing a member", () => {
  const secret = () => `Erika Mustermann ${++serial}`;
  const forget = (memberId: string, phone: string) =>
    eraseMember(admin(), { requestId: freshRequestId(), memberId, confirmation: phone.slice(-4) });

  it("leaves nothing that tells who they were in any table, and every counter as it was", async () => {
    const phone = newPhone();
    const name = secret();
    const memberId = await newMember({
      phone,
      name,
      nickname: name,
      email: "erika@example.com",
      birthday: "1990-01-02",
    });
    const scope = memberScope(world.merchantId, memberId);
    const { activityId, password } = world.first;
    const won = await claimPrizes(scope, {
      activityId,
      password,
      requestId: freshRequestId(),
      address: "test",
    });
    expect(won.ok).toBe(true);
    await blockMember(admin(), {
      requestId: freshRequestId(),
      memberId,
      blocked: true,
      reason: `${name} was rude`,
    });
    await noteMember(admin(), { requestId: freshRequestId(), memberId, text: `${name} likes oolong` });
    await tagMembers(admin(), {
      requestId: freshRequestId(),
      memberIds: [memberId],
      add: [world.tagId],
      remove: [],
    });
    const before = await brokenInvariants(db());
    expect(
      await eraseMember(admin(), { requestId: freshRequestId(), memberId, confirmation: "0000x" }),
    ).toMatchObject({
      refusal: { code: "confirmation_wrong" },
    });
    expect(await forget(memberId, phone)).toMatchObject({ ok: true });
    for (const word of [phone, name, "erika@example.com", "1990-01-02"])
      expect([word, await tablesWith(word)]).toEqual([word, []]);
    expect(await brokenInvariants(db())).toEqual(before);
    expect(await tablesWith(memberId)).toEqual(expect.arrayContaining(["participation", "voucher"]));
    expect(await getMember(admin(), memberId)).toBeNull();
    await expect(forget(memberId, phone)).rejects.toMatchObject({ code: "not_found" });
  });

  it("keeps their phone from being added again unknowingly, until somebody says that they want to", async () => {
    const phone = newPhone();
    const memberId = await newMember({ phone });
    await forget(memberId, phone);
    expect(await add(phone)).toMatchObject({ refusal: { code: "phone_erased" } });
    expect(await add(phone, { despiteErasure: true })).toMatchObject({ ok: true });
    const again = await newMember();
    expect(again).not.toBe(memberId);
  });

  it("while they claim: what comes first counts, nobody is named, and afterwards nothing more is given", async () => {
    const { activityId, password } = world.second;
    for (let round = 0; round < 5; round++) {
      const phone = newPhone();
      const memberId = await newMember({ phone });
      const scope = memberScope(world.merchantId, memberId);
      const claim = () =>
        claimPrizes(scope, { activityId, password, requestId: freshRequestId(), address: "test" }).then(
          (result) => result.ok,
          () => false,
        );
      const before = await brokenInvariants(db());
      const [first, erased, second] = await Promise.all([claim(), forget(memberId, phone), claim()]);
      expect(erased.ok).toBe(true);
      expect(await tablesWith(phone)).toEqual([]);
      expect(await brokenInvariants(db())).toEqual(before);
      expect(await claim()).toBe(false);
      const [row] = await db().execute<{ count: number }>(
        sql`select count(*)::int as count from participation where member_id = ${memberId}`,
      );
      expect(row?.count).toBe(Number(first) + Number(second));
    }
  });
});

describe("what members are sorted by", () => {
  it("a tag merged into another is worn by whoever wore either, once", async () => {
    const [both, one] = [await newMember(), await newMember()];
    const { spareTagId, tagId } = world;
    const wear = (memberIds: string[], add: string[]) =>
      tagMembers(admin(), { requestId: freshRequestId(), memberIds, add, remove: [] });
    await wear([both, one], [spareTagId]);
    await wear([both], [tagId]);
    const folded = await foldTag(admin(), { requestId: freshRequestId(), tagId: spareTagId, into: tagId });
    expect(folded).toMatchObject({ ok: true, value: { members: 2 } });
    for (const id of [both, one]) {
      expect((await getMember(admin(), id))?.tags.map((tag) => tag.id)).toEqual([tagId]);
    }
  });

  it("tags reach the members of one's stores alone, and tell how many were missed", async () => {
    const manager = testScope(world.merchantId, "store_manager", { storeIds: [world.first.storeId] });
    const memberIds = [world.first.memberId, world.second.memberId];
    const came = await tagMembers(manager, {
      requestId: freshRequestId(),
      memberIds,
      add: [],
      remove: [world.tagId],
    });
    expect(came).toMatchObject({ ok: true, value: { changed: 1, missed: 1 } });
    expect((await getMember(admin(), world.second.memberId))?.tags).toHaveLength(1);
  });

  it("a member holds at most one tier of a plan, however many are given at once", async () => {
    const memberId = await newMember();
    const { planId } = world;
    const rungs = await db().execute<{ id: string }>(sql`select id from tier where plan_id = ${planId}`);
    await Promise.all(
      rungs.map(({ id }) =>
        setMemberTier(admin(), { requestId: freshRequestId(), memberId, planId, tierId: id }),
      ),
    );
    expect((await getMember(admin(), memberId))?.tiers).toHaveLength(1);
    const foreign = setMemberTier(admin(), {
      ...{ requestId: freshRequestId(), memberId, planId: world.sparePlanId, tierId: rungs[0]?.id ?? "" },
    });
    await expect(foreign).rejects.toMatchObject({ code: "not_found" });
  });

  it("a group is counted as often as coupons, activities and groups name it, and found by its kind", async () => {
    const make = async (name: string, rule: GroupRule | null) => {
      const made = await createGroup(admin(), { requestId: freshRequestId(), group: { name, rule } });
      if (!made.ok) throw new Error(made.refusal.code);
      return made.value.groupId;
    };
    const [named, free] = [await make("Counted", { type: "in_top_tier" }), await make("Uncounted", null)];
    const audience = audienceSchema.parse({ type: "match", groupIds: [named] });
    await inTransaction((tx) => makeCoupon(tx, world.merchantId, { conditions: { audience } }));
    await inTransaction((tx) =>
      makeCoupon(tx, world.merchantId, { conditions: { audience } }, { archivedAt: new Date() }),
    );
    expect(await groupUseCounts(admin(), [named, free])).toEqual(
      new Map([
        [named, 1],
        [free, 0],
      ]),
    );
    expect(await groupUses(admin(), named)).toHaveLength(1);
    const found = async (kind: "rule" | "picked") =>
      (await listGroups(admin(), { q: "counted", kind })).rows.map(({ name }) => name);
    expect([await found("rule"), await found("picked")]).toEqual([["Counted"], ["Uncounted"]]);
  });

  it("a group that a coupon is meant for is not deleted, also not while that coupon is being made", async () => {
    for (let round = 0; round < 8; round++) {
      const made = await createGroup(admin(), {
        requestId: freshRequestId(),
        group: { name: `Group ${++serial}`, rule: { type: "in_top_tier" } },
      });
      if (!made.ok) throw new Error(made.refusal.code);
      const { groupId } = made.value;
      const coupon = couponInputSchema.parse({
        ...{ name: "For a group", currency: "HKD", benefit: { type: "amount_off", amountMinor: 100 } },
        validity: { type: "days_after_claim", days: 5, startAfterDays: 0 },
        conditions: { audience: audienceSchema.parse({ type: "match", groupIds: [groupId] }) },
      });
      const [kept, gone] = await Promise.all([
        createCoupon(admin(), { requestId: freshRequestId(), coupon, publish: true }),
        deleteGroup(admin(), { requestId: freshRequestId(), groupId }),
      ]);
      expect([kept.ok, gone.ok].sort()).toEqual([false, true]);
      if (!gone.ok) expect(gone.refusal).toMatchObject({ code: "label_in_use", params: { kind: "coupon" } });
    }
  });
});
