import { purchaseStatus } from "@/lib/packs/rules/purchase";
import type { PurchaseChannel, PurchaseStatus } from "@/lib/packs/schema";

/** A purchase as other systems see it; instants in ISO 8601, UTC. */
export type PurchaseView = {
  readonly id: string;
  readonly number: string;
  readonly packId: string;
  readonly memberId: string;
  readonly channel: PurchaseChannel;
  readonly orderId: string | null;
  readonly status: PurchaseStatus;
  readonly quantity: number;
  readonly currency: string;
  readonly priceMinor: number;
  readonly placedAt: string;
  /** Unpaid at this instant, it is cancelled; null = given. */
  readonly expiresAt: string | null;
  readonly paidAt: string | null;
  readonly refundedAt: string | null;
  /** Deliveries in all, and those made. */
  readonly cycles: number;
  readonly delivered: number;
  readonly nextDeliveryAt: string | null;
};

/** What a purchase's view is made of. */
export type PurchaseRow = {
  readonly id: string;
  readonly number: string;
  readonly packId: string;
  readonly memberId: string;
  readonly channel: PurchaseChannel;
  readonly orderId: string | null;
  readonly status: PurchaseStatus;
  readonly quantity: number;
  readonly currency: string;
  readonly priceMinor: number;
  readonly placedAt: Date;
  readonly expiresAt: Date | null;
  readonly paidAt: Date | null;
  readonly refundedAt: Date | null;
  readonly cycles: number;
  readonly nextCycle: number;
  readonly nextDueAt: Date | null;
};

/** A purchase as it stands at `now`, for programs. */
export function purchaseView(row: PurchaseRow, now: Date): PurchaseView {
  const { id, number, packId, memberId, channel, orderId, quantity, currency, priceMinor, cycles } = row;
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  return {
    ...{ id, number, packId, memberId, channel, orderId, quantity, currency, priceMinor, cycles },
    status: purchaseStatus(row, now),
    placedAt: row.placedAt.toISOString(),
    ...{ expiresAt: iso(row.expiresAt), paidAt: iso(row.paidAt), refundedAt: iso(row.refundedAt) },
    delivered: row.nextCycle - 1,
    nextDeliveryAt: iso(row.nextDueAt),
  };
}
