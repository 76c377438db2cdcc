import { useLocale, useTranslations } from "next-intl";
import { benefitWords } from "@/components/coupons/ticket-words";
import { formatMoney } from "@/lib/kernel/money";
import type { VoucherDetail } from "@/lib/vouchers/queries";

type Fact = { label: string; value: string };
type VoucherTermsProps = { voucher: VoucherDetail; timeZone: string };

/** What the coupon gives, when, where and with what, in words: the terms it was issued under. */
export function VoucherTerms({ voucher, timeZone }: VoucherTermsProps) {
  const t = useTranslations("member.coupon");
  const words = useTranslations("ticket");
  const locale = useLocale();
  const { terms, currency, productName } = voucher;
  const facts: Fact[] = [
    {
      label: t("benefit"),
      value: benefitWords(
        {
          benefit: terms.benefit,
          currency,
          conditions: terms.conditions,
          productName: productName ?? undefined,
        },
        locale,
        words,
      ),
    },
    { label: t("valid"), value: windowWords(voucher, timeZone, locale, t) },
    { label: t("stores"), value: voucher.storeNames.join(", ") || t("allStores") },
    { label: t("scope"), value: t("products" in terms.scope ? "allProducts" : "someProducts") },
    ...whenFacts(voucher, locale, t),
    ...limitFacts(voucher, locale, t),
  ];
  return (
    <>
      <dl className="divide-y divide-border border-y border-border text-sm">
        {facts.map(({ label, value }) => (
          <div key={label} className="grid grid-cols-[112px_1fr] gap-3 py-3">
            <dt className="text-ink-2">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {terms.usageRules ? (
        <section className="grid gap-2">
          <h2 className="text-lg font-semibold">{t("rules")}</h2>
          <p className="whitespace-pre-line text-sm text-ink-2">{terms.usageRules}</p>
        </section>
      ) : null}
    </>
  );
}

type Translate = (key: string, values?: Record<string, string | number>) => string;

function windowWords(voucher: VoucherDetail, timeZone: string, locale: string, t: Translate): string {
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

function whenFacts({ terms }: VoucherDetail, locale: string, t: Translate): Fact[] {
  const { channels, weekdays, hours } = terms.conditions;
  // 2024 began on a Monday.
  const day = (weekday: number) =>
    new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, weekday));
  const channel = channels.length === 2 ? "channelsBoth" : (channels[0] ?? "channelsBoth");
  const list = new Intl.ListFormat(locale, { type: "unit" });
  return [
    { label: t("channels"), value: t(channel) },
    ...(weekdays.length < 7 ? [{ label: t("weekdays"), value: list.format(weekdays.map(day)) }] : []),
    ...(hours.length > 0
      ? [
          {
            label: t("hours"),
            value: `${list.format(hours.map(({ from, to }) => `${from}–${to}`))} (${t("storeTime")})`,
          },
        ]
      : []),
  ];
}

function limitFacts({ terms, currency }: VoucherDetail, locale: string, t: Translate): Fact[] {
  const { minSpendMinor, minItems, combinesWithOffers, audience } = terms.conditions;
  const { exclusive, stacksWith } = terms.stacking;
  const stacking = exclusive ? "exclusive" : stacksWith === "all" ? "stacks" : "stacksSome";
  return [
    ...(minSpendMinor > 0
      ? [{ label: t("minSpend"), value: formatMoney(minSpendMinor, currency, locale, { trim: true }) }]
      : []),
    ...(minItems > 0 ? [{ label: t("minItems"), value: String(minItems) }] : []),
    ...(audience.type === "all" ? [] : [{ label: t("audience"), value: t(audience.type) }]),
    { label: t("stacking"), value: t(stacking) },
    ...(combinesWithOffers ? [] : [{ label: t("offers"), value: t("noOffers") }]),
  ];
}
