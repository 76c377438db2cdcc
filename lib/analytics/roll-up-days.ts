import { databaseNow, inTransaction } from "@/db/transaction";
import { addUpDay, type Clock, keepThrough, lockRollup } from "@/lib/analytics/repository/coupon-days";
import { addDays, type LocalDate, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A day is over for good when the last transaction of it has surely ended. */
const SETTLED_MS = 3_600_000;
/** One day of a busy merchant is a million rows. */
const DAY_WITHIN_MS = 120_000;

/**
 * Adds up the merchant's next day that is over and not added up yet, by its own clock or by that of stores elsewhere; tells
 * which, null when there is none. Two at once do each day once; repeated, a day comes to the same.
 */
export async function rollUpNextDay(scope: Scope, clock: Clock = null): Promise<LocalDate | null> {
  return await inTransaction(
    async (tx) => {
      const { timeZone, through, first } = await lockRollup(tx, scope, clock);
      const now = await databaseNow(tx);
      const last = addDays(localDate(new Date(now.getTime() - SETTLED_MS), timeZone), -1);
      const next = through ? addDays(through, 1) : first ? localDate(first, timeZone) : null;
      if (next === null || next > last) return null;
      const [from, until] = [startOfDay(next, timeZone), startOfDay(addDays(next, 1), timeZone)];
      await addUpDay(tx, scope, clock, { day: next, from, until });
      await keepThrough(tx, scope, clock, next);
      return next;
    },
    { withinMs: DAY_WITHIN_MS },
  );
}
