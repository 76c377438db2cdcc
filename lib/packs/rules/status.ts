import { type Refusal, refuse } from "@/lib/kernel/result";
import type { Instant } from "@/lib/kernel/time";
import type { PackChange, PackChannel, PackStatus, PackType } from "@/lib/packs/schema";

/** What a pack's status is computed from. */
export type PackStanding = {
  readonly publishedAt: Instant | null;
  readonly pausedAt: Instant | null;
  readonly archivedAt: Instant | null;
  /** Half-open; null = open. */
  readonly salesFrom: Instant | null;
  readonly salesUntil: Instant | null;
  /** Null = unlimited. */
  readonly quantity: number | null;
  /** Held, sold and given. */
  readonly taken: number;
};

/** The one status of a pack at `now`. Half-open: at `salesUntil` it has ended, at `salesFrom` it is active. */
export function packStatus(pack: PackStanding, now: Instant): PackStatus {
  if (pack.archivedAt) return "archived";
  if (!pack.publishedAt) return "draft";
  if (pack.salesUntil && pack.salesUntil <= now) return "ended";
  if (pack.pausedAt) return "paused";
  if (pack.quantity !== null && pack.taken >= pack.quantity) return "sold_out";
  if (pack.salesFrom && pack.salesFrom > now) return "scheduled";
  return "active";
}

const allowedFrom: Record<PackChange, readonly PackStatus[]> = {
  publish: ["draft"],
  pause: ["active", "scheduled", "sold_out"],
  resume: ["paused"],
  archive: ["draft", "scheduled", "active", "paused", "sold_out", "ended"],
  restore: ["archived"],
};

/** Whether `change` may be made to a pack of this status; the console shows exactly these. */
export function mayChange(status: PackStatus, change: PackChange): boolean {
  return allowedFrom[change].includes(status);
}

export type SellFacts = PackStanding & {
  readonly type: PackType;
  readonly channels: readonly PackChannel[];
  /** Null = every store of its currency. */
  readonly storeIds: readonly string[] | null;
  readonly currency: string;
};

/** Where it is asked for: in the mall, or beside an order in a store. */
export type SellPlace =
  | { readonly channel: "mall" }
  | { readonly channel: "order"; readonly store: { readonly id: string; readonly currency: string } };

/**
 * Why a pack cannot be bought there at `now`; null = it can, its buyer's own limits aside. Refusals: `pack_not_sold` (it is
 * a campaign pack, or not sold there), `draft`, `archived`, `ended`, `paused`, `sold_out`, `pack_not_started{from}`.
 */
export function sellRefusal(pack: SellFacts, place: SellPlace, now: Instant): Refusal | null {
  if (pack.type !== "paid" || !pack.channels.includes(place.channel)) return refuse("pack_not_sold").refusal;
  if (place.channel === "order") {
    const { id, currency } = place.store;
    const isThere = pack.storeIds === null || pack.storeIds.includes(id);
    if (!isThere || currency !== pack.currency) return refuse("pack_not_sold").refusal;
  }
  const status = packStatus(pack, now);
  if (status === "active") return null;
  if (status !== "scheduled") return refuse(status).refusal;
  return refuse("pack_not_started", { from: pack.salesFrom?.toISOString() ?? null }).refusal;
}

/**
 * Why `quantity` of a pack cannot be given away at `now`; null = they can. The sales period binds sales alone. Refusals:
 * `draft`, `archived`, `paused`, `sold_out`.
 */
export function giveRefusal(pack: PackStanding, quantity: number, now: Instant): Refusal | null {
  const status = packStatus({ ...pack, salesFrom: null, salesUntil: null }, now);
  if (status !== "active") return refuse(status).refusal;
  const isLeft = pack.quantity === null || pack.taken + quantity <= pack.quantity;
  return isLeft ? null : refuse("sold_out").refusal;
}

/** What a member bought of a pack, and the day that `boughtToday` counts. */
export type PackQuota = { readonly bought: number; readonly day: string; readonly boughtToday: number };

/**
 * Which of a pack's limits one more would break; null = none. `today` is the merchant's local date. Refusals:
 * `purchase_limit_reached{limit}`, `purchase_limit_today{limit}`.
 */
export function limitRefusal(
  quota: PackQuota | null,
  limits: { readonly purchaseLimit: number | null; readonly purchaseLimitPerDay: number | null },
  today: string,
): Refusal | null {
  const { purchaseLimit, purchaseLimitPerDay } = limits;
  const boughtToday = quota?.day === today ? quota.boughtToday : 0;
  if (purchaseLimit !== null && (quota?.bought ?? 0) >= purchaseLimit)
    return refuse("purchase_limit_reached", { limit: purchaseLimit }).refusal;
  if (purchaseLimitPerDay !== null && boughtToday >= purchaseLimitPerDay)
    return refuse("purchase_limit_today", { limit: purchaseLimitPerDay }).refusal;
  return null;
}
