import type { ListSpec } from "@/components/ui/list-state";
import { voucherStatuses } from "@/lib/vouchers/schema";

/** What the address of a coupon's records may say; `from` and `until` are days, both included. */
export const recordListSpec = {
  filters: { state: voucherStatuses, from: "text", until: "text" },
  sorts: ["claimed"],
  defaultSort: "-claimed",
} as const satisfies ListSpec;
