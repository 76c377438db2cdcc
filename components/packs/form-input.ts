import type { FormItem, PackForm } from "@/components/packs/form-values";
import { toInstant, wallTime } from "@/lib/kernel/time";
import type { PackSale } from "@/lib/packs/schema";

/** When a coupon of a list becomes good; unchecked where a number is left out. */
export function startsInput<N extends number | null>(item: Pick<FormItem, "starts"> & { startsAfter: N }) {
  const { starts, startsAfter } = item;
  switch (starts) {
    case "at_once":
      return { type: starts };
    case "hours":
      return { type: starts, hours: startsAfter };
    case "days":
      return { type: starts, days: startsAfter };
  }
}

const itemsInput = (items: readonly FormItem[]) =>
  items.map((item) => ({
    couponId: item.couponId,
    quantity: item.quantity,
    starts: startsInput(item),
    validDays: item.validDays,
  }));

function everyInput({ every, weekdays, dayOfMonth }: PackForm) {
  switch (every) {
    case "day":
      return { unit: every };
    case "week":
      return { unit: every, weekdays: weekdays.map(Number).sort() };
    case "month":
      return { unit: every, day: Number(dayOfMonth) };
  }
}

/** When a pack comes, as its schedule says it; unchecked. */
export function scheduleInput(form: PackForm) {
  if (form.method === "one_time") return { type: "once" as const };
  return { type: "recurring" as const, every: everyInput(form), cycles: form.cycles };
}

/** What a pack holds and when it comes; unchecked, blanks included. */
export function contentsInput(form: PackForm) {
  const isDifferent = form.method === "recurring" && form.content === "different";
  return {
    schedule: scheduleInput(form),
    items: itemsInput(form.contents),
    firstItems: isDifferent ? itemsInput(form.firstContents) : null,
  };
}

/** The instant of a wall time; one that was not touched keeps the very instant that is stored. */
function instantInput(local: string | null, kept: string | null | undefined, timeZone: string) {
  if (local === null) return null;
  if (kept && wallTime(new Date(kept), timeZone) === local) return kept;
  return toInstant(local, timeZone).toISOString();
}

function saleInput(form: PackForm, timeZone: string, kept?: PackSale) {
  const { redirect, redirectPage, redirectUrl } = form;
  return {
    priceMinor: form.priceMinor,
    currency: form.currency,
    channels: form.channels,
    from: instantInput(form.salesFrom, kept?.from, timeZone),
    until: instantInput(form.salesUntil, kept?.until, timeZone),
    quantity: form.supply === "unlimited" ? null : (form.quantity ?? Number.NaN),
    storeIds: form.stores === "all" ? ("all" as const) : form.storeIds,
    redirectUrl: redirect === "none" ? null : redirect === "page" ? redirectPage : redirectUrl,
    autoRefund: form.autoRefund,
    limit: form.purchaseLimit,
    limitPerDay: form.purchaseLimitPerDay,
  };
}

/** What the form says as `packInputSchema` wants it; unchecked, blanks included. `kept` is the sale as it is stored. */
export function packInput(form: PackForm, timeZone: string, kept?: PackSale) {
  const { type, name, description, translations, image } = form;
  const words = { type, name, description, translations, image, contents: contentsInput(form) };
  return type === "paid" ? { ...words, sale: saleInput(form, timeZone, kept) } : words;
}
