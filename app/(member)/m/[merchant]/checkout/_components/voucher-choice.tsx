import { useLocale, useTranslations } from "next-intl";
import { CodeBox } from "@/app/(member)/m/[merchant]/checkout/_components/code-box";
import { RefusedChoice } from "@/app/(member)/m/[merchant]/checkout/_components/refused-choice";
import { UnusableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/unusable-vouchers";
import { UsableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/usable-vouchers";
import { PlainBanner } from "@/components/ui/plain";
import { formatMoney } from "@/lib/kernel/money";
import type { Checkout } from "@/lib/orders/open-checkout";
import type { Quote, RefusedVoucher } from "@/lib/pricing/shapes";

type VoucherChoiceProps = {
  slug: string;
  checkout: Checkout;
  claimed: boolean;
  /** The code that was typed last, and why it did not work; empty = it was not tried. Null = nothing was typed. */
  typed: { readonly code: string; readonly error: string } | null;
};

const saved = (quote: Quote) => quote.discountMinor + quote.deliveryDiscountMinor;
const isUsable = (voucher: RefusedVoucher) => voucher.reasons.some(({ code }) => code === "not_in_best_set");

/** The coupons of a checkout: what is applied, what else could be, what cannot and why, and a box for a code. */
export function VoucherChoice({ slug, checkout, claimed, typed }: VoucherChoiceProps) {
  const t = useTranslations("shop.checkout");
  const login = useTranslations("member.login");
  const locale = useLocale();
  const { best, quote, chosen } = checkout;
  const unusable = best.notApplied.filter((voucher) => !isUsable(voucher));
  const better = saved(best) - saved(quote);
  const state = quote.applied.length === 0 ? "noneApplied" : chosen ? "ownApplied" : "bestApplied";
  return (
    <section id="coupons" className="grid scroll-mt-4 gap-3">
      <h2 className="text-lg font-semibold">{t("coupons")}</h2>
      {claimed ? <PlainBanner tone="success">{t("claimed")}</PlainBanner> : null}
      <RefusedChoice checkout={checkout} />
      <p role="status" className="text-sm text-ink-2">
        {t(state)} {best.optimal ? null : t("notOptimal")}
      </p>
      {chosen && better > 0 ? (
        <p className="text-sm font-semibold text-brand">
          {t("better", { amount: formatMoney(better, best.currency, locale) })}
        </p>
      ) : null}
      <UsableVouchers checkout={checkout} />
      {unusable.length > 0 ? <UnusableVouchers slug={slug} checkout={checkout} vouchers={unusable} /> : null}
      <CodeBox
        typed={typed}
        label={t("codeLabel")}
        help={t("codeHelp")}
        submitLabel={t("codeSubmit")}
        pendingLabel={t("codePending")}
        retryLabel={login("retry")}
        lostLabel={login("lost")}
      />
    </section>
  );
}
