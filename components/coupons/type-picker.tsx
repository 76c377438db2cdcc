import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CouponTicket } from "@/components/coupons/coupon-ticket";
import { type TicketBenefit, ticketWords } from "@/components/coupons/ticket-words";
import { Link } from "@/components/ui/link";
import { type BenefitType, benefitTypes } from "@/lib/coupons/schema";
import { currencyDecimals } from "@/lib/kernel/minor-units";
import { formatMoney } from "@/lib/kernel/money";

type TypePickerProps = {
  /** Where what is begun is made; the type is added. */
  newPath: string;
  currency: string;
  locale: string;
  /** Whether a cash coupon could be paid out (C6). */
  mayPay: boolean;
};

/** The types that work, each with what it is for and a ticket as members would see it (C1). */
export function TypePicker({ newPath, currency, locale, mayPay }: TypePickerProps) {
  const t = useTranslations("coupons");
  const ticket = useTranslations("ticket");
  return (
    <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {benefitTypes.map((type) => {
        const { benefit, minSpendMinor, amounts } = example(
          type,
          currency,
          locale,
          t(`types.${type}.example`, none),
        );
        const text = t(`types.${type}.example`, amounts);
        const words = ticketWords(
          {
            name: type === "product" ? text : t(`types.${type}.name`),
            currency,
            benefit,
            conditions: { minSpendMinor },
            validity: { type: "days_after_claim", startAfterDays: 0, days: 30 },
            timeZone: "UTC",
            now: new Date(0),
            productName: type === "product" ? t("types.product.name") : undefined,
          },
          locale,
          ticket,
        );
        return (
          <TypeCard
            key={type}
            type={type}
            href={type === "cash" && !mayPay ? null : `${newPath}/${type}`}
            example={text}
            ticket={<CouponTicket {...words} headingLevel={3} />}
          />
        );
      })}
    </ul>
  );
}

type TypeCardProps = {
  type: BenefitType;
  /** Null = it cannot be had here, and the card says why. */
  href: string | null;
  example: string;
  ticket: ReactNode;
};

const card =
  "grid h-full grid-rows-[auto_1fr_auto_auto] gap-3 rounded-xl border border-border bg-surface p-4";

function TypeCard({ type, href, example, ticket }: TypeCardProps) {
  const t = useTranslations("coupons");
  const content = (
    <>
      <h2 className="text-lg font-semibold text-ink">{t(`types.${type}.name`)}</h2>
      <p className="text-sm text-ink-2">{t(`types.${type}.use`)}</p>
      <div aria-hidden="true" className="rounded-lg bg-sunken p-3">
        {ticket}
      </div>
      <p className="text-xs text-ink-2">
        {href ? t("picker.example", { example }) : t("picker.cashUnavailable")}
      </p>
    </>
  );
  return (
    <li>
      {href ? (
        <Link href={href} className={`${card} shadow-e1 transition-colors hover:border-border-strong`}>
          {content}
        </Link>
      ) : (
        <div className={card}>{content}</div>
      )}
    </li>
  );
}

const none = { a: "", b: "" };

/** Round sums in any currency: 10, 30 and 200 of one with cents, a hundred times as much of one without. */
function example(type: BenefitType, currency: string, locale: string, text: string) {
  const unit = 10 ** Math.max(2, currencyDecimals(currency));
  const money = (units: number) => formatMoney(units * unit, currency, locale, { trim: true });
  const samples: Record<BenefitType, { benefit: TicketBenefit; a: number; b: number }> = {
    threshold_off: {
      benefit: { type: "threshold_off", tiers: [{ spendMinor: 200 * unit, offMinor: 30 * unit }] },
      a: 30,
      b: 200,
    },
    percent_off: { benefit: { type: "percent_off", bps: 2000, maxOffMinor: 50 * unit }, a: 50, b: 0 },
    amount_off: { benefit: { type: "amount_off", amountMinor: 10 * unit }, a: 10, b: 0 },
    product: { benefit: { type: "product", productId: "", quantity: 1, priceMinor: 0 }, a: 0, b: 0 },
    delivery_off: { benefit: { type: "delivery_off", maxOffMinor: null }, a: 10, b: 0 },
    points: { benefit: { type: "points", points: 500 }, a: 0, b: 0 },
    cash: { benefit: { type: "cash", amountMinor: 10 * unit }, a: 10, b: 0 },
    generic: { benefit: { type: "generic", text }, a: 0, b: 0 },
  };
  const { benefit, a, b } = samples[type];
  return { benefit, minSpendMinor: 0, amounts: { a: money(a), b: money(b) } };
}
