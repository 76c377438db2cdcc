import { inTransaction } from "@/db/transaction";
import { type Scope, systemScope } from "@/lib/platform/auth/scope";
import { log } from "@/lib/platform/log";
import { findOffered, findOver, type OverPlace, takeMessagesOut } from "@/lib/vouchers/repository/transfers";
import { takeGift } from "@/lib/vouchers/take-gift";
import { giveBack } from "@/lib/vouchers/withdraw-gift";

const AT_ONCE = 200;

/**
 * Ends gifts that nobody took in time: each voucher is its giver's to use again, and told of as expired where it is. Each once, however
 * many sweeps run; one that can not be ended now stops no other, and is for the next. Tells how many.
 */
export async function endGifts(signal: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  let done = 0;
  let after: OverPlace | null = null;
  for (;;) {
    const over = await overAfter(after, atOnce);
    for (const { merchantId, giftId } of over) {
      if (signal.aborted) return done;
      const scope = systemScope(merchantId, "vouchers.endGifts");
      const came = await endOne(scope, giftId, "over").catch((err: unknown) => {
        log.warn("a gift that is over could not be ended", { code: giftId, err });
        return false;
      });
      done += came ? 1 : 0;
    }
    const last = over.at(-1);
    if (!last || over.length < atOnce) return done;
    after = last;
  }
}

const overAfter = (place: OverPlace | null, most: number): ReturnType<typeof findOver> =>
  inTransaction((tx) => findOver(tx, most, place));

async function endOne(scope: Scope, giftId: string, why: "over" | "withdrawn"): Promise<boolean> {
  return await inTransaction(async (tx) => {
    const gift = await takeGift(tx, scope, giftId, null);
    const isDue = gift?.status === "over" || (gift?.status === "waiting" && why === "withdrawn");
    if (!gift || !isDue) return false;
    await giveBack(tx, scope, gift, why);
    return gift.voucher.status === "transferred";
  });
}

/**
 * Takes back what a forgotten member was giving, and takes out what was written with gifts that they gave or were given (S-39). What was
 * given stays its taker's. Any number of times it comes to the same.
 */
export async function forgetGifts(scope: Scope, memberId: string): Promise<void> {
  const offered = await inTransaction((tx) => findOffered(tx, scope, memberId));
  for (const giftId of offered) await endOne(scope, giftId, "withdrawn");
  await inTransaction((tx) => takeMessagesOut(tx, scope, memberId));
}
