import type { ListSpec } from "@/components/ui/list-state";
import { purchaseChannels, purchaseStatuses } from "@/lib/packs/schema";
import { voucherStatuses } from "@/lib/vouchers/schema";

/** What the address of a pack's purchase records may say; `from` and `until` are days, both included. */
export const purchaseListSpec = {
  filters: {
    status: purchaseStatuses,
    channel: purchaseChannels,
    asked: ["yes"],
    from: "text",
    until: "text",
  },
  sorts: ["placed"],
  defaultSort: "-placed",
} as const satisfies ListSpec;

export const giftStates = ["waiting", "delivered"] as const;
export const giftListSpec = {
  filters: { state: giftStates },
  sorts: ["given"],
  defaultSort: "-given",
} as const satisfies ListSpec;

export const packCouponListSpec = {
  filters: { state: voucherStatuses },
  sorts: ["issued"],
  defaultSort: "-issued",
} as const satisfies ListSpec;
