import { and, eq } from "drizzle-orm";
import { db, type Tx } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { apiKeys } from "@/db/schema/operations";
import { demoActivity, makeDemoActivities, makeDemoCoupons } from "@/db/seed/demo-offers";
import { makeDemoOrders } from "@/db/seed/demo-orders";
import { makeDemoPacks } from "@/db/seed/demo-packs";
import { demoMemberPhone, demoMembers, demoProducts, demoStaff } from "@/db/seed/demo-people";
import { makeDemoPlacements } from "@/db/seed/demo-placements";
import {
  makeApiKey,
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
import { inTransaction } from "@/db/transaction";
import { keyScopes } from "@/lib/platform/auth/permissions";
import { digest, hashPassword, keyedHash } from "@/lib/platform/crypto";

/** What a newcomer needs to look around: links and sign-ins. Written to .data/demo.json. */
export type Demo = {
  baseUrl: string;
  merchantId: string;
  currency: string;
  staff: { email: string; password: string; role: string; name: string }[];
  member: { phone: string };
  activityUrl: string;
  activityPassword: string;
  /** Of the API, with every scope. */
  apiKey: string;
};

const SLUG = "demo";
const DAY = 86_400_000;

/**
 * The demo merchant, made once: all of it or nothing, and left alone ever after. Call it only where the demo flag is
 * on, because its staff have well-known passwords.
 */
export async function seedDemo({ baseUrl }: { baseUrl: string }): Promise<Demo> {
  const found = await demoMerchant();
  const merchantId = found ?? (await tellStory());
  return {
    baseUrl,
    merchantId,
    currency: "HKD",
    staff: demoStaff.map((person) => ({ ...person })),
    member: { phone: demoMemberPhone },
    activityUrl: `${baseUrl}/a/${demoActivity.code.toLowerCase()}`,
    activityPassword: demoActivity.password,
    apiKey: await demoApiKey(merchantId),
  };
}

/**
 * The demo's API key: made of the data key, so that it is the same at every start although it is stored nowhere. Put in
 * where it is missing; scopes that came later are added; one that was revoked stays so.
 */
async function demoApiKey(merchantId: string): Promise<string> {
  const key = `sk_${keyedHash("demo-api-key", merchantId)}`;
  await inTransaction(async (tx) => {
    const known = await tx
      .update(apiKeys)
      .set({ scopes: [...keyScopes] })
      .where(eq(apiKeys.keyHash, digest(key)))
      .returning({ id: apiKeys.id });
    if (known.length === 0) await makeApiKey(tx, merchantId, { name: "Demo", key, ratePerMinute: 60_000 });
  });
  return key;
}

async function demoMerchant(): Promise<string | null> {
  const [row] = await db()
    .select({ id: merchants.id })
    .from(merchants)
    .where(and(eq(merchants.slug, SLUG)));
  return row?.id ?? null;
}

async function tellStory(): Promise<string> {
  const hashes = await Promise.all(demoStaff.map((person) => hashPassword(person.password)));
  const now = new Date();
  return await inTransaction(
    async (tx) => {
      const createdAt = new Date(now.getTime() - 420 * DAY);
      const merchantId = await makeMerchant(tx, {
        slug: SLUG,
        name: "Harbour Tea House",
        createdAt,
        // Its sign-ins are printed for everybody to try; the console reminds of it.
        requireTwoFactor: false,
      });
      const storeIds = await makeStores(tx, merchantId);
      const staffIds: string[] = [];
      for (const [i, person] of demoStaff.entries()) {
        const ownStores = person.role === "store_manager" || person.role === "cashier";
        const bound = ownStores ? [idOf(storeIds, "Mong Kok")] : [];
        const { email, name, role } = person;
        staffIds.push(
          await makeStaff(tx, merchantId, { email, name, role, passwordHash: hashes[i], storeIds: bound }),
        );
      }
      const { categoryIds, productIds } = await makeCatalogue(tx, merchantId, storeIds);
      const { memberIds, tierIds } = await makeMembers(tx, merchantId, storeIds, now);
      const world = {
        merchantId,
        now,
        createdBy: staffIds[2] ?? "",
        storeIds,
        productIds,
        categoryIds,
        tierIds,
        memberIds,
      };
      const coupons = await makeDemoCoupons(tx, world);
      const { winter } = await makeDemoActivities(tx, world, coupons);
      const { monthly } = await makeDemoPacks(tx, world, coupons);
      const { createdBy } = world;
      const placed = { activityId: winter, packId: monthly };
      await makeDemoPlacements(tx, { merchantId, now, createdBy, ...placed });
      await makeDemoOrders(tx, { ...world, createdBy: staffIds[0] ?? "" }, coupons);
      return merchantId;
    },
    { withinMs: 60_000 },
  );
}

function idOf(ids: Readonly<Record<string, string>>, name: string): string {
  const found = ids[name];
  if (!found) throw new Error(`the story knows no ${name}`);
  return found;
}

export async function makeStores(tx: Tx, merchantId: string): Promise<Record<string, string>> {
  const make = (name: string, address: string, regions: string[]) =>
    makeStore(tx, merchantId, { name, address, regions, deliveryMinor: 3000 });
  return {
    "Mong Kok": await make("Mong Kok", "Shop 3, 18 Fa Yuen Street, Mong Kok, Kowloon", [
      "Counter",
      "Terrace",
    ]),
    Central: await make("Central", "G/F, 41 Wellington Street, Central, Hong Kong", ["Counter", "Tea room"]),
    "Sha Tin": await make("Sha Tin", "Shop 217, New Town Arcade, Sha Tin, New Territories", []),
    Ginza: await makeStore(tx, merchantId, {
      name: "Ginza",
      address: "5-7-2 Ginza, Chuo-ku, Tokyo",
      currency: "JPY",
      timeZone: "Asia/Tokyo",
    }),
  };
}

export async function makeCatalogue(tx: Tx, merchantId: string, storeIds: Record<string, string>) {
  const categoryIds: Record<string, string> = {};
  const productIds: Record<string, string> = {};
  for (const product of demoProducts) {
    categoryIds[product.shelf] ??= await makeCategory(tx, merchantId, { name: product.shelf });
    productIds[product.name] = await makeProduct(tx, merchantId, {
      name: product.name,
      sku: product.sku,
      categoryIds: [idOf(categoryIds, product.shelf)],
      prices: { HKD: product.hkd, ...("jpy" in product ? { JPY: product.jpy } : {}) },
      storeIds: "stores" in product ? product.stores.map((name) => idOf(storeIds, name)) : undefined,
    });
  }
  return { categoryIds, productIds };
}

export async function makeMembers(tx: Tx, merchantId: string, storeIds: Record<string, string>, now: Date) {
  const names = ["Silver", "Gold", "Black"];
  const plan = await makePlan(tx, merchantId, { name: "Tea Club", tiers: names });
  const tierIds = Object.fromEntries(names.map((name, i) => [name, plan.tierIds[i] ?? ""]));
  const tagIds: Record<string, string> = {};
  for (const tag of ["vip", "student", "office", "lapsed"]) tagIds[tag] = await makeTag(tx, merchantId, tag);
  const memberIds: string[] = [];
  const regulars: string[] = [];
  for (const [i, person] of demoMembers.entries()) {
    const { name, nickname = null, birthday = null, tier, tags = [], store } = person;
    const registeredAt = new Date(now.getTime() - person.since * DAY - i * 1_260_000);
    const firstPaidAt = person.ordered ? new Date(registeredAt.getTime() + 2 * 3_600_000) : null;
    const id = await makeMember(tx, merchantId, {
      phone: `+852601200${String(i + 1).padStart(2, "0")}`,
      name,
      nickname,
      birthday,
      registeredAt,
      createdAt: registeredAt,
      homeStoreId: store ? idOf(storeIds, store) : null,
      firstPaidAt,
      lastPaidAt: firstPaidAt,
      tier: tier ? { planId: plan.id, tierId: idOf(tierIds, tier) } : undefined,
      tagIds: tags.map((tag) => idOf(tagIds, tag)),
    });
    memberIds.push(id);
    if (person.regular) regulars.push(id);
  }
  const registeredAt = new Date(now.getTime() - 14 * DAY);
  await makeMember(tx, merchantId, {
    phone: demoMemberPhone,
    name: "Demo Member",
    registeredAt,
    tier: { planId: plan.id, tierId: idOf(tierIds, "Silver") },
    homeStoreId: idOf(storeIds, "Mong Kok"),
  });
  await makeGroup(tx, merchantId, { name: "Regulars", memberIds: regulars });
  const rule = (name: string, value: Parameters<typeof makeGroup>[2]) =>
    makeGroup(tx, merchantId, { name, ...value });
  await rule("Newly registered", { rule: { type: "registered_within", days: 30 } });
  await rule("Birthday this month", { rule: { type: "birthday_month" } });
  return { memberIds, tierIds };
}
