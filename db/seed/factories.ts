import { randomUUID } from "node:crypto";
import type { Tx } from "@/db/client";
import { categories, productCategories, productPrices, productStores, products } from "@/db/schema/catalogue";
import {
  cardPlans,
  memberGroupMembers,
  memberGroups,
  members,
  memberTags,
  memberTiers,
  tags,
  tiers,
} from "@/db/schema/members";
import { merchants, staff, staffRoles, staffStores, stores } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import { newId } from "@/lib/kernel/id";
import type { GroupRule } from "@/lib/members/schema";
import { keyScopes } from "@/lib/platform/auth/permissions";
import { mintScope, type Role, type Scope } from "@/lib/platform/auth/scope";
import { digest } from "@/lib/platform/crypto";

let serial = 0;
/** A number that no earlier call in this process gave: for names that must differ. */
export const next = () => ++serial;

/** A request id that nobody used before. */
export const freshRequestId = () => randomUUID();

/** A scope as a gate would mint it, for tests and the seed: a staff member of `role` who works everywhere. */
export function testScope(
  merchantId: string,
  role: Role | null = "group_admin",
  more: Partial<Omit<Scope, "merchantId" | "role">> = {},
): Scope {
  return mintScope({
    merchantId,
    actor: role ? { type: "staff", id: `stf_test_${role}` } : { type: "system", id: null },
    role,
    storeIds: "all",
    storeId: null,
    requestId: "test",
    ...more,
  });
}

/** A member's own scope at a merchant. */
export const memberScope = (merchantId: string, memberId: string): Scope =>
  testScope(merchantId, null, { actor: { type: "member", id: memberId } });

type New<T extends { $inferInsert: object }> = Partial<T["$inferInsert"]>;

export async function makeMerchant(tx: Tx, more: New<typeof merchants> = {}): Promise<string> {
  const id = newId("mch");
  await tx.insert(merchants).values({
    id,
    slug: `merchant-${next()}-${id.slice(-6)}`,
    name: "Test merchant",
    currency: "HKD",
    timeZone: "Asia/Hong_Kong",
    // Its people have a password alone, unless a test says otherwise.
    requireTwoFactor: false,
    ...more,
  });
  return id;
}

export async function makeStore(tx: Tx, merchantId: string, more: New<typeof stores> = {}): Promise<string> {
  const id = newId("str");
  await tx.insert(stores).values({
    merchantId,
    id,
    name: `Store ${next()}`,
    currency: "HKD",
    timeZone: "Asia/Hong_Kong",
    ...more,
  });
  return id;
}

export async function makeStaff(
  tx: Tx,
  merchantId: string,
  person: {
    role: Role;
    email?: string;
    name?: string;
    passwordHash?: string;
    storeIds?: readonly string[];
  },
): Promise<string> {
  const id = newId("stf");
  const { role, storeIds = [], passwordHash = "no password", name = `Staff ${next()}` } = person;
  await tx.insert(staff).values({ id, email: person.email ?? `${id}@test.example`, name, passwordHash });
  await tx.insert(staffRoles).values({ merchantId, staffId: id, role });
  if (storeIds.length > 0) {
    await tx.insert(staffStores).values(storeIds.map((storeId) => ({ merchantId, staffId: id, storeId })));
  }
  return id;
}

/** An API key with every scope and a rate that no test meets; unless given, `key` is a new one. */
export async function makeApiKey(
  tx: Tx,
  merchantId: string,
  more: New<typeof apiKeys> & { key?: string } = {},
): Promise<{ id: string; key: string }> {
  const id = newId("key");
  const { key = `sk_test_${id}`, ...row } = more;
  await tx.insert(apiKeys).values({
    merchantId,
    id,
    name: `Key ${next()}`,
    keyHash: digest(key),
    lastFour: key.slice(-4),
    scopes: [...keyScopes],
    ratePerMinute: 1_000_000,
    ...row,
  });
  return { id, key };
}

export async function makeCategory(
  tx: Tx,
  merchantId: string,
  more: New<typeof categories> = {},
): Promise<string> {
  const id = newId("cat");
  await tx.insert(categories).values({ merchantId, id, name: `Category ${next()}`, ...more });
  return id;
}

export async function makeProduct(
  tx: Tx,
  merchantId: string,
  more: New<typeof products> & {
    categoryIds?: readonly string[];
    /** Minor units by currency. */
    prices?: Readonly<Record<string, number>>;
    /** The currencies in which its price is on offer. */
    offers?: readonly string[];
    /** Given: sold in these stores only. */
    storeIds?: readonly string[];
  } = {},
): Promise<string> {
  const id = newId("prd");
  const { categoryIds = [], prices = { HKD: 3000 }, offers = [], storeIds, ...row } = more;
  await tx
    .insert(products)
    .values({ merchantId, id, name: `Product ${next()}`, allStores: storeIds === undefined, ...row });
  const of = { merchantId, productId: id };
  if (categoryIds.length > 0) {
    await tx.insert(productCategories).values(categoryIds.map((categoryId) => ({ ...of, categoryId })));
  }
  const priced = Object.entries(prices);
  if (priced.length > 0) {
    const onOffer = (currency: string) => offers.includes(currency);
    await tx
      .insert(productPrices)
      .values(
        priced.map(([currency, priceMinor]) => ({ ...of, currency, priceMinor, onOffer: onOffer(currency) })),
      );
  }
  if (storeIds && storeIds.length > 0) {
    await tx.insert(productStores).values(storeIds.map((storeId) => ({ ...of, storeId })));
  }
  return id;
}

/** A card plan with its tiers, lowest first. */
export async function makePlan(
  tx: Tx,
  merchantId: string,
  plan: { name?: string; tiers?: readonly string[] } = {},
): Promise<{ id: string; tierIds: string[] }> {
  const id = newId("pln");
  await tx.insert(cardPlans).values({ merchantId, id, name: plan.name ?? `Plan ${next()}` });
  const rungs = (plan.tiers ?? ["Silver", "Gold"]).map((name, i) => ({
    merchantId,
    id: newId("tir"),
    planId: id,
    name,
    rank: i + 1,
  }));
  await tx.insert(tiers).values(rungs);
  return { id, tierIds: rungs.map((rung) => rung.id) };
}

export async function makeTag(tx: Tx, merchantId: string, name = `tag ${next()}`): Promise<string> {
  const id = newId("tag");
  await tx.insert(tags).values({ merchantId, id, name });
  return id;
}

/** A group by `rule`, or hand-picked when there is none. */
export async function makeGroup(
  tx: Tx,
  merchantId: string,
  group: { name?: string; rule?: GroupRule | null; memberIds?: readonly string[] } = {},
): Promise<string> {
  const id = newId("grp");
  const { name = `Group ${next()}`, rule = null, memberIds = [] } = group;
  await tx.insert(memberGroups).values({ merchantId, id, name, kind: rule ? "rule" : "picked", rule });
  if (memberIds.length > 0) {
    await tx
      .insert(memberGroupMembers)
      .values(memberIds.map((memberId) => ({ merchantId, groupId: id, memberId })));
  }
  return id;
}

export async function makeMember(
  tx: Tx,
  merchantId: string,
  more: New<typeof members> & {
    tier?: { planId: string; tierId: string };
    tagIds?: readonly string[];
    groupIds?: readonly string[];
  } = {},
): Promise<string> {
  const id = newId("mbr");
  const { tier, tagIds = [], groupIds = [], ...row } = more;
  const phone = `+8526${String(1_000_000 + next()).padStart(7, "0")}`;
  await tx.insert(members).values({ merchantId, id, phone, ...row });
  if (tier) await tx.insert(memberTiers).values({ merchantId, memberId: id, ...tier });
  if (tagIds.length > 0) {
    await tx.insert(memberTags).values(tagIds.map((tagId) => ({ merchantId, memberId: id, tagId })));
  }
  if (groupIds.length > 0) {
    await tx
      .insert(memberGroupMembers)
      .values(groupIds.map((groupId) => ({ merchantId, groupId, memberId: id })));
  }
  return id;
}
