import type { PackItem, PackSchedule, PackStatus, PackType } from "@/lib/packs/schema";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Where the packs of the console are. */
export function packsPath(merchant: string, store?: string | null): string {
  return `/console/${merchant}${store ? `/s/${store}` : ""}/packs`;
}

/** Whether members have a page of it, where they buy it or are told with what: what a link or a QR code leads to (K8). */
export function isPromotable({ type, status }: { type: PackType; status: PackStatus }): boolean {
  return type === "paid" && status !== "draft" && status !== "archived";
}

/** The name of a weekday, 1 = Monday to 7 = Sunday. */
export function weekdayName(day: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  // The first of January 2024 was a Monday.
  return format.format(new Date(Date.UTC(2024, 0, day)));
}

/** When a pack comes, in a few words: "12 times, every week on Monday". `t` reads `packs.words`. */
export function scheduleWords(schedule: PackSchedule, locale: string, t: Translate): string {
  if (schedule.type === "once") return t("once");
  const { every, cycles } = schedule;
  switch (every.unit) {
    case "day":
      return t("daily", { cycles });
    case "week": {
      const names = every.weekdays.map((day) => weekdayName(day, locale));
      return t("weekly", { cycles, days: new Intl.ListFormat(locale).format(names) });
    }
    case "month":
      return t(every.day === 31 ? "monthlyLast" : "monthly", { cycles, day: every.day });
  }
}

/** When a coupon of a delivery is good, in a few words. `t` reads `packs.words`. */
export function itemWords(
  { starts, validDays }: Pick<PackItem, "starts" | "validDays">,
  t: Translate,
): string {
  switch (starts.type) {
    case "at_once":
      return t("atOnce", { days: validDays });
    case "hours":
      return t("afterHours", { hours: starts.hours, days: validDays });
    case "days":
      return t("afterDays", { after: starts.days, days: validDays });
  }
}

/** How many coupons a list holds. */
export const couponsIn = (items: readonly { quantity: number | null }[]): number =>
  items.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0);
