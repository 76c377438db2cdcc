import type { TicketFacts } from "@/components/coupons/ticket-words";
import type { CouponRow } from "@/lib/coupons/queries/coupons";
import type { CouponValidity } from "@/lib/coupons/schema";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** When a coupon works, in a few words; `t` reads the namespace `coupons`. Fixed dates name the last day itself. */
export function validityWords(
  validity: CouponValidity,
  timeZone: string,
  locale: string,
  t: Translate,
): string {
  switch (validity.type) {
    case "fixed": {
      const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone });
      const until = new Date(Date.parse(validity.until) - 1);
      return t("read.validity.fixed", {
        from: day.format(new Date(validity.from)),
        until: day.format(until),
      });
    }
    case "days_after_claim": {
      const { startAfterDays: after, days } = validity;
      return t(after > 0 ? "read.validity.daysLater" : "read.validity.days", { after, days });
    }
    case "hours_after_claim":
      return t("read.validity.hours", { hours: validity.hours });
    case "permanent":
      return t("read.validity.permanent");
  }
}

/** A coupon as its ticket is drawn. */
export function ticketFacts(coupon: CouponRow, timeZone: string, now: Date): TicketFacts {
  const { name, benefit, scope, conditions, validity, faceColour } = coupon.terms;
  const { currency, productName } = coupon;
  return {
    name,
    currency,
    benefit,
    scope,
    conditions,
    validity,
    faceColour,
    timeZone,
    now,
    productName: productName ?? undefined,
  };
}

/** Where a coupon's pages are. */
export function couponsPath(merchant: string, store?: string | null): string {
  return `/console/${merchant}${store ? `/s/${store}` : ""}/coupons`;
}
