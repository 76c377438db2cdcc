import { isCredit } from "@/lib/coupons/schema";
import { formatMoney } from "@/lib/kernel/money";
import type { VoucherDetail } from "@/lib/vouchers/queries";

export type Fact = { readonly label: string; readonly value: string };
type Translate = (key: string, values?: Record<string, string | number>) => string;

const listed = (parts: readonly string[], locale: string) =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(parts);

/** From when until when it is good, to the minute. */
export function windowWords(voucher: VoucherDetail, timeZone: string, locale: string, t: Translate): string {
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    timeStyle: "short",
    hourCycle: "h23",
    timeZone,
  });
  const from = format.format(voucher.validFrom);
  if (voucher.validUntil === null) return t("validFrom", { from });
  // Its last moment, not the first one after it: a window that ends at midnight is good all day.
  return t("validFor", { from, until: format.format(voucher.validUntil.getTime() - 1) });
}

/** Which products count, and how much of them an order must hold. */
export function productFacts(
  { terms, named, currency }: VoucherDetail,
  locale: string,
  t: Translate,
): Fact[] {
  const { minSpendMinor, minItems, basis } = terms.conditions;
  const only = named.only.length > 0 ? listed(named.only, locale) : t("allProducts");
  const spend = formatMoney(minSpendMinor, currency, locale, { trim: true });
  const isMeasured = minSpendMinor > 0 || terms.benefit.type === "threshold_off";
  return [
    { label: t("scope"), value: only },
    ...(named.not.length > 0 ? [{ label: t("notScope"), value: listed(named.not, locale) }] : []),
    ...(minSpendMinor > 0 ? [{ label: t("minSpend"), value: spend }] : []),
    ...(isMeasured && basis === "current" ? [{ label: t("basis"), value: t("basisCurrent") }] : []),
    ...(minItems > 0 ? [{ label: t("minItems"), value: String(minItems) }] : []),
  ];
}

/** In which stores and parts of them, how, on which days and at which hours. */
export function placeFacts({ terms, stores }: VoucherDetail, locale: string, t: Translate): Fact[] {
  const { channels, devices, weekdays, hours, regions } = terms.conditions;
  const floors = regions.flatMap(({ storeId, names }) => {
    const store = stores.find((one) => one.id === storeId)?.name;
    return store ? [t("regionsOf", { store, names: listed(names, locale) })] : [];
  });
  // 2024 began on a Monday.
  const day = (weekday: number) =>
    new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, weekday));
  const channel = channels.length === 2 ? "channelsBoth" : (channels[0] ?? "channelsBoth");
  const windows = hours.map(({ from, to }) => `${from}–${to}`);
  const ofOrders = [
    { label: t("channels"), value: t(channel) },
    ...(devices.length < 3
      ? [
          {
            label: t("devices"),
            value: listed(
              devices.map((one) => t(`device.${one}`)),
              locale,
            ),
          },
        ]
      : []),
  ];
  return [
    {
      label: t("stores"),
      value:
        listed(
          stores.map((store) => store.name),
          locale,
        ) || t("allStores"),
    },
    ...(floors.length > 0 ? [{ label: t("regions"), value: floors.join("; ") }] : []),
    ...(isCredit(terms.benefit.type) ? [] : ofOrders),
    ...(terms.benefit.type === "delivery_off" ? [{ label: t("delivery"), value: t("deliveryCharged") }] : []),
    ...(weekdays.length < 7 ? [{ label: t("weekdays"), value: listed(weekdays.map(day), locale) }] : []),
    ...(windows.length > 0
      ? [{ label: t("hours"), value: `${listed(windows, locale)} (${t("storeTime")})` }]
      : []),
  ];
}

/** For whom, how often, together with what, and what a refund does to it. */
export function limitFacts({ terms }: VoucherDetail, locale: string, t: Translate): Fact[] {
  const { audience, maxUsesPerMember: uses } = terms.conditions;
  return [
    ...(audience.type === "all" ? [] : [{ label: t("audience"), value: t(audience.type) }]),
    ...(uses === null ? [] : [{ label: t("uses"), value: t("usesMost", { count: uses }) }]),
    ...(isCredit(terms.benefit.type) ? [] : orderFacts(terms, locale, t)),
  ];
}

function orderFacts(
  { conditions, stacking, refund, benefit }: VoucherDetail["terms"],
  locale: string,
  t: Translate,
): Fact[] {
  const { exclusive, stacksWith, maxPerOrder } = stacking;
  const isAlone = exclusive || stacksWith.length === 0;
  const together =
    stacksWith === "all" ? t("stacks") : t("stacksSome", { groups: listed(stacksWith, locale) });
  return [
    { label: t("stacking"), value: isAlone ? t("exclusive") : together },
    ...(maxPerOrder > 1 ? [{ label: t("perOrder"), value: t("perOrderMost", { count: maxPerOrder }) }] : []),
    ...(conditions.combinesWithOffers ? [] : [{ label: t("offers"), value: t("noOffers") }]),
    ...(conditions.notIfFree ? [{ label: t("free"), value: t("notIfFree") }] : []),
    ...(benefit.type === "generic"
      ? []
      : [{ label: t("refund"), value: t(refund.returnWhenAllRefunded ? "refundReturned" : "refundUsed") }]),
  ];
}
