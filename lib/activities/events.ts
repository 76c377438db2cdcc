import { newId } from "@/lib/kernel/id";
import type { OutboxEvent } from "@/lib/platform/outbox";

/** A win as it is told to others. */
export type WinToTell = {
  readonly participationId: string;
  readonly activityId: string;
  readonly poolId: string;
  readonly memberId: string;
  readonly vouchers: readonly { readonly id: string; readonly couponId: string }[];
};

/** What one win announces: that a member took part, and each voucher that came into being (api.md). */
export function winEvents({ vouchers, ...win }: WinToTell): OutboxEvent[] {
  const { participationId, activityId, poolId, memberId } = win;
  return [
    {
      id: newId("evt"),
      type: "activity.participated",
      subjectId: activityId,
      payload: { participationId, memberId, poolId },
    },
    ...vouchers.map(({ id, couponId }) => ({
      id: newId("evt"),
      type: "voucher.issued",
      subjectId: id,
      payload: { memberId, couponId, source: "prize", sourceId: participationId },
    })),
  ];
}
