import { databaseNow, inTransaction } from "@/db/transaction";
import { newId } from "@/lib/kernel/id";
import { lockMember } from "@/lib/members/lock-member";
import { findZone } from "@/lib/merchants/find-zone";
import { recordAudit } from "@/lib/merchants/record-audit";
import { deliverBegun } from "@/lib/packs/deliver-due";
import { insertGiven } from "@/lib/packs/gift-pack";
import { claimGift, findArrived, findPhone, lockWaiting } from "@/lib/packs/repository/gifts";
import { loadContents, loadPack } from "@/lib/packs/repository/packs";
import { cyclesOf } from "@/lib/packs/rules/schedule";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import type { ToldEvent } from "@/lib/platform/deliver-outbox";
import { log } from "@/lib/platform/log";
import { announce } from "@/lib/platform/outbox";

/** Members whose gifts are looked for at once. */
const ARRIVED_AT_ONCE = 200;

/** Gifts of one number that are made its member's in one transaction. */
const AT_ONCE = 50;

/**
 * Makes the packs that waited for a member's number theirs, each gift once, and their first delivery with them; what of it
 * cannot be had now is left to the delivery run. Tells how many there were. Somebody blocked gets nothing until they are not.
 */
export async function deliverGifts(scope: Scope, memberId: string): Promise<number> {
  let all = 0;
  for (;;) {
    const purchaseIds = await claimWaiting(scope, memberId);
    await deliverBegun(scope, purchaseIds);
    all += purchaseIds.length;
    if (purchaseIds.length < AT_ONCE) return all;
  }
}

/** Makes the next of what waited for a member's number theirs; gives the purchases. */
async function claimWaiting(scope: Scope, memberId: string): Promise<string[]> {
  return await inTransaction(async (tx) => {
    const member = await lockMember(tx, scope, memberId);
    const phone = member && !member.blockedAt ? await findPhone(tx, scope, memberId) : null;
    if (phone === null) return [];
    const waiting = await lockWaiting(tx, scope, phone, AT_ONCE);
    const zone = await findZone(tx, scope);
    const now = await databaseNow(tx);
    const purchaseIds: string[] = [];
    for (const { id: giftId, packId, contentsVersion, quantity } of waiting) {
      const { currency } = await loadPack(tx, scope, packId);
      const { schedule } = await loadContents(tx, scope, packId, contentsVersion);
      const purchaseId = newId("pcs");
      purchaseIds.push(purchaseId);
      await claimGift(tx, scope, giftId, memberId, now);
      const pack = { id: packId, contentsVersion, currency };
      const given = { purchaseId, giftId, memberId, pack, quantity, cycles: cyclesOf(schedule), zone, now };
      await insertGiven(tx, scope, given);
      await recordAudit(tx, scope, [
        {
          ...{ action: "pack.gift_arrived", objectType: "pack_purchase", objectId: purchaseId },
          after: { giftId, memberId },
        },
      ]);
      const payload = { packId, quantity, memberId, purchaseId };
      await announce(tx, scope, [{ type: "pack.gift_arrived", subjectId: giftId, payload }]);
    }
    return purchaseIds;
  });
}

/** Somebody registered: what waited for their number is theirs. Told twice, it is done once. */
export async function followRegistration({ merchantId, subjectId, id }: ToldEvent): Promise<void> {
  await deliverGifts(systemScope(merchantId, id), subjectId);
}

/**
 * Finds gifts whose number is a member's by now though nobody said so: imported ones, and those that registered in the very
 * moment of the gift. All of them, by merchant and member; one that cannot be had now is found again the next time.
 */
export async function deliverArrived(signal: AbortSignal, atOnce = ARRIVED_AT_ONCE): Promise<void> {
  for (let last = { merchantId: "", memberId: "" }, isMore = true; isMore; ) {
    const arrived = await inTransaction((tx) => findArrived(tx, atOnce, last));
    for (const { merchantId, memberId } of arrived) {
      if (signal.aborted) return;
      await deliverGifts(systemScope(merchantId, "packs.gifts"), memberId).catch((err: unknown) =>
        log.warn("a gift could not be made its member's", { code: memberId, err }),
      );
    }
    last = arrived.at(-1) ?? last;
    isMore = arrived.length === atOnce;
  }
}
