import type { Tx } from "@/db/client";
import type { DemoWorld, makeDemoCoupons } from "@/db/seed/demo-offers";
import { makePack, makePurchase } from "@/db/seed/past-packs";
import { addDays, localDate, startOfDay } from "@/lib/kernel/time";

const ZONE = "Asia/Hong_Kong";
const DAY = 86_400_000;

/** A free pack that welcomes, a monthly one that is sold, one that is nearly sold out, and one that is still to come. */
export async function makeDemoPacks(
  tx: Tx,
  { merchantId, now, createdBy, storeIds, memberIds }: DemoWorld,
  coupons: Awaited<ReturnType<typeof makeDemoCoupons>>,
): Promise<{ monthly: string }> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY);
  const welcome = await makePack(
    tx,
    merchantId,
    {
      name: "Welcome to Harbour Tea",
      description: "Three small thank-yous for a first visit.",
      items: [
        { couponId: coupons.cash, quantity: 1, validDays: 30 },
        { couponId: coupons.bun, quantity: 1, starts: { type: "days", days: 1 }, validDays: 14 },
        { couponId: coupons.oolong, quantity: 1, validDays: 21 },
      ],
    },
    { createdBy, publishedAt: ago(10) },
  );
  const monthly = await makePack(
    tx,
    merchantId,
    {
      name: "Monthly tea pass",
      description: "Two vouchers every month for half a year, and an egg tart to begin with.",
      schedule: { type: "recurring", every: { unit: "month", day: 1 }, cycles: 6 },
      items: [{ couponId: coupons.cash, quantity: 2, validDays: 31 }],
      firstItems: [
        { couponId: coupons.cash, quantity: 2, validDays: 31 },
        { couponId: coupons.bun, quantity: 1, validDays: 31 },
      ],
      sale: { priceMinor: 16800, autoRefund: true, limit: 3 },
    },
    { createdBy, publishedAt: ago(11) },
  );
  const three = await makePack(
    tx,
    merchantId,
    {
      name: "Three afternoons",
      description: "Three vouchers of HK$20 for the price of two.",
      items: [{ couponId: coupons.cash, quantity: 3, validDays: 60 }],
      sale: {
        priceMinor: 4000,
        quantity: 12,
        limitPerDay: 2,
        storeIds: [storeIds["Mong Kok"] ?? "", storeIds["Sha Tin"] ?? ""],
      },
    },
    { createdBy, publishedAt: ago(9) },
  );
  await makePack(
    tx,
    merchantId,
    {
      name: "New year tea chest",
      description: "Five vouchers to begin the year with.",
      items: [{ couponId: coupons.cash, quantity: 5, validDays: 90 }],
      sale: {
        priceMinor: 7500,
        quantity: 200,
        channels: ["mall"],
        from: startOfDay(addDays(localDate(now, ZONE), 20), ZONE).toISOString(),
      },
    },
    { createdBy, publishedAt: ago(1) },
  );
  for (const [i, memberId] of memberIds.slice(0, 7).entries()) {
    await makePurchase(tx, merchantId, { packId: monthly, memberId, at: ago(1 + i), now, used: i % 3 });
  }
  for (const [i, memberId] of memberIds.slice(5, 14).entries()) {
    await makePurchase(tx, merchantId, { packId: three, memberId, at: ago(0.5 + i / 2), now, used: i % 2 });
  }
  for (const [i, memberId] of memberIds.slice(20, 25).entries()) {
    const given = { status: "given", givenBy: createdBy } as const;
    await makePurchase(tx, merchantId, { packId: welcome, memberId, at: ago(2 + i), now, ...given });
  }
  return { monthly };
}
