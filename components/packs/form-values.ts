import { translationsForm } from "@/components/ui/translations-form";
import type { Language } from "@/lib/kernel/language";
import { wallTime } from "@/lib/kernel/time";
import type { PackContents, PackInput, PackItem, PackSale, PackType } from "@/lib/packs/schema";

type Amount = number | null;

/** A coupon of a list: how many, when they become good, and for how long. */
export type FormItem = {
  couponId: string;
  quantity: Amount;
  starts: PackItem["starts"]["type"];
  startsAfter: Amount;
  validDays: Amount;
};

/** A pack as its form holds it: all of every way side by side, wall times instead of instants, blanks as null. */
export type PackForm = {
  type: PackType;
  name: string;
  description: string;
  translations: Record<Language, Record<"name" | "description", string>>;
  image: { id: string; alt: string } | null;
  method: "one_time" | "recurring";
  every: "day" | "week" | "month";
  /** "1" = Monday to "7" = Sunday. */
  weekdays: string[];
  dayOfMonth: string;
  cycles: Amount;
  content: "same" | "different";
  firstContents: FormItem[];
  contents: FormItem[];
  priceMinor: Amount;
  currency: string;
  channels: string[];
  salesFrom: string | null;
  salesUntil: string | null;
  supply: "limited" | "unlimited";
  quantity: Amount;
  stores: "all" | "some";
  storeIds: string[];
  redirect: "none" | "page" | "url";
  redirectPage: string;
  redirectUrl: string;
  autoRefund: boolean;
  purchaseLimit: Amount;
  purchaseLimitPerDay: Amount;
};

/** A coupon as it is put into a list. */
export const newItem = (couponId: string): FormItem => ({
  couponId,
  quantity: 1,
  starts: "at_once",
  startsAfter: 1,
  validDays: 30,
});

export function newPackForm(type: PackType, currency: string): PackForm {
  return {
    type,
    name: "",
    description: "",
    translations: translationsForm(["name", "description"]),
    image: null,
    method: "one_time",
    every: "month",
    weekdays: ["1"],
    dayOfMonth: "1",
    cycles: 3,
    content: "same",
    firstContents: [],
    contents: [],
    priceMinor: null,
    currency,
    channels: ["mall"],
    salesFrom: null,
    salesUntil: null,
    supply: "unlimited",
    quantity: 100,
    stores: "all",
    storeIds: [],
    redirect: "none",
    redirectPage: "",
    redirectUrl: "",
    autoRefund: false,
    purchaseLimit: null,
    purchaseLimitPerDay: null,
  };
}

const itemForm = ({ couponId, quantity, starts, validDays }: PackItem): FormItem => ({
  couponId,
  quantity,
  starts: starts.type,
  startsAfter: starts.type === "hours" ? starts.hours : starts.type === "days" ? starts.days : 1,
  validDays,
});

function contentsForm({ schedule, items, firstItems }: PackContents, empty: PackForm) {
  const every = schedule.type === "recurring" ? schedule.every : null;
  return {
    method: schedule.type === "recurring" ? ("recurring" as const) : ("one_time" as const),
    every: every?.unit ?? empty.every,
    weekdays: every?.unit === "week" ? every.weekdays.map(String) : empty.weekdays,
    dayOfMonth: every?.unit === "month" ? String(every.day) : empty.dayOfMonth,
    cycles: schedule.type === "recurring" ? schedule.cycles : empty.cycles,
    content: firstItems ? ("different" as const) : ("same" as const),
    firstContents: (firstItems ?? []).map(itemForm),
    contents: items.map(itemForm),
  };
}

function saleForm(sale: PackSale, timeZone: string, empty: PackForm) {
  const time = (at: string | null) => (at ? wallTime(new Date(at), timeZone) : null);
  const { redirectUrl, quantity, storeIds } = sale;
  const isPage = redirectUrl?.startsWith("/") ?? false;
  return {
    priceMinor: sale.priceMinor,
    currency: sale.currency,
    channels: [...sale.channels],
    salesFrom: time(sale.from),
    salesUntil: time(sale.until),
    supply: quantity === null ? ("unlimited" as const) : ("limited" as const),
    quantity: quantity ?? empty.quantity,
    stores: storeIds === "all" ? ("all" as const) : ("some" as const),
    storeIds: storeIds === "all" ? [] : [...storeIds],
    redirect: redirectUrl === null ? ("none" as const) : isPage ? ("page" as const) : ("url" as const),
    redirectPage: isPage ? (redirectUrl ?? "") : "",
    redirectUrl: isPage ? "" : (redirectUrl ?? ""),
    autoRefund: sale.autoRefund,
    purchaseLimit: sale.limit,
    purchaseLimitPerDay: sale.limitPerDay,
  };
}

/** A pack as it stands, ready to be edited. */
export function packForm(pack: PackInput, currency: string, timeZone: string): PackForm {
  const empty = newPackForm(pack.type, currency);
  return {
    ...empty,
    ...{ name: pack.name, description: pack.description, image: pack.image },
    translations: translationsForm(["name", "description"], pack.translations),
    ...contentsForm(pack.contents, empty),
    ...(pack.type === "paid" ? saleForm(pack.sale, timeZone, empty) : {}),
  };
}
