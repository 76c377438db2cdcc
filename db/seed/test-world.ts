import type { Tx } from "@/db/client";
import { mails, messages } from "@/db/schema/notifications";
import { alerts } from "@/db/schema/operations";
import { accessRequests, staffInvites, staffTotp } from "@/db/schema/staff";
import {
  makeCategory,
  makeGroup,
  makeMember,
  makeMerchant,
  makePlan,
  makeProduct,
  makeStaff,
  makeStore,
  makeTag,
} from "@/db/seed/factories";
import { makeActivity, makeCoupon } from "@/db/seed/offers";
import { makePromotion, type Promotion } from "@/db/seed/test-links";
import { makeDesk, makeOffers, type Offered } from "@/db/seed/test-offers";
import { makeOutside, type Outside } from "@/db/seed/test-outside";
import type { TestPacks } from "@/db/seed/test-packs";
import { makePage, makePageTemplate } from "@/db/seed/test-pages";
import { makeParticipation, makeViews, makeVoucher } from "@/db/seed/wins";
import { newId } from "@/lib/kernel/id";
import { localDate } from "@/lib/kernel/time";
import type { Role, roles } from "@/lib/platform/auth/scope";
import { seal } from "@/lib/platform/crypto";

const ZONE = "Asia/Hong_Kong";
const DAY = 86_400_000;

/** What of a test world belongs to one of its two stores only. */
export type StoreCorner = {
  readonly storeId: string;
  readonly productId: string;
  readonly memberId: string;
  /** E.164. */
  readonly phone: string;
  readonly couponId: string;
  readonly activityId: string;
  readonly slug: string;
  readonly poolId: string;
  readonly password: string;
  readonly participationId: string;
  readonly voucherIds: readonly string[];
};

type Others = Outside & Promotion & Offered;

/** A whole small merchant for tests: one of everything there is, and two stores that share nothing but the group. */
export type TestWorld = Others & {
  readonly merchantId: string;
  readonly slug: string;
  /** Stands in every text of this world and nowhere else. */
  readonly marker: string;
  readonly staff: Readonly<Record<Role, { readonly id: string; readonly email: string }>>;
  readonly categoryId: string;
  readonly productId: string;
  readonly planId: string;
  readonly tierId: string;
  readonly tagId: string;
  readonly groupId: string;
  /** Worn and held by nobody, named by nothing. */
  readonly spareTagId: string;
  readonly sparePlanId: string;
  /** Good in all stores. */
  readonly couponId: string;
  readonly draftId: string;
  readonly messageId: string;
  /** Open, about the coupon that is good in all stores. */
  readonly alertId: string;
  /** Of a cashier for the second store, open. */
  readonly inviteId: string;
  /** The analyst's, open. */
  readonly accessRequestId: string;
  /** A view of the coupon list, made by the group admin and shared with all. */
  readonly viewId: string;
  /** What the group admin began to type for a new product. */
  readonly formDraftId: string;
  /** A template of pages; each activity has a page whose first version is live. */
  readonly pageTemplateId: string;
  readonly first: StoreCorner;
  readonly second: StoreCorner;
  /** Where they were asked for (test-packs.ts). */
  readonly packs?: TestPacks;
};

/**
 * Makes a test world. `marker` must be a word of capital letters that no other world has; the store manager and the
 * cashier work in the first store only.
 */
export async function makeTestWorld(
  tx: Tx,
  marker: string,
  { passwordHash }: { readonly passwordHash?: string } = {},
): Promise<TestWorld> {
  const slug = marker.toLowerCase();
  const merchantId = await makeMerchant(tx, { slug, name: `${marker} merchant` });
  const firstStore = await makeStore(tx, merchantId, { name: `${marker} first store` });
  const secondStore = await makeStore(tx, merchantId, { name: `${marker} second store` });
  const person = async (role: Role) => {
    const email = `${role}@${slug}.example`;
    const own = role === "store_manager" || role === "cashier" ? [firstStore] : [];
    const name = `${marker} ${role.replace("_", " ")}`;
    return {
      id: await makeStaff(tx, merchantId, { role, email, name, passwordHash, storeIds: own }),
      email,
    };
  };
  const staff = {
    group_admin: await person("group_admin"),
    marketer: await person("marketer"),
    finance: await person("finance"),
    store_manager: await person("store_manager"),
    cashier: await person("cashier"),
    analyst: await person("analyst"),
  } satisfies Record<(typeof roles)[number], unknown>;
  const categoryId = await makeCategory(tx, merchantId, { name: `${marker} shelf` });
  const productId = await makeProduct(tx, merchantId, {
    name: `${marker} product`,
    categoryIds: [categoryId],
  });
  const plan = await makePlan(tx, merchantId, {
    name: `${marker} plan`,
    tiers: [`${marker} silver`, `${marker} gold`],
  });
  const tagId = await makeTag(tx, merchantId, `${marker} tag`);
  const couponId = await makeCoupon(tx, merchantId, { name: `${marker} coupon` });
  const draftMarks = { publishedAt: null, createdBy: staff.marketer.id };
  const draftId = await makeCoupon(tx, merchantId, { name: `${marker} draft` }, draftMarks);
  const tierId = plan.tierIds[0] ?? "";
  const tier = { planId: plan.id, tierId };
  const common = { merchantId, marker, categoryId, tagIds: [tagId], tier };
  const first = await makeCorner(tx, { ...common, word: "first", storeId: firstStore });
  const second = await makeCorner(tx, { ...common, word: "second", storeId: secondStore });
  const groupId = await makeGroup(tx, merchantId, { name: `${marker} group`, memberIds: [first.memberId] });
  const spareTagId = await makeTag(tx, merchantId, `${marker} spare tag`);
  const sparePlan = await makePlan(tx, merchantId, {
    name: `${marker} spare plan`,
    tiers: [`${marker} spare tier`],
  });
  const messageId = newId("msg");
  await tx.insert(messages).values({
    merchantId,
    id: messageId,
    channel: "built_in",
    recipient: first.phone,
    body: `${marker} code 000000`,
  });
  const alertId = newId("alt");
  await tx.insert(alerts).values({
    merchantId,
    id: alertId,
    kind: "reconciliation",
    subject: "coupon_issued",
    detail: { count: 1, examples: [couponId] },
  });
  const { inviteId, accessRequestId } = await makeStaffing(tx, {
    merchantId,
    marker,
    storeId: secondStore,
    staff,
  });
  const desk = await makeDesk(tx, merchantId, marker, staff.group_admin.id);
  const spare = { spareTagId, sparePlanId: sparePlan.id };
  const group = {
    categoryId,
    productId,
    planId: plan.id,
    tierId,
    tagId,
    groupId,
    couponId,
    draftId,
    ...spare,
  };
  const outside = await makeOutside(tx, merchantId, marker);
  const open = { messageId, alertId, inviteId, accessRequestId, ...outside };
  const givers = { staffId: staff.group_admin.id, managerId: staff.store_manager.id };
  const offers = await makeOffers(tx, { merchantId, marker, ...givers, first, second });
  const promotion = await makePromotion(tx, { merchantId, marker, first, second });
  const pageTemplateId = await makePageTemplate(tx, merchantId, `${marker} page`);
  const made = { ...group, ...open, ...desk, ...offers, ...promotion, pageTemplateId };
  return { merchantId, slug, marker, staff, ...made, first, second };
}

type Staffing = Pick<TestWorld, "merchantId" | "marker" | "staff"> & { readonly storeId: string };

/** What of a world is about who works there: an invite with its mail, and an analyst with two factors who asks for more. */
async function makeStaffing(tx: Tx, { merchantId, marker, storeId, staff }: Staffing) {
  const inviteId = newId("inv");
  const email = `invited@${marker.toLowerCase()}.example`;
  await tx.insert(staffInvites).values({
    merchantId,
    id: inviteId,
    email,
    role: "cashier",
    storeIds: [storeId],
    serial: newId("inv"),
    invitedBy: staff.group_admin.id,
    expiresAt: new Date(Date.now() + 7 * DAY),
  });
  await tx.insert(mails).values({
    merchantId,
    id: newId("mai"),
    recipient: email,
    subject: `${marker} invites you`,
    body: seal("mail", `${marker} link`),
  });
  const secret = seal("staff-totp", Buffer.from(`${marker} secret`).toString("base64url"));
  await tx.insert(staffTotp).values({ staffId: staff.analyst.id, secret, lastStep: 0 });
  const accessRequestId = newId("acr");
  const asks = { staffId: staff.analyst.id, capability: "coupon.write" };
  await tx.insert(accessRequests).values({ merchantId, id: accessRequestId, ...asks });
  return { inviteId, accessRequestId };
}

type CornerFacts = {
  readonly merchantId: string;
  readonly marker: string;
  readonly word: string;
  readonly storeId: string;
  readonly categoryId: string;
  readonly tagIds: readonly string[];
  readonly tier: { planId: string; tierId: string };
};

async function makeCorner(tx: Tx, facts: CornerFacts): Promise<StoreCorner> {
  const { merchantId, storeId, categoryId, tagIds, tier } = facts;
  const named = (what: string) => `${facts.marker} ${facts.word} ${what}`;
  const now = new Date();
  const productId = await makeProduct(tx, merchantId, {
    name: named("product"),
    categoryIds: [categoryId],
    storeIds: [storeId],
  });
  const phone = `+8526${phoneTail(merchantId, facts.word)}`;
  const memberId = await makeMember(tx, merchantId, {
    phone,
    name: named("member"),
    nickname: named("nick"),
    homeStoreId: storeId,
    tier,
    tagIds,
  });
  const couponId = await makeCoupon(tx, merchantId, {
    name: named("coupon"),
    description: named("description"),
    conditions: { storeIds: [storeId] },
    distribution: { methods: ["targeted"], quantity: 100 },
  });
  const password = named("password");
  const activity = await makeActivity(tx, merchantId, {
    name: named("activity"),
    code: `${facts.marker}-${facts.word}`.toUpperCase(),
    startsAt: new Date(now.getTime() - DAY).toISOString(),
    endsAt: new Date(now.getTime() + 30 * DAY).toISOString(),
    description: named("activity description"),
    rulesText: named("rules"),
    passwords: [{ password, inventory: 50, prizes: [{ couponId, quantity: 1 }] }],
    sharing: { allowed: true, title: named("share"), subtitle: "" },
  });
  const poolId = activity.poolIds[0] ?? "";
  const at = new Date(now.getTime() - 3_600_000);
  const win = await makeParticipation(tx, merchantId, { activityId: activity.id, poolId, memberId, at });
  const granted = await makeVoucher(tx, merchantId, { memberId, couponId, at });
  const used = await makeVoucher(tx, merchantId, { memberId, couponId, at, usedAt: now, usedIn: storeId });
  await makePage(tx, merchantId, activity.id, named("page"));
  await makeViews(tx, merchantId, activity.id, { [localDate(now, ZONE)]: 7 });
  return {
    storeId,
    productId,
    memberId,
    phone,
    couponId,
    activityId: activity.id,
    slug: activity.slug,
    poolId,
    password,
    participationId: win.id,
    voucherIds: [...win.voucherIds, granted, used],
  };
}

/** Seven digits of a phone, in practice different for every world and store. */
function phoneTail(merchantId: string, word: string): string {
  let sum = 0;
  for (const char of `${merchantId}${word}`) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 8_999_999;
  return String(1_000_000 + sum);
}
