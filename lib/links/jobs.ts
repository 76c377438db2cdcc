import { oweConversions } from "@/lib/links/owe-conversions";
import type { Keeper } from "@/lib/platform/deliver-outbox";

/** Who is told of claims and payments to owe them to links (A13). */
export const linkKeeper: Keeper = { types: ["voucher.issued", "order.paid"], keep: oweConversions };
