import { formatMoney, moneyParts } from "@/lib/kernel/money";
import { type BenefitFacts, benefitWords, foldText, percentText } from "@/lib/platform/benefit-words";

export { benefitWords, foldText, percentText };

/** A coupon's benefit as api.md writes it, every type. */
export type TicketBenefit = BenefitFacts;

type Threshold = Extract<TicketBenefit, { type: "threshold_off" }>;

export type TicketValidity =
  | { type: "fixed"; from: string | Date; until: string | Date }
  | { type: "days_after_claim"; startAfterDays: number; days: number }
  | { type: "hours_after_claim"; hours: number }
  | { type: "permanent" }
  /** A voucher's own window; `until` null = for good. */
  | { type: "window"; from: Date; until: Date | null };

export type TicketFacts = {
  name: string;
  currency: string;
  benefit: TicketBenefit;
  validity: TicketValidity;
  conditions?: {
    minSpendMinor?: number;
    minItems?: number;
    storeIds?: "all" | readonly string[];
    channels?: readonly string[];
    audience?: { type: string };
  };
  scope?: { products: "all" } | object;
  timeZone: string;
  now: Date;
  productName?: string;
  /** "#rrggbb" of the stub; null = the brand's. */
  faceColour?: string | null;
};

export type TicketValue = { lead?: string; main: string; tail?: string };
export type TicketWords = {
  value: TicketValue;
  condition: string;
  name: string;
  face?: string;
  scope: string;
  validity: string;
  tone: "normal" | "soon";
};

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** Everything a ticket says about a coupon, in words of `locale`. `t` reads the namespace `ticket`. */
export function ticketWords(facts: TicketFacts, locale: string, t: Translate): TicketWords {
  const { text, soon } = validityWords(facts.validity, facts, locale, t);
  return {
    ...valueWords(facts, locale, t),
    name: facts.name,
    face: facts.faceColour?.toLowerCase(),
    scope: scopeWords(facts, t),
    validity: text,
    tone: soon ? "soon" : "normal",
  };
}

function valueWords(
  facts: TicketFacts,
  locale: string,
  t: Translate,
): { value: TicketValue; condition: string } {
  const { benefit, currency, conditions } = facts;
  const money = (minor: number) => formatMoney(minor, currency, locale, { trim: true });
  const least = conditions?.minSpendMinor
    ? t("over", { spend: money(conditions.minSpendMinor) })
    : conditions?.minItems
      ? t("items", { count: conditions.minItems })
      : t("noMinimum");
  const sum = (minor: number) => moneyValue(minor, currency, locale);
  switch (benefit.type) {
    case "percent_off": {
      const value = {
        main: t("percentMain", { off: percentText(benefit.bps), fold: foldText(benefit.bps) }),
        tail: t("percentTail"),
      };
      return {
        value,
        condition: benefit.maxOffMinor ? t("max", { max: money(benefit.maxOffMinor) }) : least,
      };
    }
    case "amount_off":
      return { value: sum(benefit.amountMinor), condition: least };
    case "threshold_off":
      return thresholdValue(benefit, money, sum, t);
    case "product": {
      const product = facts.productName ?? t("productExchange");
      if (benefit.priceMinor) return { value: sum(benefit.priceMinor), condition: product };
      return { value: { main: String(benefit.quantity), tail: t("free") }, condition: product };
    }
    case "points":
      return { value: { main: String(benefit.points), tail: t("points") }, condition: t("whenUsed") };
    case "cash":
      return { value: sum(benefit.amountMinor), condition: t("toBalance") };
    case "generic":
      return { value: { main: benefit.text }, condition: "" };
    case "external":
      return { value: { main: benefit.provider }, condition: t("partner") };
    case "delivery_off":
      if (benefit.maxOffMinor) return { value: sum(benefit.maxOffMinor), condition: t("offDelivery") };
      return { value: { main: t("freeWord") }, condition: t("delivery") };
  }
}

function thresholdValue(
  benefit: Threshold,
  money: (minor: number) => string,
  sum: (minor: number) => TicketValue,
  t: Translate,
): { value: TicketValue; condition: string } {
  const { every, tiers = [] } = benefit;
  if (every) return { value: sum(every.offMinor), condition: t("every", { spend: money(every.spendMinor) }) };
  const spend = money(tiers[0]?.spendMinor ?? 0);
  return {
    value: sum(tiers.at(-1)?.offMinor ?? 0),
    condition: tiers.length > 1 ? t("upToFrom", { spend }) : t("over", { spend }),
  };
}

function moneyValue(minor: number, currency: string, locale: string): TicketValue {
  const { symbol, number, symbolFirst } = moneyParts(minor, currency, locale);
  return symbolFirst ? { lead: symbol, main: number } : { main: number, tail: symbol };
}

function scopeWords({ benefit, scope, conditions }: TicketFacts, t: Translate): string {
  const { storeIds = "all", channels = [], audience } = conditions ?? {};
  const all = !scope || "products" in scope;
  // What credits an account is never on an order, and so counts no products.
  const credits = benefit.type === "points" || benefit.type === "cash";
  const parts = [
    credits ? "" : t(all ? "allProducts" : "someProducts"),
    storeIds === "all" ? t("allStores") : t("stores", { count: storeIds.length }),
    channels.length === 1 ? t(channels[0] === "online" ? "onlineOnly" : "tillOnly") : "",
    audience?.type === "new" ? t("newMembers") : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

const DAY = 86_400_000;

function validityWords(
  validity: TicketValidity,
  { now, timeZone }: TicketFacts,
  locale: string,
  t: Translate,
): { text: string; soon: boolean } {
  switch (validity.type) {
    case "permanent":
      return { text: t("permanent"), soon: false };
    case "hours_after_claim":
      return { text: t("hoursAfter", { count: validity.hours }), soon: false };
    case "days_after_claim": {
      const key = validity.startAfterDays > 0 ? "daysAfterFrom" : "daysAfter";
      return { text: t(key, { count: validity.days, after: validity.startAfterDays }), soon: false };
    }
    default: {
      if (validity.until === null) return { text: t("permanent"), soon: false };
      return windowWords(new Date(validity.from), new Date(validity.until), { now, timeZone, locale }, t);
    }
  }
}

type Clock = { now: Date; timeZone: string; locale: string };

function windowWords(from: Date, until: Date, clock: Clock, t: Translate): { text: string; soon: boolean } {
  const { now } = clock;
  const left = until.getTime() - now.getTime();
  if (left <= 0) return { text: t("endedOn", { date: lastMoment(until, clock) }), soon: false };
  if (from > now)
    return {
      text: t("fromUntil", { from: dateText(from, clock), until: lastMoment(until, clock) }),
      soon: false,
    };
  if (left <= DAY)
    return { text: t("hoursLeft", { count: Math.max(1, Math.ceil(left / 3_600_000)) }), soon: true };
  if (left <= 3 * DAY) return { text: t("daysLeft", { count: Math.ceil(left / DAY) }), soon: true };
  return { text: t("until", { date: lastMoment(until, clock) }), soon: false };
}

/** The end is exclusive: a window that ends at local midnight is good through the day before. */
function lastMoment(until: Date, clock: Clock): string {
  const wall = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: clock.timeZone }).format(
    until,
  );
  if (wall === "00:00:00") return dateText(new Date(until.getTime() - 1), clock);
  const { locale, timeZone } = clock;
  return new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  }).format(until);
}

function dateText(at: Date, { locale, timeZone }: Clock): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone }).format(at);
}
