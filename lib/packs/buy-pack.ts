import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { findSupplies } from "@/lib/coupons/find-supply";
import { AppError } from "@/lib/kernel/app-error";
import { newCode, newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type Instant, localDate } from "@/lib/kernel/time";
import { lockMember } from "@/lib/members/lock-member";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { couponIdsOf } from "@/lib/packs/check-pack";
import { releaseLooked } from "@/lib/packs/release-unpaid";
import { NOTHING_YET } from "@/lib/packs/repository/deliveries";
import { loadContents } from "@/lib/packs/repository/packs";
import { insertPurchase, type Purchase } from "@/lib/packs/repository/purchases";
import {
  countBought,
  countStock,
  loadHeldCoupons,
  lockOffered,
  lockQuotas,
  type OfferedPack,
} from "@/lib/packs/repository/stock";
import { addCounts, missingOf, neededBy } from "@/lib/packs/rules/deliver";
import { cyclesOf } from "@/lib/packs/rules/schedule";
import { limitRefusal, type SellPlace, sellRefusal } from "@/lib/packs/rules/status";
import { type PurchaseView, purchaseView } from "@/lib/packs/rules/view";
import {
  HOLD_MINUTES,
  type KeptPurchase,
  MAX_UNPAID,
  type PackChannel,
  type PackContents,
} from "@/lib/packs/schema";
import type { Scope } from "@/lib/platform/auth/scope";
import { metrics } from "@/lib/platform/metrics";
import { announce } from "@/lib/platform/outbox";

export type BuyPack = {
  readonly requestId: string;
  readonly packId: string;
  readonly memberId: string;
  /** `order` here is a till's or a shop's own: what is bought with an order of ours is part of placing it. */
  readonly channel: PackChannel;
  /** What its buyer saw of it; left out where nobody looked at a page of ours. */
  readonly seen?: KeptPurchase["seen"];
};

/**
 * A member buys a pack (K4, K9): its stock is theirs for ten minutes, unpaid (`payPurchase`, or `startPackPayment` at the
 * payment provider's). The same request id buys once. Refusals: `blocked`, `too_many_unpaid{limit}`, `pack_not_sold`, `draft`,
 * `archived`, `ended`, `paused`, `sold_out`, `pack_not_started{from}`, `purchase_limit_reached{limit}`,
 * `purchase_limit_today{limit}`, `pack_unavailable{couponId}` (a coupon of it cannot be had), `price_changed`,
 * `pack_changed` (it is not what was seen). Throws `not_found`.
 */
export async function buyPack(
  scope: Scope,
  { requestId, packId, memberId, channel, seen }: BuyPack,
): Promise<Result<PurchaseView>> {
  if (scope.actor.type === "member" && scope.actor.id !== memberId) throw new AppError("not_found");
  const once = { route: "pack.buy", key: requestId, body: { packId, memberId, channel } };
  const bought = await transactOnce(scope, once, async (tx): Promise<Result<PurchaseView>> => {
    const member = await lockMember(tx, scope, memberId);
    if (!member) throw new AppError("not_found");
    if (member.blockedAt) return refuse("blocked");
    const place = channel === "mall" ? { channel } : { channel, store: null };
    const locked = await lockSales(tx, scope, { packIds: [packId], memberId, place });
    if (!locked.ok) return locked;
    const [sale] = locked.value;
    if (!sale) throw new AppError("not_found");
    const { priceMinor, contentsVersion } = sale.pack;
    if (seen && seen.priceMinor !== priceMinor) return refuse("price_changed");
    if (seen && seen.contentsVersion !== contentsVersion) return refuse("pack_changed");
    const expiresAt = new Date(sale.now.getTime() + HOLD_MINUTES * 60_000);
    const made = await sellLocked(tx, scope, sale, { expiresAt, orderId: null, storeId: null });
    return ok(purchaseView({ ...made, ...NOTHING_YET }, sale.now));
  });
  metrics().packPurchases.inc({ outcome: bought.ok ? "ok" : bought.refusal.code });
  return bought;
}

type Store = Extract<SellPlace, { channel: "order" }>["store"];
type Place = { readonly channel: "mall" } | { readonly channel: "order"; readonly store: Store | null };

type Sales = {
  /** Each once; at most two, since no more may be unpaid. */
  readonly packIds: readonly string[];
  readonly memberId: string;
  readonly place: Place;
};

/** A sale that was found fit under locks which hold until the transaction ends. */
export type LockedSale = {
  readonly pack: OfferedPack;
  readonly memberId: string;
  readonly channel: PackChannel;
  readonly contents: PackContents;
  readonly zone: string;
  readonly today: string;
  readonly slot: number;
  readonly now: Instant;
};

/**
 * Locks what the sale of packs to one member draws on and tells whether all of it may be made, within every limit there is.
 * What ran out unpaid is given up on the way. Call it with the member locked; after `ok`, `sellLocked` of each in the same
 * transaction can only succeed. Refusals: those of `buyPack` but `blocked`.
 */
export async function lockSales(tx: Tx, scope: Scope, sales: Sales): Promise<Result<LockedSale[]>> {
  const { memberId, place } = sales;
  const packIds = [...sales.packIds].sort();
  const zone = await findZone(tx, scope);
  const unpaid = await releaseLooked(tx, scope, { memberId, packIds });
  const slots = freeSlots(unpaid);
  const quotas = await lockQuotas(tx, scope, memberId, packIds);
  const found: OfferedPack[] = [];
  for (const packId of packIds) {
    const pack = await lockOffered(tx, scope, packId, memberId);
    if (!pack) throw new AppError("not_found");
    found.push(pack);
  }
  const now = await databaseNow(tx);
  const today = localDate(now, zone);
  const locked: LockedSale[] = [];
  for (const [at, pack] of found.entries()) {
    const slot = slots[at];
    const refusal =
      sellRefusal(pack, placeFor(place, pack), now) ?? limitRefusal(quotas.get(pack.id) ?? null, pack, today);
    if (refusal) return { ok: false, refusal };
    if (slot === undefined) return refuse("too_many_unpaid", { limit: MAX_UNPAID });
    const contents = await loadContents(tx, scope, pack.id, pack.contentsVersion);
    const coupons = await findSupplies(tx, scope, couponIdsOf(contents), memberId);
    const limited = [...coupons.values()].filter(({ quantity }) => quantity !== null).map(({ id }) => id);
    const held = await loadHeldCoupons(tx, scope, limited);
    for (const one of locked) addCounts(held, neededBy(one.contents));
    const missing = missingOf(contents, coupons, held, { now, zone });
    if (missing !== null) return refuse("pack_unavailable", { couponId: missing });
    locked.push({ ...{ pack, memberId, channel: place.channel, contents, zone, today, slot, now } });
  }
  return ok(locked);
}

/** Whoever sells it at a till of their own answers for the store. */
function placeFor(place: Place, { storeIds, currency }: OfferedPack): SellPlace {
  if (place.channel === "mall") return place;
  return { channel: "order", store: place.store ?? { id: storeIds?.[0] ?? "", currency } };
}

/** The member's free places for unpaid purchases (S-44). */
function freeSlots(unpaid: readonly Purchase[]): number[] {
  const slots = Array.from({ length: MAX_UNPAID }, (_, i) => i + 1);
  return slots.filter((slot) => !unpaid.some((one) => one.slot === slot));
}

/** Makes a sale that `lockSales` of this transaction found fit: counts it and holds its stock. From here on only a throw ends it. */
export async function sellLocked(
  tx: Tx,
  scope: Scope,
  { pack, memberId, channel, contents, zone, today, slot, now }: LockedSale,
  to: { readonly expiresAt: Instant; readonly orderId: string | null; readonly storeId: string | null },
): Promise<Purchase> {
  const { id: packId, priceMinor, currency, contentsVersion, autoRefund } = pack;
  if (priceMinor === null) throw new Error(`pack ${packId} has no price`);
  await countBought(tx, scope, { memberId, packId, today }, pack);
  await countStock(tx, scope, packId, memberId, { reserved: 1 });
  const made = await insertPurchase(tx, scope, {
    ...{ id: newId("pcs"), number: newCode(8), packId, contentsVersion, memberId, channel, ...to },
    ...{ currency, priceMinor, status: "placed", slot, placedAt: now, placedOn: today, autoRefund },
    ...{ timeZone: zone, cycles: cyclesOf(contents.schedule) },
  });
  await recordAudit(tx, scope, [
    {
      ...{ action: "pack.buy", objectType: "pack_purchase", objectId: made.id },
      after: { packId, memberId, priceMinor, channel, status: "placed" },
    },
  ]);
  const payload = { packId, memberId, priceMinor, channel };
  await announce(tx, scope, [{ type: "pack.placed", subjectId: made.id, payload }]);
  return made;
}
