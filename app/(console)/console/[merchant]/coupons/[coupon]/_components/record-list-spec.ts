import type { ListSpec } from "@/components/ui/list-state";
import { voucherTabs } from "@/lib/vouchers/queries";

/** What the address of a coupon's records may say; `from` and `until` are days, both included. */
export const recordListSpec = {
  filters: { state: voucherTabs, from: "text", until: "text" },
  sorts: ["claimed"],
  defaultSort: "-claimed",
} as const satisfies ListSpec;
