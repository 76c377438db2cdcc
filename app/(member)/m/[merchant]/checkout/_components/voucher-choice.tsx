import { useLocale, useTranslations } from "next-intl";
import { ChangeButton, PLACE_FORM } from "@/app/(member)/m/[merchant]/checkout/_components/change-button";
import { RefusedChoice } from "@/app/(member)/m/[merchant]/checkout/_components/refused-choice";
import { UnusableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/unusable-vouchers";
import { UsableVouchers } from "@/app/(member)/m/[merchant]/checkout/_components/usable-vouchers";
import { PlainBanner, PlainField } from "@/components/ui/plain";
import { PlainForm } from "@/components/ui/plain-form";
import { formatMoney } from "@/lib/kernel/money";
import { claimAtCheckout } from "@/lib/orders/actions/shop";
import type { Checkout } from "@/lib/orders/open-checkout";
import type { Quote, RefusedVoucher } from "@/lib/pricing/shapes";

type VoucherChoiceProps = {
  slug: string;
  checkout: Checkout;
  requestId: string;
  claimed: boolean;
  /** What was typed last without our script, and why it did not work; empty = it was not tried. Null = nothing was typed. */
  typed: { readonly code: string; readonly error: string } | null;
};

const saved = (quote: Quote) => quote.discountMinor + quote.deliveryDiscountMinor;
const isUsable = (voucher: RefusedVoucher) => voucher.reasons.some(({ code }) => code === "not_in_best_set");

/** The coupons of a checkout: what is applied, what else could be, what cannot and why, and a box for a code. */
export function VoucherChoice({ slug, checkout, requestId, claimed, typed }: VoucherChoiceProps) {
  const t = useTranslations("shop.checkout");
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
      <CodeBox {...{ slug, checkout, requestId, typed }} />
    </section>
  );
}

/**
 * A box for a code. Without our script it is part of the page's one form, so that the browser takes along what was typed elsewhere; with
 * it, it is a form of its own, which answers in place and leaves the rest alone.
 */
function CodeBox({ slug, checkout, requestId, typed }: Omit<VoucherChoiceProps, "claimed">) {
  const t = useTranslations("shop.checkout");
  const login = useTranslations("member.login");
  const field = {
    ...{ name: "code", label: t("codeLabel"), help: t("codeHelp"), autoComplete: "off" },
    ...{ autoCapitalize: "characters" as const, maxLength: 100 },
  };
  return (
    <>
      <noscript>
        <div className="grid gap-4">
          <PlainField
            {...field}
            id="code-plain"
            form={PLACE_FORM}
            error={typed?.error || undefined}
            defaultValue={typed?.code}
          />
          {typed?.error ? <input type="hidden" name="refused" value={typed.code} form={PLACE_FORM} /> : null}
          <ChangeButton say="code" variant="secondary" block>
            {t("codeSubmit")}
          </ChangeButton>
        </div>
      </noscript>
      <div className="[@media(scripting:none)]:hidden">
        <PlainForm
          action={claimAtCheckout}
          beside={PLACE_FORM}
          hidden={{ merchant: slug, requestId, ...(checkout.wish ? { coupon: checkout.wish } : {}) }}
          fields={[field]}
          submitLabel={t("codeSubmit")}
          pendingLabel={t("codePending")}
          retryLabel={login("retry")}
          lostLabel={login("lost")}
          variant="secondary"
        />
      </div>
    </>
  );
}
