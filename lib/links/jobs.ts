import { oweConversions } from "@/lib/links/owe-conversions";
import type { Keeper } from "@/lib/platform/deliver-outbox";

/** Who is told of claims, payments and refunds to owe them to links (A13). */
export const linkKeeper: Keeper = {
  types: ["voucher.issued", "order.paid", "order.refunded", "order.partly_refunded"],
  keep: oweConversions,
};
