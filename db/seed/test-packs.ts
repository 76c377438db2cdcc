import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { packGifts, packRefundRequests } from "@/db/schema/pack-purchases";
import { makePack, makePurchase } from "@/db/seed/past-packs";
import type { StoreCorner, TestWorld } from "@/db/seed/test-world";
import { newId } from "@/lib/kernel/id";

const HOUR = 3_600_000;

/** A paid pack of one store's, and what that store's member bought of it. */
export type PackCorner = { readonly packId: string; readonly purchaseId: string };

/** What packs a test world has; not all have some. */
export type TestPacks = {
  readonly first: PackCorner;
  readonly second: PackCorner;
  /** Bought in the second store, and its member asks for the money. */
  readonly askedPurchaseId: string;
  /** Wanted in the second store, and held unpaid for a day. */
  readonly unpaidPurchaseId: string;
  /** Two of the second store's pack, given to a number that is no member yet. */
  readonly waitingGiftId: string;
};

/** Gives a test world a recurring pack in each of its stores, bought and delivered once. */
export async function makeTestPacks(tx: Tx, world: TestWorld): Promise<TestPacks> {
  const { merchantId, marker, slug } = world;
  const now = new Date();
  const buy = (packId: string, memberId: string) =>
    makePurchase(tx, merchantId, { packId, memberId, at: new Date(now.getTime() - HOUR), now });
  const corner = async (word: string, { storeId, couponId, memberId }: StoreCorner) => {
    const packId = await makePack(tx, merchantId, {
      name: `${marker} ${word} pack`,
      description: `${marker} ${word} pack description`,
      schedule: { type: "recurring", every: { unit: "month", day: 31 }, cycles: 3 },
      items: [{ couponId }],
      sale: { priceMinor: 1000, storeIds: [storeId], redirectUrl: `/m/${slug}/coupons` },
    });
    return { packId, purchaseId: await buy(packId, memberId) };
  };
  const first = await corner("first", world.first);
  const second = await corner("second", world.second);
  const askedPurchaseId = await buy(second.packId, world.second.memberId);
  await tx.insert(packRefundRequests).values({
    ...{ merchantId, id: newId("prr"), purchaseId: askedPurchaseId, reason: `${marker} second reason` },
    ...{ actorType: "member", actorId: world.second.memberId },
  });
  const unpaidPurchaseId = await makePurchase(tx, merchantId, {
    ...{ packId: second.packId, memberId: world.second.memberId, status: "placed", at: now, now },
    expiresAt: new Date(now.getTime() + 24 * HOUR),
  });
  const waitingGiftId = newId("pgf");
  await tx.insert(packGifts).values({
    ...{ merchantId, id: waitingGiftId, packId: second.packId, contentsVersion: 1, quantity: 2 },
    ...{ phone: "+85251239876", actorType: "system", note: `${marker} second note` },
  });
  await tx.execute(sql`update pack_stock set given = given + 2
    where merchant_id = ${merchantId} and pack_id = ${second.packId} and shard = 0`);
  return { first, second, askedPurchaseId, unpaidPurchaseId, waitingGiftId };
}

/** Of a world that has packs. */
export function packsOf({ packs }: TestWorld): TestPacks {
  if (!packs) throw new Error("this world has no packs");
  return packs;
}
