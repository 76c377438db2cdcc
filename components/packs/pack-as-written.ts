import type { PackItemRow } from "@/lib/packs/queries/contents";
import type { PackDetail } from "@/lib/packs/queries/packs";
import type { PackInput, PackSale } from "@/lib/packs/schema";

const item = ({ couponId, quantity, starts, validDays }: PackItemRow) => ({
  couponId,
  quantity,
  starts,
  validDays,
});

/** How a pack is sold, as its form takes it; null for a campaign pack. */
export function saleOf(pack: PackDetail): PackSale | null {
  if (pack.type !== "paid" || pack.priceMinor === null) return null;
  return {
    priceMinor: pack.priceMinor,
    currency: pack.currency,
    channels: pack.channels,
    from: pack.salesFrom?.toISOString() ?? null,
    until: pack.salesUntil?.toISOString() ?? null,
    quantity: pack.stock.quantity,
    storeIds: pack.storeIds ?? "all",
    redirectUrl: pack.redirectUrl,
    autoRefund: pack.autoRefund,
    limit: pack.purchaseLimit,
    limitPerDay: pack.purchaseLimitPerDay,
  };
}

/** A pack as somebody wrote it, ready to be written on. */
export function packAsWritten(pack: PackDetail): PackInput {
  const { name, description, translations, imageId, imageAlt, contents } = pack;
  const words = {
    ...{ name, description, translations },
    image: imageId === null ? null : { id: imageId, alt: imageAlt },
    contents: {
      schedule: contents.schedule,
      items: contents.items.map(item),
      firstItems: contents.firstItems?.map(item) ?? null,
    },
  };
  const sale = saleOf(pack);
  return sale ? { type: "paid", ...words, sale } : { type: "campaign", ...words };
}
