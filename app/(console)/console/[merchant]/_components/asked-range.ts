import type { SearchParams } from "@/components/ui/list-state";
import { firstDay } from "@/lib/analytics/queries/first-day";
import { readRange } from "@/lib/coupons/rules/range";
import { localDate } from "@/lib/kernel/time";
import type { Scope } from "@/lib/platform/auth/scope";

type Asked = {
  asked: SearchParams;
  /** By whose clock days go. */
  timeZone: string;
  /** Whose figures they are; those of the merchant where nothing is named. */
  of?: Parameters<typeof firstDay>[2];
  /** Whether its figures are known by the hour. */
  byHour: boolean;
};

/** The range that an address asks for, up to now; the first day of all is looked up only where all is asked for. */
export async function askedRange(scope: Scope, { asked, timeZone, of, byHour }: Asked) {
  const now = new Date();
  const today = localDate(now, timeZone);
  const first = asked.range === "all" ? ((await firstDay(scope, timeZone, of)) ?? today) : undefined;
  const range = readRange(asked, today, {
    ...(byHour ? { clock: { now, timeZone } } : {}),
    ...(first ? { first } : {}),
  });
  return { range, today };
}
