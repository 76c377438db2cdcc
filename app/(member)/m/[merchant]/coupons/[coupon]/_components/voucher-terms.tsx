import { useLocale, useTranslations } from "next-intl";
import { benefitWords } from "@/components/coupons/ticket-words";
import { Picture } from "@/components/ui/picture";
import { isCredit } from "@/lib/coupons/schema";
import type { VoucherDetail } from "@/lib/vouchers/queries";
import { limitFacts, placeFacts, productFacts, windowWords } from "./term-facts";

type VoucherTermsProps = { voucher: VoucherDetail; timeZone: string };

/** What the coupon gives, when, where and with what, in words: the terms it was issued under. */
export function VoucherTerms({ voucher, timeZone }: VoucherTermsProps) {
  const t = useTranslations("member.coupon");
  const words = useTranslations("ticket");
  const locale = useLocale();
  const { terms, currency, productName } = voucher;
  const { benefit, conditions } = terms;
  const gives = { benefit, currency, conditions, productName: productName ?? undefined };
  const facts = [
    { label: t("benefit"), value: benefitWords(gives, locale, words) },
    { label: t("valid"), value: windowWords(voucher, timeZone, locale, t) },
    ...(isCredit(benefit.type) ? [] : productFacts(voucher, locale, t)),
    ...placeFacts(voucher, locale, t),
    ...limitFacts(voucher, locale, t),
  ];
  return (
    <>
      {terms.description ? <p className="whitespace-pre-line">{terms.description}</p> : null}
      {terms.image ? (
        <Picture
          image={terms.image}
          shape="square"
          sizes="(max-width: 480px) 92vw, 448px"
          className="w-full rounded-xl"
        />
      ) : null}
      <dl className="divide-y divide-border border-y border-border text-sm">
        {facts.map(({ label, value }) => (
          <div key={label} className="grid grid-cols-[112px_1fr] gap-3 py-3">
            <dt className="text-ink-2">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
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
