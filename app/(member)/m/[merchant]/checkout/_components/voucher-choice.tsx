import { useLocale, useTranslations } from "next-intl";
import { RefusedChoice } from "@/app/(member)/m/[merchant]/checkout/_components/refused-choice";
import { UnusableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/unusable-vouchers";
import { UsableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/usable-vouchers";
import { PlainBanner } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { formatMoney } from "@/lib/kernel/money";
import { claimAtCheckout } from "@/lib/orders/actions/shop";
import type { Checkout } from "@/lib/orders/open-checkout";
import type { Quote, RefusedVoucher } from "@/lib/pricing/shapes";

type VoucherChoiceProps = { slug: string; checkout: Checkout; requestId: string; claimed: boolean };

const saved = (quote: Quote) => quote.discountMinor + quote.deliveryDiscountMinor;
const isUsable = (voucher: RefusedVoucher) => voucher.reasons.some(({ code }) => code === "not_in_best_set");

/** The coupons of a checkout: what is applied, what else could be, what cannot and why, and a box for a code. */
export function VoucherChoice({ slug, checkout, requestId, claimed }: VoucherChoiceProps) {
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
      <UsableVouchers slug={slug} checkout={checkout} />
      {unusable.length > 0 ? <UnusableVouchers slug={slug} checkout={checkout} vouchers={unusable} /> : null}
      <PlainForm
        action={claimAtCheckout}
        hidden={{ merchant: slug, requestId, ...(checkout.wish ? { coupon: checkout.wish } : {}) }}
        fields={[
          {
            name: "code",
            label: t("codeLabel"),
            help: t("codeHelp"),
            autoComplete: "off",
            autoCapitalize: "characters",
            maxLength: 100,
          },
        ]}
        submitLabel={t("codeSubmit")}
        pendingLabel={t("codePending")}
        retryLabel={login("retry")}
        lostLabel={login("lost")}
        variant="secondary"
      />
    </section>
  );
}
