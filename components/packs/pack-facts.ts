import type { TicketFacts } from "@/components/coupons/ticket-words";
import type { PackItemRow } from "@/lib/packs/queries/contents";

type OfCoupon = "couponName" | "currency" | "benefit" | "conditions" | "scope" | "faceColour" | "productName";
/** What a coupon of a pack is shown by: one of a stored pack, or of one that is being written. */
export type PackItemFacts = Pick<PackItemRow, "couponId" | "quantity" | "starts" | "validDays" | OfCoupon>;

/** A coupon of a pack as its ticket is drawn: it works as long as the pack says, from when it is delivered. */
export function packFacts(item: PackItemFacts, timeZone: string, now: Date): TicketFacts {
  const { couponName: name, currency, benefit, conditions, scope, faceColour, starts, validDays } = item;
  const startAfterDays = starts.type === "days" ? starts.days : 0;
  return {
    ...{ name, currency, benefit, conditions, scope, faceColour, timeZone, now },
    productName: item.productName ?? undefined,
    validity: { type: "days_after_claim", startAfterDays, days: validDays },
  };
}

/** A pack's picture; null = it has none. */
export const packImage = ({ imageId, imageAlt }: { imageId: string | null; imageAlt: string }) =>
  imageId === null ? null : { id: imageId, alt: imageAlt };
