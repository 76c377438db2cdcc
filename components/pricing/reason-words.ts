import { formatMoney } from "@/lib/kernel/money";
import { whenWords } from "@/lib/platform/when-words";
import type { Quote, Reason } from "@/lib/pricing/shapes";

/** Reads the namespace `reasons`. */
type Translate = (key: string, values?: Record<string, string | number>) => string;

/** What words for a reason need to know beside it. */
export type ReasonContext = {
  readonly currency: string;
  readonly locale: string;
  /** The store's: in it instants are said. */
  readonly timeZone: string;
  readonly now: Date;
  /** What the vouchers of a `with` are called, by id (or code). */
  readonly names: ReadonlyMap<string, string>;
  /** The name of the voucher the reason is about: its copies are called "another". */
  readonly own?: string | null;
  /** It takes off a delivery charge, and the order has none; `choice` = it would if it were delivered. */
  readonly lacksDelivery?: "charge" | "choice" | undefined;
  /** It does not combine with other offers, and what it is for is on offer; `perhaps` = something of the cart is. */
  readonly offers?: "all" | "perhaps" | undefined;
};

type Named = {
  readonly voucherId: string | null;
  readonly code?: string;
  readonly name: string | null;
};

/** The names of all vouchers of a quote, by id (or code). */
export function namesInQuote({ applied, notApplied }: Pick<Quote, "applied" | "notApplied">) {
  const all: readonly Named[] = [...applied, ...notApplied];
  return new Map(all.flatMap(({ voucherId, code, name }) => (name ? [[voucherId ?? code ?? "", name]] : [])));
}

function othersWords(ids: readonly string[], { names, own, locale }: ReasonContext, t: Translate): string {
  const words = ids.map((id) => {
    const name = names.get(id);
    if (name) return name === own ? t("another", { name }) : `“${name}”`;
    return id.startsWith("vch_") ? t("unknownCoupon") : t("code", { code: id });
  });
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(new Set(words));
}

/** Why a voucher takes nothing off, in words; money in the quote's currency, instants in the store's zone. */
export function reasonWords(reason: Reason, context: ReasonContext, t: Translate): string {
  const { currency, locale, timeZone, now } = context;
  const money = (minor: number) => formatMoney(minor, currency, locale);
  const when = (at: string) => whenWords(new Date(at), now, timeZone, locale);
  switch (reason.code) {
    case "not_started":
      return t(reason.code, { from: when(reason.from) });
    case "expired":
      return t(reason.code, { until: when(reason.until) });
    case "outside_time_window":
      return reason.next
        ? t("outside_time_window.next", { next: when(reason.next) })
        : t("outside_time_window.never");
    case "region_not_allowed":
      return t(reason.code, {
        regions: new Intl.ListFormat(locale, { type: "disjunction" }).format(new Set(reason.regions)),
      });
    case "no_eligible_product":
      return t(context.offers ? `on_offer.${context.offers}` : reason.code);
    case "no_effect":
      return t(context.lacksDelivery ? `no_delivery.${context.lacksDelivery}` : reason.code);
    case "min_spend_not_met": {
      const { required, actual, gap } = reason;
      return t(reason.code, { required: money(required), actual: money(actual), gap: money(gap) });
    }
    case "min_items_not_met": {
      const { required, actual, gap } = reason;
      return t(reason.code, { required, actual, gap });
    }
    case "usage_limit_reached":
    case "too_many_vouchers":
      return t(reason.code, { limit: reason.limit });
    case "exclusive":
    case "combination_disallowed":
    case "set_refused":
      return t(reason.code, { with: othersWords(reason.with, context, t) });
    case "not_in_best_set":
      return t(reason.code, { saving: money(reason.saving) });
    default:
      return t(reason.code);
  }
}
