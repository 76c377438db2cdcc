import { databaseNow, inTransaction } from "@/db/transaction";
import {
  addUpActivities,
  keepActivitiesThrough,
  lockActivityRollup,
} from "@/lib/analytics/repository/activity-days";
import { addDays, type LocalDate, localDate, startOfDay } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

/** A day is over for good when the last transaction of it has surely ended. */
const SETTLED_MS = 3_600_000;
/** One day of a busy merchant is a million rows. */
const DAY_WITHIN_MS = 120_000;

/**
 * Adds up the next day of the merchant's activities that is over and not added up yet; tells which, null when there is none.
 * Two at once do each day once; repeated, a day comes to the same.
 */
export async function rollUpNextActivityDay(scope: Scope): Promise<LocalDate | null> {
  return await inTransaction(
    async (tx) => {
      const { timeZone, through, first } = await lockActivityRollup(tx, scope);
      const now = await databaseNow(tx);
      const last = addDays(localDate(new Date(now.getTime() - SETTLED_MS), timeZone), -1);
      const next = through ? addDays(through, 1) : first ? localDate(first, timeZone) : null;
      if (next === null || next > last) return null;
      const [from, until] = [startOfDay(next, timeZone), startOfDay(addDays(next, 1), timeZone)];
      await addUpActivities(tx, scope, { day: next, from, until, timeZone });
      await keepActivitiesThrough(tx, scope, next);
      return next;
    },
    { withinMs: DAY_WITHIN_MS },
  );
}
