import type { ListSpec } from "@/components/ui/list-state";
import { giftStates } from "@/lib/packs/schema";
import { voucherStatuses } from "@/lib/vouchers/schema";

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
