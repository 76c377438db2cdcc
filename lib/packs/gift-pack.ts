import type { Tx } from "@/db/client";
import { databaseNow } from "@/db/transaction";
import { AppError } from "@/lib/kernel/app-error";
import { newCode, newId } from "@/lib/kernel/id";
import { ok, type Result, refuse } from "@/lib/kernel/result";
import { type Instant, localDate } from "@/lib/kernel/time";
import { type LockedMember, lockMember } from "@/lib/members/lock-member";
import { transactOnce } from "@/lib/merchants/answer-once";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { beginning, lockDelivery, makeDelivery } from "@/lib/packs/deliver-pack";
import { beginDue } from "@/lib/packs/repository/deliveries";
import { findByPhone, insertGift } from "@/lib/packs/repository/gifts";
import { loadContents } from "@/lib/packs/repository/packs";
import { insertPurchase } from "@/lib/packs/repository/purchases";
import { countStock, lockOffered, type OfferedPack } from "@/lib/packs/repository/stock";
import { cyclesOf } from "@/lib/packs/rules/schedule";
import { giveRefusal } from "@/lib/packs/rules/status";
import { type GiftInput, MAX_GIFT_COUPONS, type PackContents } from "@/lib/packs/schema";
import { sendInvitation } from "@/lib/packs/send-invitation";
import { GRANT_CAP } from "@/lib/platform/auth/permissions";
import type { Scope } from "@/lib/platform/auth/scope";
import { announce } from "@/lib/platform/outbox";
import { countryOfZone, parsePhone } from "@/lib/platform/phone";

export type GiftPack = {
  readonly requestId: string;
  readonly packId: string;
  readonly gift: GiftInput;
  /** What a number that is no member yet is told by SMS, where that is asked for, by the pack's name. */
  readonly invitation?: (pack: string) => string;
};

/** `waiting`: the number is no member yet; the packs are theirs when it registers. */
export type PackGifted = {
  readonly id: string;
  readonly state: "delivered" | "waiting";
  /** Null while it waits. */
  readonly memberId: string | null;
  readonly purchaseId: string | null;
};

/**
 * Gives packs to a phone number (K7): to its member at once, else to whoever registers with it. They come out of the pack's
 * stock now in either case; the member's purchase limits do not count them. The same request id gives once. Refusals:
 * `phone_invalid`, `grant_cap{limit}`, `stores_not_yours`, `blocked`, `draft`, `archived`, `paused`, `sold_out`,
 * `gift_too_large{most}`, `pack_unavailable{couponId}`; of one that is to be told by SMS `phone_forgotten`,
 * `too_many_invitations{until}`. Throws `not_found`.
 */
export async function giftPack(
  scope: Scope,
  { requestId, packId, gift, invitation }: GiftPack,
): Promise<Result<PackGifted>> {
  const cap = scope.role ? (GRANT_CAP[scope.role] ?? 0) : Number.POSITIVE_INFINITY;
  if (gift.quantity > cap) return refuse("grant_cap", { limit: cap });
  const once = { route: "pack.gift", key: requestId, body: { packId, gift } };
  return await transactOnce(scope, once, async (tx) => {
    const zone = await findZone(tx, scope);
    const phone = parsePhone(gift.phone, gift.country ?? countryOfZone(zone));
    if (!phone) return refuse("phone_invalid");
    const memberId = await findByPhone(tx, scope, phone);
    const member = memberId ? await lockMember(tx, scope, memberId) : null;
    if (!isWithin(scope, member)) return refuse("stores_not_yours");
    if (member?.blockedAt) return refuse("blocked");
    const id = newId("pgf");
    const pack = await lockOffered(tx, scope, packId, member?.id ?? id);
    if (!pack) throw new AppError("not_found");
    if (!isHadThere(scope, pack)) return refuse("stores_not_yours");
    const { quantity, note } = gift;
    const refusal = giveRefusal(pack, quantity, await databaseNow(tx));
    if (refusal) return { ok: false, refusal };
    const contents = await loadContents(tx, scope, packId, pack.contentsVersion);
    if (mostAtOnce(contents) * quantity > MAX_GIFT_COUPONS)
      return refuse("gift_too_large", { most: Math.floor(MAX_GIFT_COUPONS / mostAtOnce(contents)) });
    const given = { id, pack, contents, quantity, note, zone };
    if (member) return await giveNow(tx, scope, given, member.id);
    const told = invitation && (await sendInvitation(tx, scope, { phone, body: invitation(pack.name) }));
    return told?.ok === false ? told : await keepFor(tx, scope, given, phone, told !== undefined);
  });
}

/** People of some stores give to members who registered there. */
const isWithin = ({ storeIds }: Scope, member: LockedMember | null) =>
  storeIds === "all" || (member?.homeStoreId != null && storeIds.includes(member.homeStoreId));

/** They give what is had in one of their stores: what is had in all of them, and what is not sold at all, among it. */
const isHadThere = (scope: Scope, { storeIds }: OfferedPack) =>
  scope.storeIds === "all" || storeIds === null || storeIds.some((id) => scope.storeIds.includes(id));

/** Coupons that one delivery of one pack brings at most. */
function mostAtOnce({ items, firstItems }: PackContents): number {
  const count = (list: PackContents["items"]) => list.reduce((sum, item) => sum + item.quantity, 0);
  return Math.max(count(items), count(firstItems ?? []));
}

type Given = {
  readonly id: string;
  readonly pack: OfferedPack;
  readonly contents: PackContents;
  readonly quantity: number;
  readonly note: string;
  readonly zone: string;
};

async function giveNow(tx: Tx, scope: Scope, given: Given, memberId: string): Promise<Result<PackGifted>> {
  const { id, pack, contents, quantity, note, zone } = given;
  const purchaseId = newId("pcs");
  const cycles = cyclesOf(contents.schedule);
  const holder = { memberId, packs: quantity, purchaseId, cycle: 1, cycles, autoRefund: false };
  const kind = { packId: pack.id, version: pack.contentsVersion, zone, isFirst: true };
  const delivery = await lockDelivery(tx, scope, kind, [holder]);
  const [waits] = delivery.wait;
  if (waits) return refuse("pack_unavailable", { couponId: waits.couponId });
  const { now } = delivery;
  const base = { id, packId: pack.id, contentsVersion: pack.contentsVersion, quantity, note };
  await countStock(tx, scope, pack.id, memberId, { given: quantity });
  await insertGift(tx, scope, { ...base, memberId, deliveredAt: now });
  const whose = { purchaseId, giftId: id, memberId };
  await insertGiven(tx, scope, { ...whose, pack, quantity, cycles, zone, now });
  const { startedOn } = beginning(now, zone);
  await tell(tx, scope, given, { memberId, purchaseId });
  await makeDelivery(tx, scope, { ...delivery, deliver: [{ ...holder, startedOn, dueAt: now }], wait: [] });
  return ok({ id, state: "delivered", memberId, purchaseId });
}

async function keepFor(
  tx: Tx,
  scope: Scope,
  given: Given,
  phone: string,
  isInvited: boolean,
): Promise<Result<PackGifted>> {
  const { id, pack, quantity, note } = given;
  await countStock(tx, scope, pack.id, id, { given: quantity });
  const base = { id, packId: pack.id, contentsVersion: pack.contentsVersion, quantity, note };
  await insertGift(tx, scope, { ...base, phone });
  await tell(tx, scope, given, null, isInvited);
  return ok({ id, state: "waiting", memberId: null, purchaseId: null });
}

/** Keeps the purchase that a gift is: nothing is paid for it, and it begins now. */
export async function insertGiven(
  tx: Tx,
  scope: Scope,
  given: {
    readonly purchaseId: string;
    readonly giftId: string;
    readonly memberId: string;
    readonly pack: { readonly id: string; readonly contentsVersion: number; readonly currency: string };
    readonly quantity: number;
    readonly cycles: number;
    readonly zone: string;
    readonly now: Instant;
  },
): Promise<void> {
  const { purchaseId: id, giftId, memberId, pack, quantity, cycles, zone, now } = given;
  await insertPurchase(tx, scope, {
    ...{ id, number: newCode(8), packId: pack.id, contentsVersion: pack.contentsVersion, memberId, giftId },
    ...{ channel: "gift", quantity, currency: pack.currency, priceMinor: 0, status: "given", cycles },
    ...{ placedAt: now, placedOn: localDate(now, zone), autoRefund: false, timeZone: zone },
    ...beginning(now, zone),
  });
  await beginDue(tx, scope, { id, packId: pack.id }, now);
}

async function tell(
  tx: Tx,
  scope: Scope,
  { id, pack, quantity }: Given,
  to: { readonly memberId: string; readonly purchaseId: string } | null,
  isInvited = false,
): Promise<void> {
  const after = { giftId: id, quantity, ...(to ?? { state: "waiting", invited: isInvited }) };
  await recordAudit(tx, scope, [{ action: "pack.gift", objectType: "pack", objectId: pack.id, after }]);
  const payload = {
    packId: pack.id,
    quantity,
    memberId: to?.memberId ?? null,
    purchaseId: to?.purchaseId ?? null,
  };
  await announce(tx, scope, [{ type: "pack.gifted", subjectId: id, payload }]);
}
