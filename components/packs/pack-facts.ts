import type { TicketFacts } from "@/components/coupons/ticket-words";
import type { PackItemRow } from "@/lib/packs/queries/contents";

/** A coupon of a pack as its ticket is drawn: it works as long as the pack says, from when it is delivered. */
export function packFacts(item: PackItemRow, timeZone: string, now: Date): TicketFacts {
  const { couponName: name, currency, benefit, conditions, faceColour, starts, validDays } = item;
  const startAfterDays = starts.type === "days" ? starts.days : 0;
  return {
    ...{ name, currency, benefit, conditions, faceColour, timeZone, now },
    validity: { type: "days_after_claim", startAfterDays, days: validDays },
  };
}

/** A pack's picture; null = it has none. */
export const packImage = ({ imageId, imageAlt }: { imageId: string | null; imageAlt: string }) =>
  imageId === null ? null : { id: imageId, alt: imageAlt };
