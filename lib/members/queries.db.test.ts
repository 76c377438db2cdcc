import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import {
  makeGroup,
  makeMember,
  makeMerchant,
  makePlan,
  makeStore,
  makeTag,
  memberScope,
  testScope,
} from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makeParticipation, makeVoucher } from "@/db/seed/wins";
import { inTransaction } from "@/db/transaction";
import { loadMemberFacts } from "@/lib/members/load-member-facts";
import { audienceOptions, countAudience, namedMembers, searchMembers } from "@/lib/members/queries/audience";
import { findMemberByPhone, listMembers } from "@/lib/members/queries/list";
import { getMember, listMemberParticipations } from "@/lib/members/queries/member";
import { audienceAdmits, builtInGroups } from "@/lib/members/rules";
import type { Audience } from "@/lib/members/schema/audience";
import { mintScope } from "@/lib/platform/auth/scope";

const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);
const month = new Intl.DateTimeFormat("en-CA", { month: "2-digit", timeZone: "Asia/Hong_Kong" });

async function build() {
  return await inTransaction(async (tx) => {
    const merchantId = await makeMerchant(tx);
    const other = await makeMerchant(tx);
    const north = await makeStore(tx, merchantId, { name: "North" });
    const south = await makeStore(tx, merchantId, { name: "South" });
    const plan = await makePlan(tx, merchantId);
    const [silver = "", gold = ""] = plan.tierIds;
    const vip = await makeTag(tx, merchantId, "vip");
    const tier = (tierId: string) => ({ planId: plan.id, tierId });
    const ids = {
      ann: await makeMember(tx, merchantId, {
        name: "Ann Lee",
        nickname: "Annie",
        phone: "+85260120001",
        registeredAt: ago(200),
        firstPaidAt: ago(190),
        birthday: `1990-${month.format(new Date())}-11`,
        homeStoreId: north,
        tier: tier(gold),
        tagIds: [vip],
      }),
      ben: await makeMember(tx, merchantId, {
        name: "ben",
        phone: "+85260120002",
        registeredAt: ago(100),
        homeStoreId: south,
        tier: tier(silver),
      }),
      cat: await makeMember(tx, merchantId, {
        name: null,
        phone: "+85260120003",
        registeredAt: ago(3),
        email: "cat@example.com",
      }),
      dan: await makeMember(tx, merchantId, {
        name: "Dan",
        phone: "+85260120004",
        registeredAt: ago(30.1),
        firstPaidAt: ago(1),
      }),
    };
    const stranger = await makeMember(tx, other, { name: "Ann Lee", phone: "+85260120001" });
    const group = (rule: NonNullable<Parameters<typeof makeGroup>[2]>["rule"]) =>
      makeGroup(tx, merchantId, { rule });
    const groups = {
      picked: await makeGroup(tx, merchantId, { name: "Regulars", memberIds: [ids.ben] }),
      fresh: await group({ type: "registered_within", days: 30 }),
      birthday: await group({ type: "birthday_month" }),
      ordered: await group({ type: "first_order_done" }),
      tagged: await group({ type: "tagged", tagId: vip }),
      silver: await group({ type: "in_tier", tierId: silver }),
    };
    const couponId = await makeCoupon(tx, merchantId);
    const activity = await makeActivity(tx, merchantId, {
      startsAt: ago(5).toISOString(),
      endsAt: ago(-5).toISOString(),
      passwords: [{ password: "word", inventory: 5, prizes: [{ couponId, quantity: 2 }] }],
    });
    const win = { activityId: activity.id, poolId: activity.poolIds[0] ?? "", memberId: ids.ann };
    await makeParticipation(tx, merchantId, { ...win, at: ago(2) });
    await makeParticipation(tx, merchantId, { ...win, at: ago(1) });
    await makeVoucher(tx, merchantId, { memberId: ids.ann, couponId, at: ago(1), usedAt: ago(0.5) });
    return { merchantId, other, north, south, planId: plan.id, silver, gold, vip, ids, stranger, groups };
  });
}

describe("member queries", () => {
  let world: Awaited<ReturnType<typeof build>>;
  const admin = () => testScope(world.merchantId);
  const match = (lists: Partial<Extract<Audience, { type: "match" }>>): Audience => ({
    type: "match",
    planIds: [],
    tierIds: [],
    groupIds: [],
    tagIds: [],
    memberIds: [],
    ...lists,
  });
  beforeAll(async () => {
    world = await build();
  });

  it("counts an audience exactly as the one test of audiences decides it", async () => {
    const { groups, planId, silver, gold, vip, ids, stranger } = world;
    const audiences: Audience[] = [
      { type: "all" },
      { type: "new" },
      { type: "existing" },
      match({}),
      match({ planIds: [planId] }),
      match({ tierIds: [gold] }),
      match({ tagIds: [vip], memberIds: [ids.cat, stranger] }),
      ...Object.values(groups).map((id) => match({ groupIds: [id] })),
      ...builtInGroups.map(({ id }) => match({ groupIds: [id] })),
      match({ groupIds: Object.values(groups), tierIds: [silver] }),
    ];
    for (const audience of audiences) {
      let admitted = 0;
      for (const id of Object.values(ids)) {
        const standing = await loadMemberFacts(db(), admin(), id, audience, new Date());
        if (standing && audienceAdmits(audience, standing.facts)) admitted++;
      }
      expect([audience, await countAudience(admin(), audience)]).toEqual([
        audience,
        { count: admitted, capped: false },
      ]);
    }
  });

  it("finds members by exact phone, name and nickname only", async () => {
    const found = async (q: string) => (await listMembers(admin(), { q })).rows.map((row) => row.id);
    expect(await found("ann lee")).toEqual([world.ids.ann]);
    expect(await found("ANNIE")).toEqual([world.ids.ann]);
    expect(await found("6012 0001")).toEqual([world.ids.ann]);
    expect(await found("+852 6012-0001")).toEqual([world.ids.ann]);
    expect(await found("Ann")).toEqual([]);
    expect((await searchMembers(admin(), "６０１２０００２")).map((row) => row.id)).toEqual([world.ids.ben]);
    expect(await searchMembers(admin(), " ")).toEqual([]);
  });

  it("shows people a masked phone and e-mail address, whoever they are, and programs with the scope pii whole ones", async () => {
    const { ann, cat } = world.ids;
    for (const role of ["group_admin", "marketer"] as const) {
      const scope = testScope(world.merchantId, role);
      expect((await getMember(scope, ann))?.phone).toBe("+852 •••• 0001");
      expect((await getMember(scope, cat))?.email).toBe("c•••@example.com");
      const listed =
        JSON.stringify(await listMembers(scope)) + JSON.stringify(await searchMembers(scope, "Annie"));
      expect(listed).not.toContain("60120001");
    }
    const actor = { type: "api_key", id: "key_test" } as const;
    const key = (keyScopes: string[]) =>
      mintScope({ ...testScope(world.merchantId, null), actor, keyScopes });
    expect((await getMember(key(["read", "pii"]), ann))?.phone).toBe("+85260120001");
    expect((await getMember(key(["read"]), ann))?.phone).toBe("+852 •••• 0001");
    const cashier = testScope(world.merchantId, "cashier", { storeIds: [world.south] });
    const found = await findMemberByPhone(cashier, "60120001");
    expect(found).toMatchObject({ id: ann, phone: "+852 •••• 0001", coupons: 4, tiers: ["Gold"] });
    expect(await findMemberByPhone(cashier, "Ann Lee")).toBeNull();
  });

  it("pages through every order without losing or repeating anybody", async () => {
    for (const sort of ["joined", "name"] as const) {
      for (const [descending, size] of [
        [true, 1],
        [false, 1],
        [true, 2],
        [false, 2],
        [true, 3],
        [false, 3],
      ] as const) {
        const seen: (string | null)[] = [];
        for (let cursor: string | null = null; ; ) {
          const page = await listMembers(admin(), { sort, descending, cursor, size });
          seen.push(...page.rows.map((row) => row.name));
          cursor = page.nextCursor;
          if (!cursor) break;
        }
        const byJoining = ["Ann Lee", "ben", "Dan", null];
        const byName = descending ? ["Dan", "ben", "Ann Lee", null] : ["Ann Lee", "ben", "Dan", null];
        expect(seen).toEqual(sort === "name" ? byName : descending ? byJoining.reverse() : byJoining);
      }
    }
  });

  it("filters by tag, tier and either kind of group", async () => {
    const { vip, silver, groups, ids } = world;
    const found = async (query: Parameters<typeof listMembers>[1]) =>
      (await listMembers(admin(), query)).rows.map((row) => row.id).sort();
    expect(await found({ tagIds: [vip] })).toEqual([ids.ann]);
    expect(await found({ tierIds: [silver] })).toEqual([ids.ben]);
    expect(await found({ groupIds: [groups.picked, groups.birthday] })).toEqual([ids.ann, ids.ben].sort());
    expect(await found({ groupIds: [groups.fresh], tagIds: [vip] })).toEqual([]);
  });

  it("shows a store's people the members of their store alone", async () => {
    const { merchantId, north, south, ids } = world;
    const inSouth = testScope(merchantId, "store_manager", { storeIds: [south] });
    expect((await listMembers(inSouth)).rows.map((row) => row.id)).toEqual([ids.ben]);
    expect(await getMember(inSouth, ids.ann)).toBeNull();
    expect(await searchMembers(inSouth, "Annie")).toEqual([]);
    expect((await listMemberParticipations(inSouth, ids.ann)).rows).toEqual([]);
    const northView = testScope(merchantId, "group_admin", { storeId: north });
    expect((await listMembers(northView)).rows.map((row) => row.id)).toEqual([ids.ann]);
  });

  it("tells nothing of another merchant's members, whatever ids are named", async () => {
    const { other, ids, stranger, groups, vip, silver } = world;
    const theirs = testScope(other);
    expect(await getMember(theirs, ids.ann)).toBeNull();
    expect((await listMemberParticipations(theirs, ids.ann)).rows).toEqual([]);
    expect(await namedMembers(theirs, [ids.ann])).toEqual([]);
    expect((await searchMembers(theirs, "60120001")).map((row) => row.id)).toEqual([stranger]);
    expect((await findMemberByPhone(theirs, "60120001"))?.id).toBe(stranger);
    const named = match({
      tagIds: [vip],
      tierIds: [silver],
      groupIds: Object.values(groups),
      memberIds: [ids.ann],
    });
    expect(await countAudience(theirs, named)).toEqual({ count: 0, capped: false });
    expect((await listMembers(theirs, { groupIds: Object.values(groups) })).rows).toEqual([]);
    const builtIn = builtInGroups.map(({ id }) => ({ id, name: id, kind: "built_in" }));
    expect(await audienceOptions(theirs)).toEqual({ plans: [], groups: builtIn, tags: [] });
  });

  it("tells a member's groups of both kinds, tiers, tags and wins", async () => {
    const ann = await getMember(admin(), world.ids.ann);
    const { birthday, ordered, tagged } = world.groups;
    expect(ann?.groups.map((group) => group.id).sort()).toEqual([birthday, ordered, tagged].sort());
    expect(ann?.tiers.map((tier) => tier.name)).toEqual(["Gold"]);
    const first = await listMemberParticipations(admin(), world.ids.ann, { size: 1 });
    expect(first.rows).toMatchObject([{ pool: 1, coupons: 2 }]);
    const second = await listMemberParticipations(admin(), world.ids.ann, {
      size: 1,
      cursor: first.nextCursor,
    });
    expect(second).toMatchObject({ rows: [{ coupons: 2 }], nextCursor: null });
    expect(second.rows[0]?.id).not.toBe(first.rows[0]?.id);
  });

  it("offers plans with tiers lowest first, groups and tags", async () => {
    const options = await audienceOptions(memberScope(world.merchantId, world.ids.ann));
    expect(options.plans[0]?.tiers.map((tier) => tier.name)).toEqual(["Silver", "Gold"]);
    expect(options.groups).toHaveLength(6 + builtInGroups.length);
    expect(options.tags.map((tag) => tag.name)).toEqual(["vip"]);
  });
});
