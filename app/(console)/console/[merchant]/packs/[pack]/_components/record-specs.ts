import type { ListSpec } from "@/components/ui/list-state";
import { voucherStatuses } from "@/lib/vouchers/schema";

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
